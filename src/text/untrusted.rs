//! Text that others wrote, as a type: nothing prints it, and only a [`Reader`](super::Reader) reads it.

use serde::Deserialize;
use std::fmt;
use std::str::FromStr;

/// A text of `DefectDojo`'s. It has no `Display` and no `Serialize`, so that it can't reach a result, an error
/// or a log line as it came; its `Debug` tells its length alone.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub struct Untrusted(String);

impl Untrusted {
    /// As it came.
    pub(super) fn raw(&self) -> &str {
        &self.0
    }

    /// What `question` says of it, which is yes or no.
    #[must_use]
    pub fn answers(&self, question: impl FnOnce(&str) -> bool) -> bool {
        question(&self.0)
    }

    /// As it came, to ask `DefectDojo` for what has it: for nothing that anybody reads.
    #[must_use]
    pub fn as_question(&self) -> String {
        self.0.clone()
    }

    /// Whether it has nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// A value of ours that its first bytes spell: no text any more.
    #[must_use]
    pub fn parse_start<T: FromStr>(&self, bytes: usize) -> Option<T> {
        self.0.get(..bytes)?.parse().ok()
    }

    /// Both, with a space between.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self(format!("{} {}", self.0, other.0))
    }
}

impl From<String> for Untrusted {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Untrusted {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl PartialEq<&str> for Untrusted {
    fn eq(&self, text: &&str) -> bool {
        self.0 == *text
    }
}

impl fmt::Debug for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Untrusted({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_compared_and_parsed_but_not_printed() {
        let text = Untrusted::from("2026-11-22T08:00:00Z");
        assert_eq!(format!("{text:?}"), "Untrusted(20 bytes)");
        assert_eq!(text, "2026-11-22T08:00:00Z");
        assert_eq!(text.parse_start::<u16>(4), Some(2026));
        assert_eq!(text.parse_start::<u16>(5), None);
        assert_eq!(text.parse_start::<u16>(99), None);
        assert!(text.answers(|raw| raw.contains('T')));
        assert!(Untrusted::from(" \n").is_blank());
        assert_eq!(Untrusted::from("a").and(&"b".into()), "a b");
    }
}
