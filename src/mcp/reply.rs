//! What a POST is answered with.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use futures_util::stream::LocalBoxStream;
use http::StatusCode;

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
        body: Json,
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
            Self::Json { status, body } => write!(f, "Json({status}, {} bytes)", body.text.len()),
            Self::Stream(_) => f.write_str("Stream"),
        }
    }
}

/// An answer that is all there, as every request ends with one.
pub(super) enum Whole {
    /// As [`Reply::Accepted`].
    Accepted,
    /// As [`Reply::Json`].
    Json { status: StatusCode, body: Json },
}

impl Whole {
    pub(super) fn bad_request(response: Response<'_>) -> Self {
        Self::Json {
            status: StatusCode::BAD_REQUEST,
            body: response.json(),
        }
    }

    pub(super) fn batch(responses: Vec<Response<'_>>) -> Self {
        let mut texts = Vec::new();
        for response in responses {
            texts.push(if texts.is_empty() { b'[' } else { b',' });
            texts.extend(response.json().text);
        }
        texts.push(b']');
        Self::Json {
            status: StatusCode::OK,
            body: Json {
                text: texts,
                fixed: 0..0,
            },
        }
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
        Response::error(journal, None, self).json().text
    }
}

/// JSON text. A part of it may be a part of the program: nothing of any request is in that.
pub struct Json {
    text: Vec<u8>,
    fixed: Range<usize>,
}

impl Json {
    /// The texts one behind the other, in the memory that they need.
    pub(super) fn new(before: &[&str], fixed: &[Cow<'static, str>], after: &[&str]) -> Self {
        let fixed = fixed.iter().map(|text| &**text);
        let length = |texts: &[&str]| texts.iter().map(|text| text.len()).sum::<usize>();
        let start = length(before);
        let end = start + fixed.clone().map(str::len).sum::<usize>();
        let mut text = Vec::with_capacity(end + length(after));
        let texts = before.iter().copied();
        for part in texts.chain(fixed).chain(after.iter().copied()) {
            text.extend_from_slice(part.as_bytes());
        }
        Self {
            text,
            fixed: start..end,
        }
    }

    /// The text with everything in it concealed that may come from outside.
    #[must_use]
    pub fn concealed(self, conceal: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
        let Self { mut text, fixed } = self;
        if fixed.is_empty() {
            return conceal(text);
        }
        let after = conceal(text.split_off(fixed.end));
        let before: Vec<u8> = text.iter().take(fixed.start).copied().collect();
        text.splice(..fixed.start, conceal(before));
        text.extend(after);
        text
    }

    /// The whole text.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.text
    }
}
