//! What a driver is told to do with its client.

use serde::Serialize;
use serde_json::{Value, json};

/// Which protocol the client is told to speak, where it lets its user choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Era {
    /// With `initialize`.
    #[serde(rename = "legacy")]
    Legacy,
    /// The newest that the server speaks too.
    #[serde(rename = "auto")]
    Auto,
    /// Without `initialize`, and nothing else.
    #[serde(rename = "2026-07-28")]
    Modern,
}

impl Era {
    /// As the script has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Legacy => "legacy",
            Self::Auto => "auto",
            Self::Modern => "2026-07-28",
        }
    }

    /// The version that a client of this era and this server agree on: the newest that both know.
    pub(crate) fn protocol(self) -> &'static str {
        match self {
            Self::Legacy => "2025-11-25",
            Self::Auto | Self::Modern => "2026-07-28",
        }
    }
}

/// What to ask, by MCP's own names of the parameters. The lists are always asked for.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Questions {
    /// `tools/call`; with `progress: true` the client asks for progress, too.
    pub(crate) calls: Vec<Value>,
    /// `prompts/get`.
    pub(crate) prompts: Vec<Value>,
    /// The URIs for `resources/read`.
    pub(crate) resources: Vec<String>,
    /// `completion/complete`.
    pub(crate) completions: Vec<Value>,
}

/// A script, as drivers read it.
#[derive(Debug, Serialize)]
pub(crate) struct Script<'a> {
    /// The endpoint.
    pub(crate) url: String,
    /// The value of the header `Authorization`, where one is sent.
    pub(crate) authorization: Option<String>,
    pub(crate) era: Era,
    /// In seconds; a driver that takes longer is killed. It has to end itself before, as it knows best what it
    /// started.
    pub(crate) patience: u64,
    #[serde(flatten)]
    pub(crate) questions: &'a Questions,
}

impl Script<'_> {
    /// The token in the header, where there is something in a token's form.
    pub(crate) fn token(&self) -> Option<&str> {
        let token = self.authorization.as_deref()?.strip_prefix("Token ")?;
        Some(token).filter(|token| token.bytes().all(|byte| byte.is_ascii_hexdigit()))
    }

    pub(crate) fn to_json(&self) -> Value {
        json!(self)
    }
}
