//! The headers that mirror parts of the body, and the check that they do
//! (<https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#request-metadata>).

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::ACCEPT;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::Error;
use super::jsonrpc::{Request, text};

const METHOD: &str = "Mcp-Method";
const NAME: &str = "Mcp-Name";

/// Whether the client takes a stream for a response. It has to say so by name: `*/*` is what programs send
/// that never thought of one.
pub(super) fn accepts_stream(headers: &HeaderMap) -> bool {
    let ranges = headers.get_all(ACCEPT).iter();
    let mut ranges = ranges
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    ranges.any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let is_stream = parts
            .next()
            .is_some_and(|media| media.eq_ignore_ascii_case("text/event-stream"));
        // Weight 0 is a refusal (RFC 9110 section 12.4.2).
        let refused = |part: &str| {
            part.strip_prefix("q=")
                .or(part.strip_prefix("Q="))
                .is_some_and(|weight| weight.bytes().all(|byte| matches!(byte, b'0' | b'.')))
        };
        is_stream && !parts.any(refused)
    })
}

/// The value of `MCP-Protocol-Version`.
///
/// # Errors
/// [`Error::HeaderMismatch`] when it is repeated or not ASCII.
pub(super) fn protocol_version(headers: &HeaderMap) -> Result<Option<&str>, Error> {
    single(headers, "MCP-Protocol-Version")
}

/// Checks `Mcp-Method` where it is sent. Its absence is judged later, after the version: a client
/// of another revision should learn first which one is spoken here.
pub(super) fn check_method(headers: &HeaderMap, request: &Request<'_>) -> Result<(), Error> {
    match single(headers, METHOD)? {
        Some(method) if method != request.method => Err(Error::HeaderMismatch(format!(
            "{METHOD} is not the body's method"
        ))),
        _ => Ok(()),
    }
}

/// Checks that the required headers are there, and that `Mcp-Name` is the body's name or URI.
pub(super) fn check_presence(headers: &HeaderMap, request: &Request<'_>) -> Result<(), Error> {
    if protocol_version(headers)?.is_none() {
        return Err(missing("MCP-Protocol-Version"));
    }
    if single(headers, METHOD)?.is_none() {
        return Err(missing(METHOD));
    }
    let Some(mirrored) = mirrored_name(request)? else {
        return Ok(());
    };
    let name = single(headers, NAME)?.ok_or_else(|| missing(NAME))?;
    let name = decode(name)
        .ok_or_else(|| Error::HeaderMismatch(format!("{NAME} is not valid base64 of UTF-8")))?;
    if name != mirrored {
        return Err(Error::HeaderMismatch(format!(
            "{NAME} is not what the body names"
        )));
    }
    Ok(())
}

/// What `Mcp-Name` has to mirror. Nothing when the body lacks it: the method itself complains then.
fn mirrored_name(request: &Request<'_>) -> Result<Option<String>, Error> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow, default)]
        name: Option<&'a RawValue>,
        #[serde(borrow, default)]
        uri: Option<&'a RawValue>,
    }
    let named: Named<'_> = request.params.parse("one name and one uri at most")?;
    Ok(match &*request.method {
        "tools/call" | "prompts/get" => named.name.and_then(text),
        "resources/read" => named.uri.and_then(text),
        _ => None,
    })
}

pub(super) fn missing(name: &str) -> Error {
    Error::HeaderMismatch(format!("the {name} header is missing"))
}

/// The one value of a header, without the white space around it (RFC 9110 section 5.5). Two values
/// are refused: whatever stands before this server may have read the other one.
pub(super) fn single<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, Error> {
    let mut values = headers.get_all(name).iter();
    let (first, second) = (values.next(), values.next());
    if second.is_some() {
        return Err(Error::HeaderMismatch(format!(
            "the {name} header is repeated"
        )));
    }
    first
        .map(|value| value.to_str().map(|value| value.trim_matches([' ', '\t'])))
        .transpose()
        .map_err(|_| Error::HeaderMismatch(format!("the {name} header holds invalid characters")))
}

/// What is not visible ASCII travels as `=?base64?…?=`
/// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#value-encoding>).
pub(super) fn decode(value: &str) -> Option<Cow<'_, str>> {
    let Some(encoded) = value
        .strip_prefix("=?base64?")
        .and_then(|rest| rest.strip_suffix("?="))
    else {
        return Some(Cow::Borrowed(value));
    };
    let bytes = STANDARD.decode(encoded).ok()?;
    String::from_utf8(bytes).ok().map(Cow::Owned)
}
