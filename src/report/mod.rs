//! Reports: what they say, as data. The result of a tool and the page that people look at are both made of it.

mod document;
mod group;
mod interval;
mod metrics;
mod page;
mod priority;
mod section;

pub use document::{Card, Kind, Product, Report};
pub use group::{Counts, Group, Label};
pub use interval::Interval;
pub use metrics::{Durations, Metrics};
pub use page::{PageError, page};
pub use priority::Priority;
pub use section::{Ids, Rows, Section};
