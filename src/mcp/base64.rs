//! Bytes as JSON carries them.

use base64::DecodeError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// Bytes in base64 (RFC 4648 section 4), as every `data` and `blob` of the protocol has them. It is never
/// anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Base64(String);

impl Base64 {
    /// Encodes `bytes`.
    #[must_use]
    pub fn encode(bytes: &[u8]) -> Self {
        Self(STANDARD.encode(bytes))
    }

    /// The encoded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Base64 {
    type Error = DecodeError;

    fn try_from(text: String) -> Result<Self, DecodeError> {
        STANDARD.decode(&text).map(|_| Self(text))
    }
}
