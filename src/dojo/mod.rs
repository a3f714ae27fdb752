//! Client for `DefectDojo`'s REST API v2.
//!
//! This layer knows `DefectDojo` and nothing else: no MCP, no WASI, no clock. It sends only
//! parameters that are proven to filter, because `DefectDojo` ignores every other one in silence and
//! so answers a different question than the one asked. What it answers is typed, and each way a call
//! can fail is one variant of [`Error`].

mod answer;
mod call;
mod census;
mod choice;
mod client;
mod conjunction;
mod cover;
mod day;
mod effort;
mod endpoint;
mod error;
mod every;
mod filter;
mod first;
mod group;
mod kind;
mod list_filter;
mod merge;
pub mod model;
mod observer;
mod order;
mod page;
mod parallel;
mod query;
mod selection;
mod severity;
mod status;
mod text;
mod token;
mod transport;
mod window;

#[cfg(test)]
mod tests;

pub use census::{Component, Due, DueTallies, Lack, Ranking, Sample, Tally};
pub use client::Client;
pub use conjunction::{Conjunction, Flag};
pub use cover::{StatusMatch, disjoint};
pub use day::{Day, DayError, DayRange};
pub use effort::Effort;
pub use error::{Error, Wait};
pub use filter::{FindingFilter, Names, Probability, ProbabilityError};
pub use instance::{BaseUrl, BaseUrlError};
pub use list_filter::{
    Criticality, EngagementFilter, EngagementStatus, GroupFilter, Lifecycle, ProductFilter,
    ProductTypeFilter, TestFilter, UserFilter,
};
pub use observer::Observer;
pub use order::FindingOrder;
pub use page::{Doubt, Page};
pub use parallel::{Parallel, ParallelError};
pub use selection::{Group, RowOrder, Selection};
pub use severity::Severity;
pub use status::Status;
pub use token::{Token, TokenError};
pub use transport::{BoxFuture, MAX_BODIES, Transport, TransportError};
pub use window::{Limit, Offset, Window, WindowError};
