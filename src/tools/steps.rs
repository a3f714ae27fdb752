//! The answers that a tool waits for, told as progress.

use crate::dojo::Observer;
use crate::mcp::Progress;
use std::cell::Cell;

/// Counts answers from `DefectDojo`. How many there will be is not known before the last one, as the next
/// question depends on what came: so there is no total.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    progress: Progress,
    answers: Cell<u64>,
}

impl Steps {
    pub(crate) fn new(progress: Progress) -> Self {
        Self {
            progress,
            answers: Cell::default(),
        }
    }
}

impl Observer for Steps {
    fn began(&self) {
        let answers = self.answers.get();
        self.progress
            .report(answers, None, "Asking DefectDojo in several requests");
    }

    fn answered(&self) {
        let answers = self.answers.get() + 1;
        self.answers.set(answers);
        let noun = if answers == 1 { "request" } else { "requests" };
        let message = format!("DefectDojo answered {answers} {noun}");
        self.progress.report(answers, None, &message);
    }
}
