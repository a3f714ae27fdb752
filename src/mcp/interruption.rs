//! Why a handler stops before it has a result.

use thiserror::Error as ThisError;

use super::era::Era;
use super::{ClientCapabilities, Error, version};

/// What keeps a handler from going on, as the client has to do its part first.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum Interruption {
    /// It relies on what the client hasn't declared.
    #[error("the client has not declared: {0}")]
    Capability(ClientCapabilities),
}

impl Interruption {
    /// What the request ends with. Clients of the earlier revisions say what they can do once, to a server
    /// that remembers: for them there is no such error.
    pub(super) fn into_error(self, era: Era) -> Error {
        let Self::Capability(missing) = self;
        match era {
            Era::Legacy => Error::Unavailable(format!(
                "This needs a client that speaks MCP {} and declares: {missing}.",
                version::MODERN
            )),
            Era::Modern => Error::MissingCapability(missing),
        }
    }
}
