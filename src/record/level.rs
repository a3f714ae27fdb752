//! Which requests are worth a line.

use std::str::FromStr;

use super::Journal;

/// What is written of the requests that are served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Nothing.
    Off,
    /// Those that failed. The default: each id that a user can quote has its line, and a server that is well
    /// costs nothing where lines are paid for.
    #[default]
    Errors,
    /// All of them.
    Requests,
}

impl Level {
    /// Whether what was noted in `journal` is written. Asked before it is made a record of: most never are.
    #[must_use]
    pub fn wants(self, journal: &Journal) -> bool {
        match self {
            Self::Off => false,
            Self::Errors => journal.is_failure(),
            Self::Requests => true,
        }
    }
}

/// Not one of the three words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLevel;

/// `off`, `errors` or `requests`, in any case.
impl FromStr for Level {
    type Err = UnknownLevel;

    fn from_str(text: &str) -> Result<Self, UnknownLevel> {
        let known = [
            ("off", Self::Off),
            ("errors", Self::Errors),
            ("requests", Self::Requests),
        ];
        let mut named = known.into_iter();
        named
            .find(|(name, _)| text.eq_ignore_ascii_case(name))
            .map(|(_, level)| level)
            .ok_or(UnknownLevel)
    }
}
