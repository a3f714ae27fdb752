//! Requests that never reach the protocol, and what they are told.

use http::header::{ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::json;
use thiserror::Error as ThisError;

use super::Unauthorized;
use super::body::LIMIT;
use super::response;
use crate::mcp;

/// Why a request is refused.
#[derive(Debug, ThisError)]
pub(super) enum Refusal {
    #[error("There is nothing here. The MCP endpoint is POST /mcp. {help}")]
    NotFound { help: String },
    #[error("web pages of this origin may not call this server")]
    Origin,
    #[error("this endpoint answers {allow} only")]
    Method { allow: &'static str },
    #[error("{}", .0.message)]
    Credentials(Unauthorized),
    #[error("the Content-Type has to be application/json")]
    MediaType,
    #[error("the body is larger than {LIMIT} bytes")]
    TooLarge,
    #[error("the body broke off before its end")]
    Broken,
    #[error("the body did not come in time")]
    TooSlow,
    #[error("the method, the address or the host of this request can't be used")]
    Unreadable,
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::Origin => StatusCode::FORBIDDEN,
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Credentials(_) => StatusCode::UNAUTHORIZED,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Broken | Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
        }
    }

    /// Clients show the message of a JSON-RPC error, whatever the status. What they ask for outside
    /// the endpoint is OAuth metadata and client registration, and of its answer they show an OAuth
    /// error (RFC 6749 section 5.2).
    fn body(&self) -> Vec<u8> {
        let message = self.to_string();
        match self {
            Self::NotFound { .. } => json!({ "error": "not_found", "error_description": message })
                .to_string()
                .into_bytes(),
            _ => mcp::Error::InvalidRequest(message).into_body(),
        }
    }
}

impl From<Refusal> for Response<Vec<u8>> {
    fn from(refusal: Refusal) -> Self {
        let mut response = response::json(refusal.status(), refusal.body());
        match refusal {
            Refusal::Method { allow } => {
                response
                    .headers_mut()
                    .insert(ALLOW, HeaderValue::from_static(allow));
            }
            Refusal::Credentials(Unauthorized { challenge, .. }) => {
                response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
            }
            _ => {}
        }
        response
    }
}

/// The answer to what has no method, path and headers that could be looked at, such as a CONNECT.
#[must_use]
pub fn unreadable() -> Response<Vec<u8>> {
    Refusal::Unreadable.into()
}

/// The answer to every request while the configuration is wrong. `message` names the variable and
/// the fault: whoever set the server up reads it in a client.
#[must_use]
pub fn misconfigured(message: &str) -> Response<Vec<u8>> {
    let body = mcp::Error::Unavailable(message.to_owned()).into_body();
    response::json(StatusCode::INTERNAL_SERVER_ERROR, body)
}
