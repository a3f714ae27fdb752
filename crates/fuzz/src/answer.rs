//! An answer of the server, read as a client reads it.

use crate::memory::measured;
use defectdojo_mcp::http::Payload;
use futures_executor::block_on;
use futures_util::StreamExt as _;
use http::{HeaderMap, Response};
use serde_json::Value;
use std::fmt;

/// What came back for one request.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body; of a stream, its messages without what frames them.
    pub bodies: Vec<Vec<u8>>,
    /// Whether it is a stream of events.
    pub is_stream: bool,
    /// By how many bytes memory grew at most until it was there.
    pub memory: usize,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.status, self.headers)?;
        let mut bodies = self.bodies.iter();
        bodies.try_for_each(|body| write!(f, "\n{}", String::from_utf8_lossy(body)))
    }
}

impl Answer {
    /// Waits for all of what `respond` answers.
    pub(crate) fn of(respond: impl Future<Output = Response<Payload>>) -> Self {
        let (answer, memory) = measured(|| Self::whole(block_on(respond)));
        Self { memory, ..answer }
    }

    fn whole(response: Response<Payload>) -> Self {
        let (head, payload) = response.into_parts();
        let is_stream = matches!(payload, Payload::Events(_));
        let bodies = match payload {
            Payload::Whole(body) if body.is_empty() => Vec::new(),
            Payload::Whole(body) => vec![body],
            Payload::Events(events) => block_on(events.collect::<Vec<_>>())
                .iter()
                .map(|event| message_of(event))
                .collect(),
        };
        Self {
            status: head.status.as_u16(),
            headers: head.headers,
            bodies,
            is_stream,
            memory: 0,
        }
    }

    /// All bodies as JSON.
    #[must_use]
    pub fn json(&self) -> Vec<Value> {
        let parse = |body: &Vec<u8>| {
            serde_json::from_slice(body)
                .unwrap_or_else(|why| panic!("{why}: {}", String::from_utf8_lossy(body)))
        };
        self.bodies.iter().map(parse).collect()
    }
}

/// The data of an event, its lines joined again.
fn message_of(event: &[u8]) -> Vec<u8> {
    let text = str::from_utf8(event).expect("events are UTF-8");
    let (name, data) = text.split_once('\n').expect("an event has lines");
    assert_eq!(name, "event: message");
    let data = data.strip_suffix("\n\n").expect("an empty line ends it");
    let lines = data
        .split('\n')
        .map(|line| line.strip_prefix("data: ").expect("every line is data"));
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}
