//! The secret that `requestState` is signed with. It comes from outside, since each request may be served by an
//! instance of its own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use defectdojo_mcp::mcp::StateKey;

/// The setting that holds it.
pub const SETTING: &str = "REQUEST_STATE_KEY";

/// Reads the setting: 32 bytes in base64.
#[must_use]
pub fn parse(setting: &str) -> Option<StateKey> {
    let secret = STANDARD.decode(setting).ok()?;
    Some(StateKey::new(secret.try_into().ok()?))
}
