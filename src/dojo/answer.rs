//! What an HTTP response of `DefectDojo` means.

use std::{borrow::Cow, collections::BTreeMap};

use http::{
    HeaderMap, Response,
    header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, LOCATION, RETRY_AFTER},
};
use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::{error::Category, value::RawValue};

use super::{
    error::Error,
    model::{Row, read},
    text::excerpt,
    token::Token,
};

/// The most fields of a 400, and the most messages of a field, that are told.
const MOST: usize = 8;

/// The longest error that is read, in bytes.
const LONGEST_REASON: usize = 64 * 1024;

/// The longest object that is read, in bytes. A finding brings its raw HTTP traffic along, which isn't kept, so that
/// honest ones are long; but what JSON says in a byte can take tens of them when it is read.
const LONGEST_OBJECT: usize = 8 * 1024 * 1024;

/// An answer to a GET of `path` with `token`.
pub(super) struct Answer<'a> {
    pub(super) path: &'a str,
    /// What was asked for, for people.
    pub(super) what: &'a str,
    pub(super) token: &'a Token,
    pub(super) response: Response<String>,
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
                text: self.response.into_body(),
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
        #[derive(Default, Deserialize)]
        struct Detail {
            detail: String,
        }
        let Detail { detail } = self.reason();
        let detail = detail.to_ascii_lowercase();
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

    /// What the body of an error says. Nothing where that is longer than any that `DefectDojo` writes: what is made
    /// for a few messages takes many times the memory of a body full of them.
    fn reason<T: Default + DeserializeOwned>(&self) -> T {
        let body = self.response.body();
        let reason = (body.len() <= LONGEST_REASON).then(|| serde_json::from_str(body).ok());
        reason.flatten().unwrap_or_default()
    }

    /// The messages of a 400. `message` repeats them in Python's notation and `pro` is an advertisement.
    fn fields(&self) -> Vec<(String, Vec<String>)> {
        let fields: BTreeMap<String, Messages> = self.reason();
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
    text: String,
}

impl Body {
    /// It without a byte order mark, which a reader of JSON may ignore (RFC 8259 section 8.1).
    pub(super) fn text(&self) -> &str {
        self.text.strip_prefix('\u{FEFF}').unwrap_or(&self.text)
    }

    /// `json`, a part of it or the whole, where it is not too long for an object.
    pub(super) fn object<'t>(&self, json: &'t str) -> Result<&'t str, Error> {
        if json.len() > LONGEST_OBJECT {
            let path = self.path.clone();
            return Err(Error::ObjectTooLarge { path });
        }
        Ok(json)
    }

    /// Reads its `text`, an object, as `T`.
    pub(super) fn parse<'t, T: Deserialize<'t>>(&self, text: &'t str) -> Result<T, Error> {
        // serde reads a struct from a list, too, by position, and quotes a text that is none.
        if !text.trim_ascii_start().starts_with('{') {
            let value: Result<IgnoredAny, _> = serde_json::from_str(text);
            return Err(value.map_or_else(
                |error| self.unread(&error),
                |_| self.malformed("of another shape".to_owned()),
            ));
        }
        serde_json::from_str(text).map_err(|error| self.unread(&error))
    }

    fn unread(&self, error: &serde_json::Error) -> Error {
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
    }

    /// Reads `json`, which is what `name` holds: no text, which serde would quote with up to six bytes for one.
    pub(super) fn field<'t, T: Deserialize<'t>>(
        &self,
        name: &str,
        json: &'t RawValue,
    ) -> Result<T, Error> {
        let json = Some(json.get()).filter(|json| !json.starts_with('"'));
        json.and_then(|json| serde_json::from_str(json).ok())
            .ok_or_else(|| self.malformed(format!("{name} is of an unknown kind")))
    }

    /// Reads `json`, a part of it or the whole, as a row.
    pub(super) fn row<T: Row>(&self, json: &str) -> Result<T, Error> {
        read(self.object(json)?).ok_or_else(|| {
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
