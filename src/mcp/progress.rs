//! Progress: how far a call has come, told while it runs.

use std::cell::Cell;

use serde::Serialize;
use serde_json::value::RawValue;

use super::outbox::Outbox;

/// Tells the client how far a call has come, where it asked to be told; else nobody. A call that reports at
/// least once is answered with a stream, every other with plain JSON.
#[derive(Debug, Default)]
pub struct Progress(Option<Line>);

#[derive(Debug)]
struct Line {
    outbox: Outbox,
    /// The client's own name for the call, echoed as it came: a string or an integer.
    token: Box<RawValue>,
    last: Cell<Option<u64>>,
}

impl Progress {
    pub(super) fn new(outbox: &Outbox, token: &RawValue) -> Self {
        Self(Some(Line {
            outbox: outbox.clone(),
            token: token.to_owned(),
            last: Cell::new(None),
        }))
    }

    /// Says that `done` of `total` is done, in units of the tool's choice; without a total where it isn't
    /// known yet. What is no more than was said before is not said: progress has to increase
    /// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/progress#progress-flow>).
    pub fn report(&self, done: u64, total: Option<u64>, message: &str) {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Params<'a> {
            progress_token: &'a RawValue,
            progress: u64,
            #[serde(skip_serializing_if = "Option::is_none")]
            total: Option<u64>,
            #[serde(skip_serializing_if = "str::is_empty")]
            message: &'a str,
        }
        let Some(line) = &self.0 else { return };
        if line.last.get().is_some_and(|last| done <= last) {
            return;
        }
        line.last.set(Some(done));
        let params = Params {
            progress_token: &line.token,
            progress: done,
            total,
            message,
        };
        line.outbox.notify("notifications/progress", &params);
    }
}
