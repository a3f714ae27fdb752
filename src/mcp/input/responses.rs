//! The answers that a client brings along.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::elicitation::ElicitResult;
use super::roots::ListRootsResult;
use super::{Elicited, Root, Sampled};
use crate::mcp::Interruption;

/// The client's answers by the keys they were asked under. What nobody asks for here is ignored, and what is
/// missing is asked again
/// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr#error-handling>).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputResponses(Map<String, Value>);

impl InputResponses {
    /// Nothing when a response is no object, as all of them are.
    pub(in crate::mcp) fn parse(responses: Map<String, Value>) -> Option<Self> {
        let well_formed = responses.values().all(Value::is_object);
        well_formed.then_some(Self(responses))
    }

    /// What the user said.
    ///
    /// # Errors
    /// [`Interruption::Invalid`] when it isn't an answer of this kind, or the form doesn't hold a `T`.
    pub fn elicited<T: DeserializeOwned>(
        &self,
        key: &str,
    ) -> Result<Option<Elicited<T>>, Interruption> {
        let read = |value| serde_json::from_value::<ElicitResult>(value)?.read();
        self.read(key, read)
    }

    /// What the model said.
    ///
    /// # Errors
    /// [`Interruption::Invalid`] when it isn't an answer of this kind.
    pub fn sampled(&self, key: &str) -> Result<Option<Sampled>, Interruption> {
        self.read(key, serde_json::from_value)
    }

    /// The directories that the client works in.
    ///
    /// # Errors
    /// [`Interruption::Invalid`] when it isn't an answer of this kind.
    pub fn roots(&self, key: &str) -> Result<Option<Vec<Root>>, Interruption> {
        let read =
            |value| serde_json::from_value(value).map(|result: ListRootsResult| result.roots);
        self.read(key, read)
    }

    fn read<T>(
        &self,
        key: &str,
        read: impl FnOnce(Value) -> serde_json::Result<T>,
    ) -> Result<Option<T>, Interruption> {
        let read = self.0.get(key).cloned().map(read).transpose();
        // The parser's own words are left out, since they quote values.
        read.map_err(|_| {
            Interruption::Invalid(format!(
                "inputResponses[{key:?}] doesn't fit what was asked"
            ))
        })
    }
}
