//! The protocol revisions served.

/// The stateless revision.
pub(super) const MODERN: &str = "2026-07-28";

/// A revision that opens with `initialize`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Legacy {
    V2024_11_05,
    V2025_03_26,
    V2025_06_18,
    V2025_11_25,
}

impl Legacy {
    /// Offered to a client that asks for a revision this server doesn't know
    /// (<https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle#version-negotiation>).
    pub(super) const LATEST: Self = Self::V2025_11_25;

    /// What a request without `MCP-Protocol-Version` speaks
    /// (<https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#protocol-version-header>).
    pub(super) const ASSUMED: Self = Self::V2025_03_26;

    pub(super) fn parse(version: &str) -> Option<Self> {
        [
            Self::V2024_11_05,
            Self::V2025_03_26,
            Self::V2025_06_18,
            Self::V2025_11_25,
        ]
        .into_iter()
        .find(|known| known.as_str() == version)
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::V2024_11_05 => "2024-11-05",
            Self::V2025_03_26 => "2025-03-26",
            Self::V2025_06_18 => "2025-06-18",
            Self::V2025_11_25 => "2025-11-25",
        }
    }

    /// JSON-RPC batches came with 2025-03-26 and left with the next revision
    /// (<https://modelcontextprotocol.io/specification/2025-06-18/changelog>).
    pub(super) fn has_batches(self) -> bool {
        self == Self::V2025_03_26
    }
}
