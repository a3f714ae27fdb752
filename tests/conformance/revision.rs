//! The revisions of the protocol that the suite has a frozen set of requirements for.

/// A revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Revision {
    V2025_11_25,
    V2026_07_28,
}

impl Revision {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::V2025_11_25 => "2025-11-25",
            Self::V2026_07_28 => "2026-07-28",
        }
    }

    /// How many scenarios a server has to pass. The sets are frozen: a suite with another number is not
    /// the one that is meant.
    pub(crate) fn required(self) -> usize {
        match self {
            Self::V2025_11_25 => 30,
            Self::V2026_07_28 => 37,
        }
    }
}
