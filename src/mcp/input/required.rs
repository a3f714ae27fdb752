//! A result that is questions.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::InputRequest;
use crate::mcp::{ClientCapability, Error};

/// What a handler needs before it can go on. The client gathers it and sends the request again; it may as
/// well never come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputRequired {
    requests: InputRequests,
    state: Option<Result<String, Error>>,
}

/// By key, in the order they were asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::mcp) struct InputRequests(Vec<(String, InputRequest)>);

impl InputRequired {
    /// One question. `key` is what its answer is found under.
    pub fn ask(key: impl Into<String>, request: impl Into<InputRequest>) -> Self {
        let nothing = Self {
            requests: InputRequests::default(),
            state: None,
        };
        nothing.and(key, request)
    }

    /// One more question, to be answered together with the others. Under a key that was asked before it
    /// takes that question's place.
    #[must_use]
    pub fn and(mut self, key: impl Into<String>, request: impl Into<InputRequest>) -> Self {
        let (key, requests) = (key.into(), &mut self.requests.0);
        requests.retain(|(known, _)| *known != key);
        requests.push((key, request.into()));
        self
    }

    /// What the handler wants to know again when the answers come. It is signed, not encrypted: the client
    /// can read it. And it can be sent twice: what may happen once only has to be kept track of elsewhere.
    #[must_use]
    pub fn with_state(mut self, state: &impl Serialize) -> Self {
        let json = serde_json::to_string(state);
        self.state =
            Some(json.map_err(|_| {
                Error::Internal("a handler's state can't be written as JSON".to_owned())
            }));
        self
    }

    /// What the client has to have declared.
    pub(in crate::mcp) fn capabilities(&self) -> Vec<ClientCapability> {
        let requests = self.requests.0.iter();
        requests.map(|(_, request)| request.capability()).collect()
    }

    /// The questions, and the state as JSON.
    pub(in crate::mcp) fn into_parts(self) -> Result<(InputRequests, Option<String>), Error> {
        Ok((self.requests, self.state.transpose()?))
    }
}

impl Serialize for InputRequests {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.0.len()))?;
        for (key, request) in &self.0 {
            object.serialize_entry(key, request)?;
        }
        object.end()
    }
}
