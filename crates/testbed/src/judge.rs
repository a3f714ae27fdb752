//! What the server may answer, whatever it was asked.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// Every status that the server gives on its own. 408 takes a clock, and 5xx a wrong configuration.
const STATUSES: [u16; 10] = [200, 202, 204, 400, 401, 403, 404, 405, 413, 415];
/// The most characters of a tool's result, as the README promises.
const RESULT: usize = 40_000;
/// The most characters of an error's message, with what marks a cut.
const MESSAGE: usize = 1_100;
/// The most answers to one request: that many requests an array has at most.
const BATCH: usize = 20;
/// The most bytes of one answer beside what it echoes. A result stands in it twice, as text and as an object.
const ANSWER: usize = 300_000;
/// The most bytes of echoes for each byte that was sent: a control character becomes six in JSON.
const ECHO: usize = 8;

/// What is known of a request before it is answered.
#[derive(Debug, Default)]
pub struct Question {
    /// Whether its answer has no body (RFC 9110 section 9.3.2).
    pub is_head: bool,
    /// The bytes that were sent.
    pub length: usize,
    /// The id of a body that is one request, as it was written.
    pub id: Option<String>,
    /// What must not come back.
    pub secrets: Vec<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Told<'a> {
    /// The HTTP status.
    pub status: u16,
    /// Whether it was a stream of events.
    pub is_stream: bool,
    /// The body, unless it is empty; of a stream, the data of its events.
    pub bodies: &'a [Vec<u8>],
}

fn ensure(holds: bool, why: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why.to_owned()) }
}

impl Question {
    /// Whether the answer is one that the server may give.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, told: &Told<'_>) -> Result<(), String> {
        ensure(
            STATUSES.contains(&told.status),
            "the status is not one of the server's",
        )?;
        for body in told.bodies {
            let text = str::from_utf8(body).map_err(|_| "the body is not UTF-8")?;
            let leaks = self.secrets.iter().any(|secret| text.contains(secret));
            ensure(!leaks, "a secret came back")?;
        }
        if matches!(told.status, 202 | 204) || self.is_head {
            return ensure(told.bodies.is_empty(), "there is a body");
        }
        let mut messages = told.bodies.iter().map(|body| parse::<&RawValue>(body));
        let last = messages.next_back().ok_or("there is no body")??;
        ensure(
            told.is_stream || told.bodies.len() == 1,
            "there is more than one body",
        )?;
        for message in messages {
            notification(message?.get())?;
        }
        let answers = match last.get().as_bytes().first() {
            Some(b'[') => {
                let answers: Vec<&RawValue> = parse(last.get().as_bytes())?;
                let fits = told.status == 200 && (1..=BATCH).contains(&answers.len());
                ensure(fits, "the array of answers is empty or too long")?;
                answers
            }
            _ if is_plain(told.status, last) => return Ok(()),
            _ => {
                self.is_answered(told.status, last)?;
                vec![last]
            }
        };
        for answer in &answers {
            response(answer)?;
        }
        let length: usize = told.bodies.iter().map(Vec::len).sum();
        let most = (told.bodies.len() + answers.len()) * ANSWER + ECHO * self.length;
        ensure(length <= most, "the answer is too large")
    }

    /// What was asked under an id is answered under it, to the letter, once a request has come so far. A secret
    /// that was passed as an id is masked there.
    fn is_answered(&self, status: u16, answer: &RawValue) -> Result<(), String> {
        let got_through = matches!(status, 200 | 400 | 404);
        match &self.id {
            Some(id) if got_through => {
                let given = parse::<Response<'_>>(answer.get().as_bytes())?.id.get();
                ensure(
                    given == id || given.contains("[token]"),
                    "the id is another one",
                )
            }
            _ => Ok(()),
        }
    }
}

fn parse<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, String> {
    serde_json::from_slice(json).map_err(|why| format!("not what it should be: {why}"))
}

/// An answer outside the protocol: at another path, or to a load balancer.
fn is_plain(status: u16, answer: &RawValue) -> bool {
    let answer: Value = serde_json::from_str(answer.get()).unwrap_or_default();
    match status {
        404 => answer["error"] == "not_found",
        200 => answer["status"] == "ok",
        _ => false,
    }
}

fn notification(message: &str) -> Result<(), String> {
    #[derive(Deserialize)]
    struct Notification {
        method: String,
        id: Option<IgnoredAny>,
    }
    let Notification { method, id } = parse(message.as_bytes())?;
    let fits = method.starts_with("notifications/") && id.is_none();
    ensure(fits, "a message before the last is no notification")
}

/// JSON-RPC 2.0, section 5. The id is kept as it was written: it may be a number that no type holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Response<'a> {
    jsonrpc: String,
    #[serde(borrow)]
    id: &'a RawValue,
    result: Option<Map<String, Value>>,
    error: Option<Error>,
}

#[derive(Deserialize)]
struct Error {
    #[serde(rename = "code")]
    _code: i64,
    message: String,
}

fn response(answer: &RawValue) -> Result<(), String> {
    let answer: Response<'_> = parse(answer.get().as_bytes())?;
    ensure(answer.jsonrpc == "2.0", "an answer is no JSON-RPC")?;
    let id = answer.id.get();
    ensure(
        !id.starts_with(['[', '{', 't', 'f']),
        "an answer has no good id",
    )?;
    match (answer.result, answer.error) {
        (Some(result), None) => {
            let contents = result.get("content").and_then(Value::as_array);
            let texts = contents
                .into_iter()
                .flatten()
                .filter_map(|content| content["text"].as_str());
            let longest = texts.map(|text| text.chars().count()).max();
            ensure(
                longest.unwrap_or_default() <= RESULT,
                "a result is too long",
            )
        }
        (None, Some(error)) => ensure(
            error.message.chars().count() <= MESSAGE,
            "a message is too long",
        ),
        _ => Err("an answer has no result and no error, or both".to_owned()),
    }
}

/// The id, as it is written, of a body that is one well-formed request, no member of which is there twice.
#[must_use]
pub fn request_id(body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Message<'a> {
        jsonrpc: String,
        #[serde(borrow)]
        id: &'a RawValue,
        #[serde(rename = "method")]
        _method: String,
        #[serde(borrow, default)]
        params: Option<&'a RawValue>,
        #[serde(borrow, default, rename = "result")]
        _result: Option<&'a RawValue>,
        #[serde(borrow, default, rename = "error")]
        _error: Option<&'a RawValue>,
    }
    let raw: &RawValue = serde_json::from_slice(body).ok()?;
    // An array would be read as the members in their order.
    if !raw.get().starts_with('{') {
        return None;
    }
    let message: Message<'_> = serde_json::from_str(raw.get()).ok()?;
    let params_fit = message
        .params
        .is_none_or(|params| params.get().starts_with('{'));
    let id = message.id.get();
    let is_integer = id.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    let fits = message.jsonrpc == "2.0" && params_fit && (is_integer || id.starts_with('"'));
    fits.then(|| id.to_owned())
}
