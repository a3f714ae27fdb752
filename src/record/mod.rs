//! What is written down of a request, so that an operator sees what happened: one line of JSON, and an id that
//! leads from what a user was told to that line.
//!
//! A [`Journal`] goes with each request and its answer, also where that is a stream which outlives the request.
//! Every layer notes in it what it alone knows, and the shell makes the [`Record`] of it when the answer has
//! gone. Nothing that a client sends gets into a record but numbers and a checked trace id: names are the
//! server's own or "unknown", so that nobody can write lines of their own, or a secret into one.

mod journal;
mod level;
mod line;
mod request_id;
mod trace_context;

pub use journal::{Journal, UNKNOWN, UpstreamAnswer};
pub use level::Level;
pub use line::Record;
pub use request_id::RequestId;
pub use trace_context::TraceContext;
