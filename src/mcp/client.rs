//! The client, as far as one request shows it.

use super::{ClientCapabilities, ClientCapability, Interruption};

/// What the client that sent a request can do.
#[derive(Clone, Debug, Default)]
pub struct Client {
    capabilities: ClientCapabilities,
}

impl Client {
    /// One that declared this.
    pub(super) fn new(capabilities: ClientCapabilities) -> Self {
        Self { capabilities }
    }

    /// Whether the client can do this. Those of the earlier revisions can do nothing: what they can isn't
    /// known here.
    #[must_use]
    pub fn has(&self, capability: ClientCapability) -> bool {
        self.capabilities.has(capability)
    }

    /// Stops the handler unless the client can do all of this.
    ///
    /// # Errors
    /// [`Interruption::Capability`] names what the client lacks.
    pub fn require(&self, capabilities: &[ClientCapability]) -> Result<(), Interruption> {
        match self.capabilities.lacks(capabilities) {
            None => Ok(()),
            Some(missing) => Err(Interruption::Capability(missing)),
        }
    }
}
