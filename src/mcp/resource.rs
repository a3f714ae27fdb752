//! Resources: what a client may read by URI, one by one or by template.

use std::collections::BTreeMap;

use serde::Serialize;
use thiserror::Error;

use super::{Base64, BoxFuture, Client, CompleteHandler, Interruption, ResourceUi};

/// Reads a resource.
pub type ReadHandler<C> =
    for<'a> fn(&'a C, Client) -> BoxFuture<'a, Result<Contents, ResourceError>>;

/// Reads what a template's variables name.
pub type ReadTemplateHandler<C> =
    for<'a> fn(&'a C, Variables, Client) -> BoxFuture<'a, Result<Contents, ResourceError>>;

/// Values by variable name, percent-decoded, never empty.
pub type Variables = BTreeMap<String, String>;

/// One resource
/// (<https://modelcontextprotocol.io/specification/2026-07-28/server/resources#resource>).
pub struct Resource<C: 'static> {
    /// Absolute URI (RFC 3986), compared character by character.
    pub uri: &'static str,
    /// For programs.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// What it holds.
    pub description: &'static str,
    /// Of what `read` gives.
    pub mime_type: &'static str,
    /// How long and by whom the contents may be kept.
    pub cache: Cache,
    /// Whether clients of the earlier revisions may ask to be told when it changes. Only for what never
    /// does: nobody is remembered who could be told.
    pub subscribable: bool,
    /// What hosts have to know to show it; its MIME type is [`UI_MIME_TYPE`](super::UI_MIME_TYPE) then.
    pub ui: Option<ResourceUi>,
    /// The work.
    pub read: ReadHandler<C>,
}

/// A family of resources
/// (<https://modelcontextprotocol.io/specification/2026-07-28/server/resources#resource-templates>).
pub struct ResourceTemplate<C: 'static> {
    /// URI with simple variables, such as `defectdojo://findings/{id}` (RFC 6570 level 1). A
    /// variable stands for one path segment or a part of it.
    pub uri_template: &'static str,
    /// For programs.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// What the family holds.
    pub description: &'static str,
    /// Of what `read` gives.
    pub mime_type: &'static str,
    /// How long and by whom the contents may be kept.
    pub cache: Cache,
    /// The variables whose values can be suggested.
    pub variables: &'static [TemplateVariable<C>],
    /// The work.
    pub read: ReadTemplateHandler<C>,
}

/// A variable of a template whose values can be suggested.
pub struct TemplateVariable<C: 'static> {
    /// As it stands between the braces.
    pub name: &'static str,
    /// Suggests values while they are typed.
    pub complete: CompleteHandler<C>,
}

/// What a resource holds. One part, so that an answer is never empty: an empty list would hide
/// that nothing was found
/// (<https://modelcontextprotocol.io/specification/2026-07-28/server/resources#error-handling>).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Contents {
    /// Text of the description's MIME type.
    Text(String),
    /// Bytes of the description's MIME type.
    Blob(Base64),
}

impl Contents {
    /// What is not text.
    #[must_use]
    pub fn blob(bytes: &[u8]) -> Self {
        Self::Blob(Base64::encode(bytes))
    }
}

/// Why a resource can't be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ResourceError {
    /// No such resource, or not for this caller.
    #[error("Resource not found")]
    NotFound,
    /// It can't be had now, for a reason the user can understand.
    #[error("{0}")]
    Unavailable(String),
    /// The client has to do its part first.
    #[error(transparent)]
    Interrupted(#[from] Interruption),
}

/// How long and by whom an answer may be kept
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#cacheableresult>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cache {
    /// Milliseconds; 0 is stale at once.
    pub ttl_ms: u64,
    /// Whose cache.
    #[serde(rename = "cacheScope")]
    pub scope: CacheScope,
}

impl Cache {
    /// The same for every caller, whatever the token.
    #[must_use]
    pub const fn public(ttl_ms: u64) -> Self {
        Self {
            ttl_ms,
            scope: CacheScope::Public,
        }
    }

    /// Depends on the caller's rights.
    #[must_use]
    pub const fn private(ttl_ms: u64) -> Self {
        Self {
            ttl_ms,
            scope: CacheScope::Private,
        }
    }
}

/// Whose cache may keep an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CacheScope {
    /// Any, also one that several callers share.
    Public,
    /// Only one that a single caller uses.
    Private,
}
