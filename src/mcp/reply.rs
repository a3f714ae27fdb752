//! What a POST is answered with.

use std::fmt;

use futures_util::stream::LocalBoxStream;
use http::StatusCode;
use serde::Serialize;

use super::Error;
use super::jsonrpc::Response;

/// The answer to a POST, before HTTP dresses it.
#[non_exhaustive]
pub enum Reply {
    /// Nothing to say: the body held only notifications or responses.
    Accepted,
    /// A response, or an array of them.
    Json {
        /// Of the HTTP response.
        status: StatusCode,
        /// JSON text.
        body: Vec<u8>,
    },
    /// Notifications while the request is served, and at the end its response: each a JSON text. It is
    /// served as far as the stream is read, and no further once the stream is dropped.
    Stream(LocalBoxStream<'static, Vec<u8>>),
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted => f.write_str("Accepted"),
            Self::Json { status, body } => f
                .debug_struct("Json")
                .field("status", status)
                .field("body", &String::from_utf8_lossy(body))
                .finish(),
            Self::Stream(_) => f.write_str("Stream"),
        }
    }
}

impl Reply {
    pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Self {
        Self::Json {
            status,
            body: encode(value),
        }
    }

    pub(super) fn bad_request(response: &Response<'_>) -> Self {
        Self::json(StatusCode::BAD_REQUEST, response)
    }
}

impl Error {
    /// An error response without an id, for a request that was refused before it was read.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        encode(&Response::error(None, self))
    }
}

/// Writing these types into memory has no way to fail; the constant only spares a panic.
fn encode(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_else(|_| {
        br#"{"jsonrpc":"2.0","id":null,"error":{"code":-32603,"message":"Internal error"}}"#
            .to_vec()
    })
}
