//! What results and messages are made of.

use serde::Serialize;

/// One block of a tool's result or of a prompt's message
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#contentblock>).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Content {
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
}

impl Content {
    /// A block of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}
