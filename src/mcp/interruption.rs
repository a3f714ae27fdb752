//! Why a handler stops before it has a result.

use thiserror::Error as ThisError;

use super::{ClientCapabilities, InputRequired};

/// What keeps a handler from going on, as the client has to do its part first.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum Interruption {
    /// It has questions. They reach a client that has declared to answer such; any other is told what it
    /// lacks.
    #[error("the client is asked first")]
    Input(InputRequired),
    /// It relies on what the client hasn't declared.
    #[error("the client has not declared: {0}")]
    Capability(ClientCapabilities),
    /// What the client brought along can't be used; the words say why.
    #[error("{0}")]
    Invalid(String),
}

impl From<InputRequired> for Interruption {
    fn from(required: InputRequired) -> Self {
        Self::Input(required)
    }
}
