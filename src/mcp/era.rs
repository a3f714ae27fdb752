//! Which protocol a request speaks. The body decides and the headers are checked against it, so
//! that nothing between client and server can turn one era's request into the other's
//! (<https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning#backward-compatibility-with-initialization-based-versions>).

use http::HeaderMap;

use super::jsonrpc::Request;
use super::meta::Meta;
use super::version::{self, Legacy};
use super::{Error, headers};

/// The two ways the protocol works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// Opened by `initialize`, up to 2025-11-25.
    Legacy,
    /// Each request stands alone, from 2026-07-28.
    Modern,
}

impl Era {
    /// What it is in a record.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Legacy => "legacy",
            Self::Modern => "modern",
        }
    }
}

/// Decides a request's era and checks what that era demands of its headers. Each error goes with
/// HTTP 400.
pub(super) fn classify(
    headers: &HeaderMap,
    request: &Request<'_>,
    meta: &Meta<'_>,
) -> Result<Era, Error> {
    let header = headers::protocol_version(headers)?;

    if request.method == "initialize" && !names_modern(meta) {
        // A handshake has no version yet, so any other value says nothing.
        return match header {
            Some(version::MODERN) => Err(Error::HeaderMismatch(format!(
                "initialize belongs to {} and earlier, the MCP-Protocol-Version header names {}",
                Legacy::LATEST.as_str(),
                version::MODERN
            ))),
            _ => Ok(Era::Legacy),
        };
    }
    if meta.claims_modern() {
        return check_modern(headers, header, request, meta).map(|()| Era::Modern);
    }
    if header == Some(version::MODERN) {
        // Names the first missing field.
        meta.envelope()?;
    }
    legacy_version(header).map(|_| Era::Legacy)
}

fn names_modern(meta: &Meta<'_>) -> bool {
    meta.envelope()
        .is_ok_and(|envelope| envelope.version == version::MODERN)
}

/// In the order of the official server SDK, so that clients see the error they expect.
fn check_modern(
    headers: &HeaderMap,
    header: Option<&str>,
    request: &Request<'_>,
    meta: &Meta<'_>,
) -> Result<(), Error> {
    let envelope = meta.envelope()?;
    if header.is_some_and(|header| header != envelope.version) {
        return Err(Error::HeaderMismatch(
            "MCP-Protocol-Version is not the version in the body's _meta".to_owned(),
        ));
    }
    headers::check_method(headers, request)?;
    if envelope.version != version::MODERN {
        return Err(Error::UnsupportedVersion {
            requested: envelope.version,
        });
    }
    headers::check_presence(headers, request)
}

/// Checks the version header of a message that carries no claim: a notification or a response.
pub(super) fn check_unclaimed(headers: &HeaderMap) -> Result<(), Error> {
    match headers::protocol_version(headers)? {
        Some(version::MODERN) => Ok(()),
        header => legacy_version(header).map(drop),
    }
}

/// The revision an array of messages speaks, if it is one that knows arrays.
pub(super) fn has_batches(headers: &HeaderMap) -> bool {
    headers::protocol_version(headers)
        .and_then(legacy_version)
        .is_ok_and(Legacy::has_batches)
}

/// An unknown version is refused
/// (<https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#protocol-version-header>).
fn legacy_version(header: Option<&str>) -> Result<Legacy, Error> {
    header.map_or(Some(Legacy::ASSUMED), Legacy::parse).ok_or_else(|| {
        Error::InvalidRequest(format!(
            "the MCP-Protocol-Version header names a version that is not served here; {} and {} are",
            Legacy::LATEST.as_str(),
            version::MODERN
        ))
    })
}
