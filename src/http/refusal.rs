//! Requests that never reach the protocol, and what they are told.

use http::header::{ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::json;
use std::rc::Rc;
use thiserror::Error as ThisError;

use super::body::LIMIT;
use super::{Payload, Unauthorized, response};
use crate::mcp;
use crate::record::Journal;

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
    fn body(&self, journal: &Journal) -> Vec<u8> {
        let message = self.to_string();
        match self {
            Self::NotFound { .. } => {
                let description = journal.id().sign(&message);
                json!({ "error": "not_found", "error_description": description })
                    .to_string()
                    .into_bytes()
            }
            _ => mcp::Error::InvalidRequest(message).into_body(journal),
        }
    }

    /// What it is in a record.
    fn kind(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "no_such_path",
            Self::Origin => "origin",
            Self::Method { .. } => "method_not_allowed",
            Self::Credentials(_) => "credentials",
            Self::MediaType => "media_type",
            Self::TooLarge => "body_too_large",
            Self::Broken => "body_broken",
            Self::TooSlow => "body_too_slow",
            Self::Unreadable => "unreadable",
        }
    }

    /// The refusal as the answer to a request.
    pub(super) fn response(&self, journal: &Journal) -> Response<Vec<u8>> {
        journal.fail(self.kind());
        let mut response = response::json(self.status(), self.body(journal));
        let headers = response.headers_mut();
        match self {
            Self::Method { allow } => {
                headers.insert(ALLOW, HeaderValue::from_static(allow));
            }
            Self::Credentials(why) => {
                headers.insert(WWW_AUTHENTICATE, why.challenge(journal));
            }
            _ => {}
        }
        response
    }
}

impl Unauthorized {
    fn challenge(&self, journal: &Journal) -> HeaderValue {
        let description = journal.id().sign(self.description);
        let challenge = format!("{}, error_description=\"{description}\"", self.challenge);
        HeaderValue::try_from(challenge).unwrap_or(HeaderValue::from_static(self.challenge))
    }
}

/// The answer to what has no method, path and headers that could be looked at, such as a CONNECT.
#[must_use]
pub fn unreadable(journal: Rc<Journal>) -> Response<Payload> {
    let response = Refusal::Unreadable.response(&journal);
    response::noted(response.map(Payload::from), journal)
}

/// The answer to every request while the configuration is wrong. `message` names the variable and
/// the fault: whoever set the server up reads it in a client.
#[must_use]
pub fn misconfigured(message: &str, journal: Rc<Journal>) -> Response<Payload> {
    journal.fail("configuration");
    journal.detail(message);
    let body = mcp::Error::Unavailable(message.to_owned()).into_body(&journal);
    let response = response::json(StatusCode::INTERNAL_SERVER_ERROR, body);
    response::noted(response.map(Payload::from), journal)
}
