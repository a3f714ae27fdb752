//! What an HTTP response of `DefectDojo` means.

use std::{borrow::Cow, collections::BTreeMap};

use http::{
    HeaderMap, Response,
    header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, LOCATION, RETRY_AFTER},
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{error::Category, value::RawValue};

use super::{
    error::Error,
    model::{Row, read},
    text::excerpt,
    token::Token,
};

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
            // Those that are read.
            200..=299 | 400 | 403 if is_json && self.is_encoded() => Err(Error::Encoded { status }),
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

    /// Whether it is compressed, for instance, although nothing but `identity` was accepted.
    fn is_encoded(&self) -> bool {
        header(self.response.headers(), &CONTENT_ENCODING)
            .is_some_and(|encoding| !encoding.trim().eq_ignore_ascii_case("identity"))
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
    /// It as text, without a byte order mark, which a reader of JSON may ignore (RFC 8259 section 8.1). What
    /// is no UTF-8 is replaced: a name with an odd letter is still worth reading.
    pub(super) fn text(&self) -> Cow<'_, str> {
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF");
        String::from_utf8_lossy(bytes.unwrap_or(&self.bytes))
    }

    /// Reads its `text`, an object, as `T`.
    pub(super) fn parse<'t, T: Deserialize<'t>>(&self, text: &'t str) -> Result<T, Error> {
        let value = serde_json::from_str(text).map_err(|error| {
            let path = self.path.clone();
            match error.classify() {
                Category::Eof => Error::CutOff { path },
                Category::Data => self.malformed(shape(&error.to_string())),
                Category::Io | Category::Syntax => Error::NoJson {
                    path,
                    line: error.line(),
                    column: error.column(),
                },
            }
        })?;
        // serde reads a struct from a list, too, by position.
        if !text.trim_ascii_start().starts_with('{') {
            return Err(self.malformed("of another shape".to_owned()));
        }
        Ok(value)
    }

    /// Reads `json`, which is what `name` holds.
    pub(super) fn field<'t, T: Deserialize<'t>>(
        &self,
        name: &str,
        json: &'t RawValue,
    ) -> Result<T, Error> {
        serde_json::from_str(json.get())
            .map_err(|_| self.malformed(format!("{name} is of an unknown kind")))
    }

    /// Reads `json`, a part of it or the whole, as a row.
    pub(super) fn row<T: Row>(&self, json: &str) -> Result<T, Error> {
        read(json).ok_or_else(|| {
            let essential = T::ESSENTIAL.join(" or ");
            self.malformed(format!("an object without a readable {essential}"))
        })
    }

    fn malformed(&self, reason: String) -> Error {
        Error::Malformed {
            path: self.path.clone(),
            reason,
        }
    }
}

/// What is wrong with an object as such. A name in these two messages is one of ours, and others quote.
fn shape(error: &str) -> String {
    let is_ours = error.starts_with("missing field") || error.starts_with("duplicate field");
    let known = error.split(" at line").next().filter(|_| is_ours);
    known.unwrap_or("of another shape").to_owned()
}
