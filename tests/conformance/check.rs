//! What the suite found out about one thing.

use std::fmt;

use serde::Deserialize;

/// One entry of a scenario's `checks.json`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Check {
    pub(crate) id: String,
    pub(crate) status: Status,
    #[serde(default)]
    pub(crate) error_message: Option<String>,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Status {
    Success,
    Failure,
    /// The specification says SHOULD.
    Warning,
    /// Does not apply to this server.
    Skipped,
    /// Nothing was asked.
    Info,
}

impl Status {
    /// Whether it counts against the server: the suite's own rule where there is a baseline.
    pub(crate) fn fails(self) -> bool {
        matches!(self, Self::Failure | Self::Warning)
    }

    /// Whether the server was put to the test.
    pub(crate) fn decides(self) -> bool {
        self.fails() || self == Self::Success
    }
}

/// What a baseline calls a check: `<scenario>:<check id>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name(pub(crate) String);

impl Name {
    pub(crate) fn new(scenario: &str, check: &Check) -> Self {
        Self(format!("{scenario}:{}", check.id))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
