//! What a row says of an object: named in our words, cleaned, bounded, without what is empty.

mod engagement;
mod finding;
mod finding_details;
mod people;
mod product;
mod test;

pub(crate) use engagement::EngagementRow;
pub use finding::FindingRow;
pub(crate) use finding::product_id;
pub(crate) use finding_details::{Depth, FindingDetails};
pub(crate) use people::{GroupRow, MemberRow, RoleRow, UserRow};
pub(crate) use product::{ProductRow, ProductTypeRow};
pub(crate) use test::TestRow;

use crate::dojo::Day;
use crate::dojo::model::Reference;
use crate::text::{Reader, Untrusted};
use serde::Serialize;

/// Longest name, in characters. `DefectDojo`'s own limit is 255 for most.
pub(crate) const NAME: usize = 120;

/// A row that says what an object of `DefectDojo` holds.
pub trait Row<T>: Serialize {
    /// The row of `object`, with its texts as `reader` reads them.
    fn new(object: &T, reader: Reader) -> Self;
}

/// The day of a timestamp.
fn day(timestamp: Option<&Untrusted>) -> Option<String> {
    timestamp?.parse_start(10).map(|day: Day| day.to_string())
}

/// Whether a flag is not set: an unset flag is not worth its tokens.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn unset(flag: &bool) -> bool {
    !flag
}

/// Tags, cleaned.
fn tags(reader: Reader, tags: &[Untrusted]) -> Vec<String> {
    tags.iter()
        .filter_map(|tag| reader.line(tag, NAME))
        .take(20)
        .collect()
}

/// Another object: its id, and its name where the answer had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

impl Link {
    fn new(reader: Reader, id: u64, name: Option<&Untrusted>) -> Self {
        Self {
            id,
            name: reader.line(name, NAME),
        }
    }

    fn of(reader: Reader, reference: &Reference) -> Self {
        Self::new(reader, reference.id, reference.name.as_ref())
    }
}

/// Another object, where there is one.
fn link(reader: Reader, reference: Option<&Reference>) -> Option<Link> {
    reference.map(|reference| Link::of(reader, reference))
}
