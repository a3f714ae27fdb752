//! What a client may read without a token: the guide and the reference lists.
//!
//! The lists are typed data first, so that findings can be grouped by them, and resources second.

pub mod cwe_top_25;
pub mod guide;
pub mod owasp_top_10;

use std::future::ready;

use serde::Serialize;

use crate::mcp::{BoxFuture, Cache, Contents, ResourceError};

const MARKDOWN: &str = "text/markdown";
const JSON: &str = "application/json";

/// For texts that change only with a release: an hour, for every caller.
const STATIC: Cache = Cache::public(3_600_000);

fn text<'a>(text: String) -> BoxFuture<'a, Result<Contents, ResourceError>> {
    Box::pin(ready(Ok(Contents::Text(text))))
}

fn json<'a>(document: &impl Serialize) -> BoxFuture<'a, Result<Contents, ResourceError>> {
    let contents = serde_json::to_string(document)
        .map(Contents::Text)
        .map_err(|error| ResourceError::Unavailable(error.to_string()));
    Box::pin(ready(contents))
}
