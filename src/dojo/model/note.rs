//! Notes that people write on findings.

use serde::Deserialize;

use super::{
    lenient::{or_default, unless_false},
    object::objects,
};
use crate::text::Untrusted;

/// Who wrote a note.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(remote = "Self")]
pub struct Author {
    /// The user name.
    #[serde(default)]
    pub username: Option<Untrusted>,
    /// The first name.
    #[serde(default)]
    pub first_name: Option<Untrusted>,
    /// The last name.
    #[serde(default)]
    pub last_name: Option<Untrusted>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct Note {
    /// Who wrote it.
    #[serde(default, deserialize_with = "or_default")]
    pub author: Author,
    /// The text.
    #[serde(default, deserialize_with = "or_default")]
    pub entry: Untrusted,
    /// When, in RFC 3339.
    #[serde(default)]
    pub date: Option<Untrusted>,
    /// Whether it is kept out of reports.
    #[serde(default, deserialize_with = "unless_false")]
    pub private: bool,
}

objects!(Author, Note);
