//! What a client's run came to.

use crate::transcript::Program;
use std::fmt;

/// Who ran, and what was wrong.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) client: Program,
    /// The version of the protocol that it says to have spoken, where it could connect and says so.
    pub(crate) protocol: Option<String>,
    pub(crate) faults: Vec<Fault>,
}

/// Something that is not as it has to be.
#[derive(Debug)]
pub(crate) struct Fault {
    /// As the table has it.
    pub(crate) part: &'static str,
    words: String,
}

impl Fault {
    pub(crate) fn new(part: &'static str, words: String) -> Self {
        Self { part, words }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.part, self.words)
    }
}
