//! What can be wrong with a request, as JSON-RPC errors.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};
use thiserror::Error as ThisError;

use super::era::Era;
use super::{ClientCapabilities, version};
use crate::record::RequestId;
use crate::text::{clean_line, cut};

/// The longest message, in characters.
const LONGEST: usize = 1_000;

/// One fault of a request. Messages may quote a name or a URI, never an argument, which may hold a secret.
///
/// Codes: <https://modelcontextprotocol.io/specification/2026-07-28/basic/index#error-codes>.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum Error {
    /// The body isn't JSON.
    #[error("Parse error: the request body is not valid JSON in UTF-8")]
    Parse,
    /// JSON, but not a message this server takes.
    #[error("Invalid request: {0}")]
    InvalidRequest(String),
    /// No such method in this era, or its capability isn't advertised.
    #[error("Method not found: {0}")]
    MethodNotFound(String),
    /// The parameters don't fit the method.
    #[error("Invalid params: {0}")]
    InvalidParams(String),
    /// Nothing has this URI.
    #[error("Resource not found: {uri}")]
    ResourceNotFound {
        /// As the client sent it.
        uri: String,
        /// The code changed between the eras.
        era: Era,
    },
    /// It exists but can't be had now; the words are the handler's.
    #[error("{0}")]
    Unavailable(String),
    /// A result could not be written as JSON.
    #[error("Internal error: {0}")]
    Internal(String),
    /// Headers and body disagree, or a required header is missing or malformed.
    #[error("Header mismatch: {0}")]
    HeaderMismatch(String),
    /// The request needs a client that can do more.
    #[error("Missing required client capability: {0}")]
    MissingCapability(ClientCapabilities),
    /// The request asks for a revision that isn't served statelessly.
    #[error("Unsupported protocol version")]
    UnsupportedVersion {
        /// As the client sent it.
        requested: String,
    },
}

impl Error {
    pub(super) fn code(&self) -> i32 {
        match self {
            Self::Parse => -32700,
            Self::InvalidRequest(_) => -32600,
            Self::MethodNotFound(_) => -32601,
            // 2026-07-28 retires -32002 and forbids to send it (same page as the codes).
            Self::ResourceNotFound {
                era: Era::Legacy, ..
            } => -32002,
            Self::InvalidParams(_)
            | Self::ResourceNotFound {
                era: Era::Modern, ..
            } => -32602,
            Self::Unavailable(_) | Self::Internal(_) => -32603,
            Self::HeaderMismatch(_) => -32020,
            Self::MissingCapability(_) => -32021,
            Self::UnsupportedVersion { .. } => -32022,
        }
    }

    /// What it is in a record.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::InvalidRequest(_) => "invalid_request",
            Self::MethodNotFound(_) => "method_not_found",
            Self::InvalidParams(_) => "invalid_params",
            Self::ResourceNotFound { .. } => "resource_not_found",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
            Self::HeaderMismatch(_) => "header_mismatch",
            Self::MissingCapability(_) => "missing_capability",
            Self::UnsupportedVersion { .. } => "unsupported_version",
        }
    }

    fn data(&self) -> Option<Value> {
        match self {
            Self::ResourceNotFound { uri, .. } => Some(json!({ "uri": uri })),
            Self::MissingCapability(missing) => Some(json!({ "requiredCapabilities": missing })),
            Self::UnsupportedVersion { requested } => {
                Some(json!({ "supported": [version::MODERN], "requested": requested }))
            }
            _ => None,
        }
    }
}

/// An error as the user of one request gets to see it.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Error,
    pub(super) request: RequestId,
}

/// The error object of JSON-RPC 2.0, section 5.1.
impl Serialize for Failure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { error, request } = self;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("code", &error.code())?;
        // What is quoted may be as long as a request.
        let message = cut(clean_line(&error.to_string()), LONGEST).marked();
        object.serialize_entry("message", &request.sign(&message))?;
        if let Some(data) = error.data() {
            object.serialize_entry("data", &data)?;
        }
        object.end()
    }
}
