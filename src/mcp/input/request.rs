//! One question to the client.

use serde::Serialize;

use super::{Elicit, Sample};
use crate::mcp::ClientCapability;

/// One question to the client
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#inputrequest>).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "method", content = "params")]
#[non_exhaustive]
pub enum InputRequest {
    /// To its user.
    #[serde(rename = "elicitation/create")]
    Elicit(Elicit),
    /// To its model.
    #[serde(rename = "sampling/createMessage")]
    Sample(Sample),
    /// Which directories it works in.
    #[serde(rename = "roots/list")]
    Roots,
}

impl InputRequest {
    /// What a client has to have declared to be asked this.
    pub(in crate::mcp) fn capability(&self) -> ClientCapability {
        match self {
            Self::Elicit(Elicit::Form { .. }) => ClientCapability::ElicitationForm,
            Self::Elicit(Elicit::Url { .. }) => ClientCapability::ElicitationUrl,
            Self::Sample(_) => ClientCapability::Sampling,
            Self::Roots => ClientCapability::Roots,
        }
    }
}

impl From<Elicit> for InputRequest {
    fn from(elicit: Elicit) -> Self {
        Self::Elicit(elicit)
    }
}

impl From<Sample> for InputRequest {
    fn from(sample: Sample) -> Self {
        Self::Sample(sample)
    }
}
