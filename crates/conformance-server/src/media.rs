//! The smallest files of their kinds.

use defectdojo_mcp::mcp::Content;

/// The MIME type of [`PNG`].
pub(crate) const PNG_TYPE: &str = "image/png";

/// A picture of one red pixel.
pub(crate) const PNG: &[u8] = include_bytes!("../assets/pixel.png");

/// A millisecond of silence.
const WAV: &[u8] = include_bytes!("../assets/silence.wav");

pub(crate) fn image() -> Content {
    Content::image(PNG, PNG_TYPE)
}

pub(crate) fn audio() -> Content {
    Content::audio(WAV, "audio/wav")
}
