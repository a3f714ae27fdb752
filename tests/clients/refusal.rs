//! What a client's user is told when the token is missing or wrong: the fault, and what to do about it.

use crate::script::Questions;
use crate::transcript::{Call, Session, Transcript};
use dojo_sim::{Account, Sim};
use serde_json::{Value, json};

/// A way to get the header wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It has no form that a token could be in: HTTP 401.
    Malformed,
    /// There is none: no tool works.
    Missing,
    /// A token that DefectDojo does not know: no tool works.
    Rejected,
}

/// Words that have to reach the user: what is wrong, and what to do.
pub(crate) type Words = &'static [&'static str];

impl Refusal {
    pub(crate) const ALL: [Self; 3] = [Self::Malformed, Self::Missing, Self::Rejected];

    /// As the table has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Malformed => "words on a malformed header",
            Self::Missing => "words on a missing header",
            Self::Rejected => "words on a rejected token",
        }
    }

    /// The header's value.
    pub(crate) fn authorization(self, sim: &Sim) -> Option<String> {
        match self {
            Self::Malformed => Some("Token <your API token>".to_owned()),
            Self::Missing => None,
            Self::Rejected => Some(format!("Token {}", rejected(sim))),
        }
    }

    /// The words of the server.
    pub(crate) fn words(self) -> Words {
        match self {
            Self::Malformed => &[
                "The Authorization header is not in a form that can be used",
                "as `Authorization: Token <your API token>`",
            ],
            Self::Missing => &[
                "No DefectDojo API token",
                "Set the header `Authorization: Token <your API token>` in the MCP client's configuration",
            ],
            Self::Rejected => &[
                "DefectDojo does not know this API token",
                "copy the current one from its page \"API v2 Key\"",
            ],
        }
    }
}

/// Nothing where all of `words` reach the user in what the client shows; else what is missing.
pub(crate) fn fault(transcript: &Transcript, words: Words) -> Option<String> {
    let said = match &transcript.session {
        Err(words) => words.clone(),
        Ok(session) => shown(session),
    };
    let missing = words.iter().find(|words| !said.contains(*words))?;
    Some(format!("{missing:?} is not in {said:?}"))
}

/// The one call that is made.
pub(crate) fn questions() -> Questions {
    Questions {
        calls: vec![json!({"name": "get_findings", "arguments": {"limit": 0}})],
        ..Questions::default()
    }
}

/// A token in the right form, of nobody: an account's, backwards.
fn rejected(sim: &Sim) -> String {
    sim.token(Account::Admin).chars().rev().collect()
}

/// What the one call said, where it told of an error.
fn shown(session: &Session) -> String {
    let calls = session.calls.as_deref().unwrap_or_default();
    let texts = calls.iter().map(|call| match call {
        Call::Answered { result, .. } if result["isError"] == true => text(result),
        Call::Answered { .. } => String::new(),
        Call::Failed { failure } => failure.clone(),
    });
    texts.collect()
}

fn text(result: &Value) -> String {
    let parts = result["content"].as_array().into_iter().flatten();
    parts.filter_map(|part| part["text"].as_str()).collect()
}
