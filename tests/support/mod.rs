//! What tests of the whole server share: the right answers, found by looking at every finding, and the
//! walk through pages. Nothing here uses the code that is tested.

mod conditions;
mod definitions;
mod hidden;
mod pages;
mod texts;

pub(crate) use conditions::{Condition, arguments, conditions, periods, sample};
pub(crate) use definitions::{STATUSES, has_statuses, sees};
pub(crate) use hidden::is_hidden;
pub(crate) use pages::{ids, no_nulls, walk};
pub(crate) use texts::texts;
