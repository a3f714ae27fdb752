//! A request to send, as `wasi:http` builds one, and what came of it.
//!
//! It is not the `http` crate's: an attacker is not held to what that can express.

use serde::{Deserialize, Serialize};

/// A request, set piece by piece on an `outgoing-request`
/// (<https://github.com/WebAssembly/wasi-http/blob/v0.2.8/wit/types.wit>). `None` leaves a piece unset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The method.
    pub method: Method,
    /// The scheme.
    pub scheme: Option<Scheme>,
    /// The authority.
    pub authority: Option<String>,
    /// Path and query.
    pub path: Option<String>,
    /// Names and values of header fields.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<String>,
}

impl Attempt {
    /// `GET scheme://authority{path}`.
    #[must_use]
    pub fn get(scheme: Scheme, authority: &str, path: &str) -> Self {
        Self {
            method: Method::Get,
            scheme: Some(scheme),
            authority: Some(authority.to_owned()),
            path: Some(path.to_owned()),
            headers: Vec::new(),
            body: None,
        }
    }
}

/// A method, in WASI's spelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "their names are all that there is to say")]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Delete,
    Connect,
    Options,
    Trace,
    Patch,
    /// Any other, and these again in disguise.
    Other(String),
}

/// A scheme, in WASI's spelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "their names are all that there is to say")]
pub enum Scheme {
    Http,
    Https,
    /// Any other, and these again in disguise.
    Other(String),
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It was answered.
    Answered {
        /// The status, or 0 where nothing like one exists.
        status: u16,
        /// The header `Location`.
        location: Option<String>,
    },
    /// It failed, with WASI's `error-code` or the standard library's kind of error.
    Failed(String),
    /// The host did not let it be built: the piece that it refused.
    Unbuilt(String),
}
