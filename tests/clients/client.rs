//! A client in one of its eras, as the roster has it.

use crate::aspect::Aspect;
use crate::driver::Driver;
use crate::outcome::{Fault, Outcome};
use crate::refusal::Words;
use crate::run::Run;
use crate::script::Era;
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// What it is, and what it is known for.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) driver: Driver,
    pub(crate) era: Era,
    /// What it can't show its user.
    pub(crate) lacks: &'static [Lack],
    /// What has to hold of that which only its driver reports, by the names that the table has.
    pub(crate) more: &'static [(&'static str, Holds)],
    /// What it shows of HTTP 401, where that is not the server's words in the answer.
    pub(crate) instead_of_401: Option<Instead>,
}

/// What a client shows its user instead of the server's words.
#[derive(Debug)]
pub(crate) struct Instead {
    pub(crate) words: Words,
    /// What it is and why, as the table has it.
    pub(crate) note: &'static str,
}

/// Whether something holds of what only one driver reports.
pub(crate) type Holds = fn(&Map<String, Value>) -> bool;

/// What a client can't show its user.
#[derive(Debug)]
pub(crate) struct Lack {
    pub(crate) aspects: &'static [Aspect],
    /// What it is and why, as the table has it.
    pub(crate) note: &'static str,
}

/// A client with its outcome, which is made once for all tests.
pub(crate) struct Entry {
    /// The name of its test.
    name: &'static str,
    pub(crate) client: Client,
    outcome: OnceLock<Outcome>,
}

impl Entry {
    pub(crate) const fn new(name: &'static str, client: Client) -> Self {
        Self {
            name,
            client,
            outcome: OnceLock::new(),
        }
    }

    /// What the client's run came to. The first to ask runs it, others wait.
    pub(crate) fn outcome(&self) -> &Outcome {
        self.outcome
            .get_or_init(|| Run::outcome(self.name, &self.client))
    }

    /// Fails with all that is wrong.
    pub(crate) fn assert_sound(&self) {
        let faults = &self.outcome().faults;
        let list: Vec<_> = faults.iter().map(Fault::to_string).collect();
        assert!(faults.is_empty(), "{}", list.join("\n\n"));
    }
}
