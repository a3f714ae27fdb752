//! Bytes as JSON carries them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

/// Bytes in base64 (RFC 4648 section 4), as every `data` and `blob` of the protocol has them. Made
/// from bytes only, so it is never anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Base64(String);

impl Base64 {
    /// Encodes `bytes`.
    #[must_use]
    pub fn encode(bytes: &[u8]) -> Self {
        Self(STANDARD.encode(bytes))
    }
}
