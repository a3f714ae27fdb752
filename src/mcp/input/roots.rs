//! The directories that a client works in.

use serde::Deserialize;

/// One directory or file
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#root>).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Root {
    /// `file://` URI.
    pub uri: String,
    /// For people.
    #[serde(default)]
    pub name: Option<String>,
}

/// <https://modelcontextprotocol.io/specification/2026-07-28/schema#listrootsresult>
#[derive(Deserialize)]
pub(super) struct ListRootsResult {
    pub(super) roots: Vec<Root>,
}
