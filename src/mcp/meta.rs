//! What a request of 2026-07-28 says about itself in `_meta`
//! (<https://modelcontextprotocol.io/specification/2026-07-28/basic/index#meta>).

use serde::Deserialize;
use serde_json::value::RawValue;

use super::jsonrpc::{Id, Params, is_object, present, text};
use super::{ClientCapabilities, Error, LogLevel};
use crate::record::TraceContext;

const VERSION: &str = "io.modelcontextprotocol/protocolVersion";
const LOG_LEVEL: &str = "io.modelcontextprotocol/logLevel";
const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";

/// The `_meta` of a request.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Meta<'a> {
    #[serde(
        borrow,
        default,
        rename = "io.modelcontextprotocol/protocolVersion",
        deserialize_with = "present"
    )]
    version: Option<&'a RawValue>,
    #[serde(
        borrow,
        default,
        rename = "io.modelcontextprotocol/clientCapabilities",
        deserialize_with = "present"
    )]
    capabilities: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "io.modelcontextprotocol/logLevel")]
    log_level: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "progressToken")]
    progress_token: Option<&'a RawValue>,
    #[serde(borrow, default)]
    traceparent: Option<&'a RawValue>,
    #[serde(borrow, default)]
    tracestate: Option<&'a RawValue>,
}

/// The fields every stateless request carries, well-formed. The client's name is optional.
#[derive(Debug)]
pub(super) struct Envelope {
    pub(super) version: String,
    pub(super) capabilities: ClientCapabilities,
}

impl<'a> Meta<'a> {
    /// # Errors
    /// [`Error::InvalidParams`] when a member appears twice.
    pub(super) fn of(params: Params<'a>) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct Holder<'a> {
            #[serde(borrow, default, rename = "_meta")]
            meta: Option<&'a RawValue>,
        }
        let expected = "an object that names each member once";
        match params.parse::<Holder<'a>>(expected)?.meta {
            Some(meta) if is_object(meta) => serde_json::from_str(meta.get())
                .map_err(|_| Error::InvalidParams(format!("expected _meta to be {expected}"))),
            _ => Ok(Self::default()),
        }
    }

    /// Whether the request claims to be stateless. A malformed claim still is one: it is refused,
    /// never served as the older protocol.
    pub(super) fn claims_modern(&self) -> bool {
        self.version.is_some()
    }

    /// What the client wants progress to be reported under, if it wants any. As an id, it is a string or an
    /// integer (<https://modelcontextprotocol.io/specification/2026-07-28/schema#progresstoken>).
    ///
    /// # Errors
    /// [`Error::InvalidParams`] when it is anything else.
    pub(super) fn progress_token(&self) -> Result<Option<&'a RawValue>, Error> {
        match self.progress_token {
            Some(token) if Id::parse(token).is_none() => Err(Error::InvalidParams(
                "expected progressToken to be a string or an integer".to_owned(),
            )),
            token => Ok(token),
        }
    }

    /// The trace that the message is part of, under keys of their own
    /// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/index#meta>).
    pub(super) fn trace(&self) -> Option<TraceContext> {
        let parent = self.traceparent.and_then(text)?;
        let state = self.tracestate.and_then(text);
        TraceContext::parse(&parent, state.as_deref())
    }

    /// How grave a log message has to be for the client to want it, if it wants any.
    ///
    /// # Errors
    /// [`Error::InvalidParams`] when it is not a level.
    pub(super) fn log_level(&self) -> Result<Option<LogLevel>, Error> {
        let level = self
            .log_level
            .map(|level| serde_json::from_str(level.get()));
        level.transpose().map_err(|_| {
            Error::InvalidParams(format!(
                "expected {LOG_LEVEL:?} to be one of the levels of RFC 5424, such as info"
            ))
        })
    }

    /// # Errors
    /// [`Error::InvalidParams`] naming the field that is missing or malformed.
    pub(super) fn envelope(&self) -> Result<Envelope, Error> {
        let version = self
            .version
            .and_then(text)
            .ok_or_else(|| Error::InvalidParams(format!("_meta needs {VERSION:?}, a string")))?;
        let capabilities = self
            .capabilities
            .and_then(ClientCapabilities::parse)
            .ok_or_else(|| {
                Error::InvalidParams(format!("_meta needs {CAPABILITIES:?}, an object"))
            })?;
        Ok(Envelope {
            version,
            capabilities,
        })
    }
}
