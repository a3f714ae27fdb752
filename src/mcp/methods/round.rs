//! What the requests have in common that may take several rounds: instead of a result the server answers with
//! questions, and the client sends the request again with the answers
//! (<https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr>).

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::super::era::Era;
use super::super::jsonrpc::present;
use super::super::state::Seal;
use super::super::{Client, ClientCapabilities, Error, InputResponses, Interruption, version};
use super::Call;

/// How a round ends.
pub(super) enum Answer<T> {
    Complete(T),
    InputRequired(InputRequiredResult),
}

/// <https://modelcontextprotocol.io/specification/2026-07-28/schema#inputrequiredresult>
pub(super) type InputRequiredResult = Map<String, Value>;

/// One round of a request. Earlier revisions have none of this: a server asked in the midst of its work, and
/// remembered whom.
pub(super) struct Round<'s> {
    era: Era,
    capabilities: ClientCapabilities,
    seal: Option<Seal<'s>>,
}

/// What the second round and those after it add to a request
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#inputresponserequestparams>).
#[derive(Deserialize)]
struct Retry<'a> {
    #[serde(
        borrow,
        default,
        rename = "inputResponses",
        deserialize_with = "present"
    )]
    responses: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "requestState", deserialize_with = "present")]
    state: Option<&'a RawValue>,
}

impl<'s> Round<'s> {
    /// Reads what the client brings along for the tool, prompt or resource `name`.
    ///
    /// # Errors
    /// [`Error::InvalidParams`] when it is malformed, or its state is not one of this server's.
    pub(super) fn begin<C>(call: &Call<'s, C>, name: &'s str) -> Result<(Self, Client), Error> {
        let mut round = Self {
            era: call.era,
            capabilities: ClientCapabilities::default(),
            seal: None,
        };
        if call.era == Era::Legacy {
            return Ok((round, Client::default()));
        }
        round.capabilities = call.meta.envelope()?.capabilities;
        if let Some(states) = &call.server.states {
            round.seal = Some(states.seal(call.context, call.request, name));
        }
        let expected = "{ inputResponses?: { …: object }, requestState?: string }";
        let retry: Retry<'_> = call.request.params.parse(expected)?;
        let malformed = || Error::InvalidParams(format!("expected {expected}"));
        let responses = match retry.responses {
            Some(responses) => serde_json::from_str::<Map<String, Value>>(responses.get())
                .ok()
                .and_then(InputResponses::parse)
                .ok_or_else(malformed)?,
            None => InputResponses::default(),
        };
        let state = match (retry.state, &round.seal) {
            (None, _) => None,
            (Some(_), None) => {
                return Err(Error::InvalidParams(
                    "this server gives out no requestState".to_owned(),
                ));
            }
            (Some(state), Some(seal)) => {
                let state = serde_json::from_str(state.get()).map_err(|_| malformed())?;
                Some(seal.open(state)?)
            }
        };
        let client = Client::new(round.capabilities.clone(), responses, state);
        Ok((round, client))
    }

    /// Ends the round before there is a result.
    ///
    /// # Errors
    /// [`Error::MissingCapability`] where the client isn't up to it; [`Error::Unavailable`] in its stead for
    /// those of earlier revisions.
    pub(super) fn interrupt(&self, why: Interruption) -> Result<InputRequiredResult, Error> {
        let required = match why {
            Interruption::Input(required) => required,
            Interruption::Capability(missing) => return Err(self.lacks(missing)),
            Interruption::Invalid(words) => return Err(Error::InvalidParams(words)),
        };
        if let Some(missing) = self.capabilities.lacks(&required.capabilities()) {
            return Err(self.lacks(missing));
        }
        let (requests, state) = required.into_parts()?;
        let mut result = Map::new();
        result.insert("inputRequests".to_owned(), requests.into());
        if let Some(state) = state {
            let seal = self.seal.as_ref().ok_or_else(|| {
                Error::Internal(
                    "a handler left state with the client, and there is no key to sign it with"
                        .to_owned(),
                )
            })?;
            result.insert("requestState".to_owned(), seal.sign(&state)?.into());
        }
        Ok(result)
    }

    fn lacks(&self, missing: ClientCapabilities) -> Error {
        match self.era {
            Era::Legacy => Error::Unavailable(format!(
                "This needs a client that speaks MCP {} and declares: {missing}.",
                version::MODERN
            )),
            Era::Modern => Error::MissingCapability(missing),
        }
    }
}
