//! What a POST is answered with.

use std::fmt;

use futures_util::stream::LocalBoxStream;
use http::StatusCode;
use serde::Serialize;

use super::Error;
use super::jsonrpc::Response;
use crate::record::Journal;

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

/// Shows no body: what it holds is the caller's.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted => f.write_str("Accepted"),
            Self::Json { status, body } => write!(f, "Json({status}, {} bytes)", body.len()),
            Self::Stream(_) => f.write_str("Stream"),
        }
    }
}

/// An answer that is all there, as every request ends with one.
pub(super) enum Whole {
    /// As [`Reply::Accepted`].
    Accepted,
    /// As [`Reply::Json`].
    Json { status: StatusCode, body: Vec<u8> },
}

impl Whole {
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

impl From<Whole> for Reply {
    fn from(whole: Whole) -> Self {
        match whole {
            Whole::Accepted => Self::Accepted,
            Whole::Json { status, body } => Self::Json { status, body },
        }
    }
}

impl Error {
    /// An error response without an id, for a request that was refused before it was read.
    #[must_use]
    pub fn into_body(self, journal: &Journal) -> Vec<u8> {
        encode(&Response::error(journal, None, self))
    }
}

/// Writing these types into memory has no way to fail; the constant only spares a panic.
fn encode(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_else(|_| {
        br#"{"jsonrpc":"2.0","id":null,"error":{"code":-32603,"message":"Internal error"}}"#
            .to_vec()
    })
}
