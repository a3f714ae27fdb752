//! JSON-RPC 2.0 messages as MCP narrows them: ids are strings or integers, parameters are objects
//! (<https://modelcontextprotocol.io/specification/2026-07-28/basic/index#messages>).

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::error::Failure;
use super::written::Written;
use super::{Error, Json};
use crate::record::Journal;

/// The id of a request: its JSON text, so that it is echoed exactly, whatever its size or escapes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Id<'a>(&'a RawValue);

impl<'a> Id<'a> {
    /// Unlike JSON-RPC, MCP admits no `null` and no fraction.
    pub(super) fn parse(raw: &'a RawValue) -> Option<Self> {
        let text = raw.get();
        let integer = text.strip_prefix('-').unwrap_or(text);
        (text.starts_with('"') || integer.bytes().all(|byte| byte.is_ascii_digit()))
            .then_some(Self(raw))
    }
}

/// The parameters of a request: a JSON object, or nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Params<'a>(Option<&'a RawValue>);

impl<'a> Params<'a> {
    /// Reads what a method needs.
    ///
    /// # Errors
    /// [`Error::InvalidParams`] naming `expected`. The parser's own words are left out, since they
    /// quote values.
    pub(super) fn parse<T: Deserialize<'a>>(self, expected: &str) -> Result<T, Error> {
        serde_json::from_str(self.0.map_or("{}", RawValue::get))
            .map_err(|_| Error::InvalidParams(format!("expected {expected}")))
    }
}

/// A request, which is due a response.
#[derive(Debug)]
pub(super) struct Request<'a> {
    pub(super) id: Id<'a>,
    pub(super) method: String,
    pub(super) params: Params<'a>,
}

/// One message from a client.
#[derive(Debug)]
pub(super) enum Message<'a> {
    Request(Request<'a>),
    Notification,
    /// An answer to a request of ours. There are none, but earlier revisions let clients send it.
    Response,
}

/// JSON that is not a message, with the id if that much could be read.
#[derive(Debug)]
pub(super) struct Malformed<'a> {
    pub(super) id: Option<Id<'a>>,
    pub(super) error: Error,
}

/// More messages than this in one array are refused: each may cost calls upstream.
pub(super) const BATCH_LIMIT: usize = 20;

/// More values than this in the parameters are refused: a list of small numbers takes more than a hundred times its
/// length once it is read, which is before anybody's credentials are tried.
const VALUES_LIMIT: usize = 10_000;

/// The body of a POST.
#[derive(Debug)]
pub(super) enum Body<'a> {
    Single(Result<Message<'a>, Malformed<'a>>),
    /// Of an array longer than [`BATCH_LIMIT`], one message more than that: a body has room for half a million,
    /// and each takes a hundred times the memory of its text.
    Batch(Vec<Result<Message<'a>, Malformed<'a>>>),
}

impl<'a> Body<'a> {
    /// # Errors
    /// [`Error::Parse`] when the body is not JSON.
    pub(super) fn parse(body: &'a [u8]) -> Result<Self, Error> {
        let raw: &RawValue = serde_json::from_slice(body).map_err(|_| Error::Parse)?;
        if !raw.get().starts_with('[') {
            return Ok(Self::Single(Message::parse(raw)));
        }
        let elements: Vec<&RawValue> = serde_json::from_str(raw.get()).map_err(|_| Error::Parse)?;
        Ok(Self::Batch(
            elements
                .into_iter()
                .take(BATCH_LIMIT + 1)
                .map(Message::parse)
                .collect(),
        ))
    }
}

#[derive(Deserialize)]
struct Members<'a> {
    #[serde(borrow, default, deserialize_with = "present")]
    jsonrpc: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    id: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    method: Option<&'a RawValue>,
    #[serde(borrow, default)]
    params: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    result: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    error: Option<&'a RawValue>,
}

/// Keeps `null` apart from an absent member: `"id": null` is a malformed request, no id makes a
/// notification.
pub(super) fn present<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<&'de RawValue>, D::Error> {
    Deserialize::deserialize(deserializer).map(Some)
}

