//! What a row says of an object: named in our words, cleaned, bounded, without what is empty.

mod engagement;
mod finding;
mod finding_details;
mod people;
mod product;
mod test;

pub(crate) use engagement::EngagementRow;
pub(crate) use finding::FindingRow;
pub(crate) use finding_details::{Depth, FindingDetails};
pub(crate) use people::{GroupRow, MemberRow, RoleRow, UserRow};
pub(crate) use product::{ProductRow, ProductTypeRow};
pub(crate) use test::TestRow;

use crate::dojo::model::{NamedObject, Reference};
use crate::text::{clean, clean_line, cut};
use serde::Serialize;

/// Longest name, in characters. `DefectDojo`'s own limit is 255 for most.
pub(crate) const NAME: usize = 120;

/// One line of foreign text, at most `limit` characters; nothing for nothing.
fn line(text: &str, limit: usize) -> Option<String> {
    let text = cut(clean_line(text), limit).marked();
    (!text.is_empty()).then_some(text)
}

/// The same of a text that may be missing.
fn maybe_line(text: Option<&String>, limit: usize) -> Option<String> {
    line(text?, limit)
}

/// Several lines of foreign text, at most `limit` characters, with a note of what was cut.
fn paragraph(text: &str, limit: usize) -> Option<String> {
    let cut = cut(clean(text.trim()), limit);
    let text = match cut.whole {
        Some(whole) => format!("{}… [{limit} of {whole} characters]", cut.text),
        None => cut.text,
    };
    (!text.is_empty()).then_some(text)
}

/// The day of a timestamp.
fn day(timestamp: Option<&String>) -> Option<String> {
    line(timestamp?.get(..10)?, 10)
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
fn tags(tags: &[String]) -> Vec<String> {
    tags.iter()
        .filter_map(|tag| line(tag, NAME))
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
    fn new(id: u64, name: Option<&String>) -> Self {
        Self {
            id,
            name: maybe_line(name, NAME),
        }
    }
}

impl From<&Reference> for Link {
    fn from(reference: &Reference) -> Self {
        Self::new(reference.id, reference.name.as_ref())
    }
}

impl From<&NamedObject> for Link {
    fn from(object: &NamedObject) -> Self {
        Self::new(object.id, object.name.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_one_bounded_line() {
        assert_eq!(line(" a\u{202E}\n b ", 10), Some("a b".into()));
        assert_eq!(line("abcdef", 3), Some("abc…".into()));
        assert_eq!(line("\u{200B}", 3), None);
    }

    #[test]
    fn a_cut_paragraph_says_by_how_much() {
        assert_eq!(paragraph("a\nb", 10), Some("a\nb".into()));
        assert_eq!(
            paragraph("abcdef", 4),
            Some("abcd… [4 of 6 characters]".into())
        );
    }
}
