//! What an HTTP response of `DefectDojo` means.

use std::{borrow::Cow, collections::BTreeMap};

use http::{
    HeaderMap, Response,
    header::{CONTENT_TYPE, HeaderName, LOCATION, RETRY_AFTER},
};
use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};

use super::{error::Error, text::excerpt, token::Token};

/// The most fields of a 400, and the most messages of a field, that are told.
const MOST: usize = 8;

/// An answer to a GET of `path` with `token`.
pub(super) struct Answer<'a> {
    pub(super) path: &'a str,
    /// What was asked for, for people.
    pub(super) what: &'a str,
    pub(super) token: &'a Token,
    pub(super) response: Response<Vec<u8>>,
}

impl Answer<'_> {
    /// The JSON body of a 2xx, or what else the answer means.
    pub(super) fn body(self) -> Result<Body, Error> {
        let status = self.response.status().as_u16();
        let is_json = header(self.response.headers(), &CONTENT_TYPE)
            .is_some_and(|value| value.to_ascii_lowercase().contains("json"));
        match status {
            200..=299 if is_json => Ok(Body {
                path: self.path.to_owned(),
                bytes: self.response.into_body(),
            }),
            300..=399 => Err(Error::Redirect {
                status,
                location: self.location(),
            }),
            400 if is_json => Err(Error::BadRequest {
                fields: self.fields(),
            }),
            401 => Err(Error::ProxyUnauthorized),
            403 if is_json => Err(self.forbidden()),
            404 if is_json => Err(Error::NotFound {
                what: self.what.to_owned(),
            }),
            404 => Err(Error::NoEndpoint {
                path: self.path.to_owned(),
            }),
            406 => Err(Error::NotAcceptable),
            414 => Err(Error::UriTooLong),
            429 => Err(Error::RateLimited {
                retry_after: header(self.response.headers(), &RETRY_AFTER)
                    .and_then(|seconds| seconds.trim().parse().ok()),
            }),
            500..=599 => Err(Error::Server { status }),
            _ if is_json => Err(Error::Unexpected { status }),
            _ => Err(Error::NotJson { status }),
        }
    }

    /// The page that is redirected to, without the query: it says nothing of the fault.
    fn location(&self) -> String {
        let location = header(self.response.headers(), &LOCATION).unwrap_or_default();
        let end = location.find(['?', '#']).unwrap_or(location.len());
        excerpt(self.token, location.get(..end).unwrap_or_default())
    }

    /// `DefectDojo` answers 403 for 401 too, as DRF does when its first authentication class has no
    /// challenge. The text alone tells one reason from another.
    fn forbidden(&self) -> Error {
        #[derive(Deserialize)]
        struct Detail {
            detail: String,
        }
        let detail = serde_json::from_slice(self.response.body()).map_or_else(
            |_| String::new(),
            |Detail { detail }| detail.to_ascii_lowercase(),
        );
        if detail.contains("credentials were not provided") {
            Error::TokenMissing
        } else if detail.contains("invalid token") {
            Error::TokenInvalid
        } else if detail.contains("inactive") {
            Error::UserInactive
        } else {
            Error::Forbidden
        }
    }

    /// The messages of a 400. `message` repeats them in Python's notation and `pro` is an advertisement.
    fn fields(&self) -> Vec<(String, Vec<String>)> {
        let fields: BTreeMap<String, Messages> =
            serde_json::from_slice(self.response.body()).unwrap_or_default();
        fields
            .into_iter()
            .filter(|(name, _)| name != "message" && name != "pro")
            .map(|(name, messages)| {
                let messages = messages.texts().take(MOST);
                let messages = messages
                    .map(|message| excerpt(self.token, &message))
                    .collect();
                (excerpt(self.token, &name), messages)
            })
            .take(MOST)
            .collect()
    }
}

/// The messages for one field.
#[derive(Deserialize)]
#[serde(untagged)]
enum Messages {
    One(String),
    Several(Vec<String>),
    Other(IgnoredAny),
}

impl Messages {
    fn texts(self) -> impl Iterator<Item = String> {
        let texts = match self {
            Self::One(text) => vec![text],
            Self::Several(texts) => texts,
            Self::Other(_) => Vec::new(),
        };
        texts.into_iter()
    }
}

/// The value of a header, whatever its bytes.
fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<Cow<'a, str>> {
    Some(String::from_utf8_lossy(headers.get(name)?.as_bytes()))
}

/// A body that says it is JSON.
pub(super) struct Body {
    path: String,
    bytes: Vec<u8>,
}

impl Body {
    /// Reads it as `T`.
    pub(super) fn parse<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.bytes).map_err(|error| Error::Malformed {
            path: self.path.clone(),
            reason: reason(&error),
        })
    }
}

/// Where and how JSON is wrong, without the values that serde quotes.
fn reason(error: &serde_json::Error) -> String {
    let kind = match error.classify() {
        serde_json::error::Category::Data => "another shape",
        serde_json::error::Category::Eof => "cut off",
        serde_json::error::Category::Io | serde_json::error::Category::Syntax => "no JSON",
    };
    format!("{kind}, at line {} column {}", error.line(), error.column())
}