/// Whether a value is an object. Asked first, because a derived struct can be read from an array too.
pub(super) fn is_object(raw: &RawValue) -> bool {
    raw.get().starts_with('{')
}

impl<'a> Message<'a> {
    /// What it is in a record, where it has no method.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Request(_) => "request",
            Self::Notification => "notification",
            Self::Response => "response",
        }
    }

    fn parse(raw: &'a RawValue) -> Result<Self, Malformed<'a>> {
        let invalid = |id, why: &str| Malformed {
            id,
            error: Error::InvalidRequest(why.to_owned()),
        };
        if !is_object(raw) {
            return Err(invalid(None, "a message is a JSON object"));
        }
        let members: Members<'a> = serde_json::from_str(raw.get())
            .map_err(|_| invalid(None, "a member of the message appears twice"))?;
        let id = members.id.and_then(Id::parse);
        if members.id.is_some() && id.is_none() {
            return Err(invalid(None, "the id is a string or an integer"));
        }
        if members.jsonrpc.map(RawValue::get) != Some(r#""2.0""#) {
            return Err(invalid(id, r#"the message needs "jsonrpc": "2.0""#));
        }
        if members.params.is_some_and(|params| !is_object(params)) {
            return Err(invalid(id, "params is an object"));
        }
        if members
            .params
            .is_some_and(|params| values(params) > VALUES_LIMIT)
        {
            let why = format!("params holds more than {VALUES_LIMIT} values");
            return Err(invalid(id, &why));
        }
        let Some(method) = members.method else {
            return match (id, members.result, members.error) {
                (Some(_), Some(_), None) | (_, None, Some(_)) => Ok(Self::Response),
                _ => Err(invalid(id, "the message has no method")),
            };
        };
        let method = text(method).ok_or_else(|| invalid(id, "the method is a string"))?;
        Ok(match id {
            Some(id) => Self::Request(Request {
                id,
                method,
                params: Params(members.params),
            }),
            None => Self::Notification,
        })
    }
}

/// The string a JSON value is.
pub(super) fn text(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

/// How many values a JSON value is made of, at most.
fn values(raw: &RawValue) -> usize {
    let (mut count, mut in_string, mut escaped) = (1, false, false);
    for byte in raw.get().bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b',' | b'[' | b'{' if !in_string => count += 1,
            _ => {}
        }
    }
    count
}

/// A response. The id is `null` when the request's couldn't be read (JSON-RPC 2.0, section 5).
#[derive(Debug)]
pub(super) struct Response<'a> {
    id: Option<Id<'a>>,
    outcome: Result<Written, Failure>,
}

impl<'a> Response<'a> {
    /// Notes an error in the journal: it is here that all of them pass.
    pub(super) fn new(
        journal: &Journal,
        id: Option<Id<'a>>,
        outcome: Result<Written, Error>,
    ) -> Self {
        let outcome = outcome.map_err(|error| {
            journal.fail(error.kind());
            let request = journal.id();
            Failure { error, request }
        });
        Self { id, outcome }
    }

    pub(super) fn error(journal: &Journal, id: Option<Id<'a>>, error: Error) -> Self {
        Self::new(journal, id, Err(error))
    }

    /// The response as JSON.
    pub(super) fn json(self) -> Json {
        let id = self.id.map_or("null", |id| id.0.get());
        match self.outcome {
            Ok(Written {
                before,
                fixed,
                after,
            }) => Json::new(
                &[r#"{"jsonrpc":"2.0","id":"#, id, r#","result":"#, &before],
                &fixed,
                &[&after, "}"],
            ),
            Err(failure) => {
                // Writing it into memory has no way to fail.
                let error = serde_json::to_string(&failure).unwrap_or_default();
                let response = [r#"{"jsonrpc":"2.0","id":"#, id, r#","error":"#, &error, "}"];
                Json::new(&response, &[], &[])
            }
        }
    }
}
