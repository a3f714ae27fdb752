//! Notes that people write on findings.

use serde::Deserialize;

use super::lenient::or_default;
use crate::text::Untrusted;

/// Who wrote a note.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Author {
    /// The user name.
    #[serde(default, deserialize_with = "or_default")]
    pub username: Untrusted,
    /// The first name.
    #[serde(default, deserialize_with = "or_default")]
    pub first_name: Untrusted,
    /// The last name.
    #[serde(default, deserialize_with = "or_default")]
    pub last_name: Untrusted,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Note {
    /// The id.
    pub id: u64,
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
    #[serde(default, deserialize_with = "or_default")]
    pub private: bool,
}
