//! Log messages: what a handler says about its work while it is at it.
//!
//! 2026-07-28 keeps them for the servers that have them, deprecated
//! (<https://modelcontextprotocol.io/specification/2026-07-28/deprecated>).

use serde::{Deserialize, Serialize};

use super::outbox::Outbox;

/// How grave a message is: the levels of RFC 5424 section 6.2.1, the gravest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "RFC 5424 says what its levels are for")]
pub enum LogLevel {
    Debug,
    Info,
    Notice,
    Warning,
    Error,
    Critical,
    Alert,
    Emergency,
}

/// Tells the client what a handler is at, where it wants to be told; else nobody. A call that says
/// something is answered with a stream, as one that reports [progress](super::Progress).
#[derive(Debug, Default)]
pub struct Log(Option<Line>);

#[derive(Debug)]
struct Line {
    outbox: Outbox,
    least: LogLevel,
}

impl Log {
    /// A log of what is `least` grave and graver.
    pub(super) fn new(outbox: &Outbox, least: LogLevel) -> Self {
        Self(Some(Line {
            outbox: outbox.clone(),
            least,
        }))
    }

    /// Says `message`, which must hold nothing that the caller may not see.
    pub fn write(&self, level: LogLevel, message: &str) {
        #[derive(Serialize)]
        struct Params<'a> {
            level: LogLevel,
            data: &'a str,
        }
        if let Some(line) = &self.0
            && level >= line.least
        {
            let params = Params {
                level,
                data: message,
            };
            line.outbox.notify("notifications/message", &params);
        }
    }
}
