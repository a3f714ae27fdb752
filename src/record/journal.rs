//! Notes on one request, taken while it is served.

use std::cell::RefCell;
use std::time::{Duration, SystemTime};

use http::StatusCode;
use serde::Serialize;

use super::{Record, RequestId, TraceContext};
use crate::text::{clean_line, cut};

/// What stands in the place of a name that a client made up.
pub const UNKNOWN: &str = "unknown";

/// The most answers that are noted one by one. All are counted.
const MOST_ANSWERS: usize = 20;

/// The longest detail, in characters.
const LONGEST_DETAIL: usize = 500;

/// Takes notes from all layers that have to do with one request, and knows what the request is called.
#[derive(Debug)]
pub struct Journal {
    id: RequestId,
    notes: RefCell<Notes>,
}

/// What was noted so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    pub(super) trace: Option<TraceContext>,
    pub(super) path: Option<&'static str>,
    pub(super) era: Option<&'static str>,
    pub(super) is_batch: bool,
    pub(super) calls: Vec<Call>,
    pub(super) status: Option<u16>,
    pub(super) error: Option<&'static str>,
    pub(super) detail: Option<String>,
    pub(super) upstream: Upstream,
    pub(super) received: usize,
    pub(super) sent: usize,
}

/// One JSON-RPC message. There is one a request, but for batches.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Call {
    pub(super) method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<&'static str>,
}

/// The calls to another server that a request led to.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Upstream {
    /// Begun, whether or not they were answered.
    pub(super) calls: usize,
    /// As they came.
    answers: Vec<UpstreamAnswer>,
}

/// What came of a call to another server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum UpstreamAnswer {
    /// The status of a whole answer.
    Status(u16),
    /// Why there was none, in a word.
    Failure(&'static str),
}

impl Journal {
    /// An empty one for the request `id`.
    #[must_use]
    pub fn new(id: RequestId) -> Self {
        Self {
            id,
            notes: RefCell::default(),
        }
    }

    /// What the request is called.
    #[must_use]
    pub fn id(&self) -> RequestId {
        self.id
    }

    /// It came to `path`, which is one of the server's own.
    pub(crate) fn path(&self, path: &'static str) {
        self.notes.borrow_mut().path = Some(path);
    }

    /// So many bytes more of its body have come.
    pub(crate) fn received(&self, bytes: usize) {
        self.notes.borrow_mut().received += bytes;
    }

    /// It is part of a trace. The last word counts.
    pub(crate) fn follow(&self, trace: TraceContext) {
        self.notes.borrow_mut().trace = Some(trace);
    }

    /// The trace that it is part of.
    #[must_use]
    pub fn trace(&self) -> Option<TraceContext> {
        self.notes.borrow().trace.clone()
    }

    pub(crate) fn era(&self, era: &'static str) {
        self.notes.borrow_mut().era = Some(era);
    }

    /// Its body is a list of messages.
    pub(crate) fn batch(&self) {
        self.notes.borrow_mut().is_batch = true;
    }

    /// A message begins to be served. What is noted of a message concerns the last that began.
    pub(crate) fn begin(&self, method: &'static str) {
        self.notes.borrow_mut().calls.push(Call {
            method,
            tool: None,
            error: None,
        });
    }

    /// The message calls this tool.
    pub(crate) fn tool(&self, tool: &'static str) {
        if let Some(call) = self.notes.borrow_mut().calls.last_mut() {
            call.tool = Some(tool);
        }
    }

    /// It failed. Of several faults the first counts: the others follow from it.
    pub fn fail(&self, kind: &'static str) {
        let mut notes = self.notes.borrow_mut();
        notes.error.get_or_insert(kind);
        if let Some(call) = notes.calls.last_mut() {
            call.error.get_or_insert(kind);
        }
    }

    /// The client has gone away before it had the whole answer.
    pub fn leave(&self) {
        let mut notes = self.notes.borrow_mut();
        notes.error.get_or_insert("client_left");
    }

    /// Why it failed, in words for the operator: their own, never a client's.
    pub(crate) fn detail(&self, words: &str) {
        let words = cut(clean_line(words), LONGEST_DETAIL).marked();
        self.notes.borrow_mut().detail = Some(words);
    }

    /// Another server is asked.
    pub fn ask_upstream(&self) {
        self.notes.borrow_mut().upstream.calls += 1;
    }

    /// It has answered, or failed to.
    pub fn hear_upstream(&self, answer: UpstreamAnswer) {
        let answers = &mut self.notes.borrow_mut().upstream.answers;
        if answers.len() < MOST_ANSWERS {
            answers.push(answer);
        }
    }

    pub(crate) fn answered(&self, status: StatusCode) {
        self.notes.borrow_mut().status = Some(status.as_u16());
    }

    /// More of the answer's body is on its way.
    pub(crate) fn sent(&self, bytes: usize) {
        self.notes.borrow_mut().sent += bytes;
    }

    /// Whether the request failed, or its client went away.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        let notes = self.notes.borrow();
        notes.error.is_some() || notes.status.is_some_and(|status| status >= 400)
    }

    /// What is to be written of the request, which came at `time` and was done with `after` that.
    #[must_use]
    pub fn record(&self, time: SystemTime, after: Duration) -> Record {
        Record::new(self.id, time, after, self.notes.borrow().clone())
    }
}
