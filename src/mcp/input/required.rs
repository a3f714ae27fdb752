//! A result that is questions.

use serde::Serialize;
use serde_json::{Map, Value};

use super::InputRequest;
use crate::mcp::{ClientCapability, Error};

/// What a handler needs before it can go on. The client gathers it and sends the request again; it may as
/// well never come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputRequired {
    requests: Vec<Asked>,
    state: Option<Result<String, Error>>,
}

/// Written where it is asked, so that only components that ask carry what writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    key: String,
    capability: ClientCapability,
    request: Value,
}

impl InputRequired {
    /// One question. `key` is what its answer is found under.
    pub fn ask(key: impl Into<String>, request: impl Into<InputRequest>) -> Self {
        let nothing = Self {
            requests: Vec::new(),
            state: None,
        };
        nothing.and(key, request)
    }

    /// One more question, to be answered together with the others. Under a key that was asked before it
    /// takes that question's place.
    #[must_use]
    pub fn and(mut self, key: impl Into<String>, request: impl Into<InputRequest>) -> Self {
        let (key, request) = (key.into(), request.into());
        self.requests.retain(|asked| asked.key != key);
        self.requests.push(Asked {
            key,
            capability: request.capability(),
            // Has no way to fail: every member has a name.
            request: serde_json::to_value(request).unwrap_or_default(),
        });
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
        let requests = self.requests.iter();
        requests.map(|asked| asked.capability).collect()
    }

    /// The questions by key, in the order they were asked, and the state as JSON.
    pub(in crate::mcp) fn into_parts(self) -> Result<(Map<String, Value>, Option<String>), Error> {
        let requests = self.requests.into_iter();
        let requests = requests.map(|asked| (asked.key, asked.request)).collect();
        Ok((requests, self.state.transpose()?))
    }
}
