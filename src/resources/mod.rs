//! What a client may read: without a token the guide and the reference lists, with one the instance.
//!
//! The lists are typed data first, so that findings can be grouped by them, and resources second.

pub mod cwe_top_25;
pub mod guide;
pub mod instance;
mod objects;
pub mod owasp_top_10;
pub mod report_app;

use std::future::ready;

use serde::Serialize;

use crate::dojo::{Client, Error};
use crate::mcp::{BoxFuture, Cache, Contents, Resource, ResourceError, ResourceTemplate};
use crate::session::{Session, TokenMissing};
use crate::text::Reader;
use crate::tools::operation::ToolError;

/// Every resource. The guide is first: clients read that one to try a server out.
#[must_use]
pub fn all() -> Vec<Resource<Session>> {
    vec![
        guide::resource(),
        cwe_top_25::resource(),
        owasp_top_10::resource(),
        report_app::resource(),
        instance::resource(),
    ]
}

/// Every template.
#[must_use]
pub fn templates() -> Vec<ResourceTemplate<Session>> {
    objects::templates()
}

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

/// What `DefectDojo` answers to the caller's token.
async fn live(
    session: &Session,
    read: impl AsyncFnOnce(&Client<'_>, Reader) -> Result<String, ToolError>,
) -> Result<Contents, ResourceError> {
    // A resource has no arguments.
    let token = session
        .header_token()
        .ok_or_else(|| ResourceError::Unavailable(TokenMissing::HeaderOnly.to_string()))?;
    match read(&session.client(token), session.reader()).await {
        Ok(json) => Ok(Contents::Text(json)),
        Err(ToolError::Dojo(Error::NotFound { .. })) => Err(ResourceError::NotFound),
        Err(error) => Err(ResourceError::Unavailable(error.to_string())),
    }
}
