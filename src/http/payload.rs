//! What a response carries: bytes that are there, or events that are still to come.

use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::LocalBoxStream;

/// The body of a response.
pub enum Payload {
    /// All of it.
    Whole(Vec<u8>),
    /// Server-sent events, one at a time. Whoever sends them drops the stream when the client has gone away,
    /// and with it the work behind it.
    Events(LocalBoxStream<'static, Bytes>),
}

impl Payload {
    /// An event for each JSON text.
    pub(super) fn events(messages: LocalBoxStream<'static, Vec<u8>>) -> Self {
        Self::Events(messages.map(|json| event(&json)).boxed_local())
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Whole(bytes)
    }
}

/// The event stream format of the HTML standard, section 9.2. A line break, which in JSON is white space,
/// would end the data: each line gets a field of its own, and clients join them again.
fn event(json: &[u8]) -> Bytes {
    let mut event = b"event: message\n".to_vec();
    for line in json.split(|byte| matches!(byte, b'\n' | b'\r')) {
        event.extend_from_slice(b"data: ");
        event.extend_from_slice(line);
        event.push(b'\n');
    }
    event.push(b'\n');
    event.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_event_whatever_its_white_space() {
        assert_eq!(event(b"{}"), &b"event: message\ndata: {}\n\n"[..]);
        let lines = event(b"{\n\"a\":\r1}");
        assert_eq!(
            lines,
            &b"event: message\ndata: {\ndata: \"a\":\ndata: 1}\n\n"[..]
        );
    }
}
