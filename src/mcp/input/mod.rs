//! Input that a handler asks the client for, and how it comes back: the request ends with the questions, and
//! the client sends it again with the answers
//! (<https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr>).

mod elicitation;
mod request;
mod required;
mod responses;
mod roots;
mod sampling;

pub use elicitation::{Elicit, Elicited, Field, FieldKind};
pub use request::InputRequest;
pub use required::InputRequired;
pub use responses::InputResponses;
pub use roots::Root;
pub use sampling::{Sample, Sampled, SamplingContent, SamplingMessage};
