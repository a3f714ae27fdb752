//! The client, as far as one request shows it.

use serde::de::DeserializeOwned;

use super::state::RequestState;
use super::{ClientCapabilities, ClientCapability, InputResponses, Interruption};

/// What the client that sent a request can do, and what it brought along for the handler.
#[derive(Clone, Debug, Default)]
pub struct Client {
    capabilities: ClientCapabilities,
    responses: InputResponses,
    state: Option<RequestState>,
}

impl Client {
    pub(super) fn new(
        capabilities: ClientCapabilities,
        responses: InputResponses,
        state: Option<RequestState>,
    ) -> Self {
        Self {
            capabilities,
            responses,
            state,
        }
    }

    /// Whether the client can do this. Those of the earlier revisions can do nothing: what they can isn't
    /// known here.
    #[must_use]
    pub fn has(&self, capability: ClientCapability) -> bool {
        self.capabilities.has(capability)
    }

    /// Stops the handler unless the client can do all of this. Not needed before asking for input, where it
    /// is checked anyway.
    ///
    /// # Errors
    /// [`Interruption::Capability`] names what the client lacks.
    pub fn require(&self, capabilities: &[ClientCapability]) -> Result<(), Interruption> {
        match self.capabilities.lacks(capabilities) {
            None => Ok(()),
            Some(missing) => Err(Interruption::Capability(missing)),
        }
    }

    /// Its answers to what the handler asked for. Empty at first.
    #[must_use]
    pub fn responses(&self) -> &InputResponses {
        &self.responses
    }

    /// What the handler left when it asked, unchanged since, and for this request and caller. Nothing at
    /// first.
    ///
    /// # Errors
    /// [`Interruption::Invalid`] when it holds no `T`: another version of the server left it.
    pub fn state<T: DeserializeOwned>(&self) -> Result<Option<T>, Interruption> {
        self.state.as_ref().map(RequestState::read).transpose()
    }
}
