//! What users and models are asked, and how users answer.

use defectdojo_mcp::mcp::{Elicit, Field, FieldKind, Sample, SamplingMessage};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Name {
    pub(crate) name: String,
}

pub(crate) fn name() -> Elicit {
    one("What is your name?", "name", FieldKind::Text)
}

#[derive(Deserialize)]
pub(crate) struct Color {
    pub(crate) color: String,
}

pub(crate) fn color() -> Elicit {
    one("Which colour do you like best?", "color", FieldKind::Text)
}

#[derive(Deserialize)]
pub(crate) struct Confirmation {
    pub(crate) ok: bool,
}

pub(crate) fn confirmation() -> Elicit {
    one("Do you agree?", "ok", FieldKind::Boolean)
}

#[derive(Deserialize)]
pub(crate) struct Topic {
    pub(crate) context: String,
}

pub(crate) fn topic() -> Elicit {
    one("What is it about?", "context", FieldKind::Text)
}

/// A form with one field.
fn one(question: &str, field: &'static str, kind: FieldKind) -> Elicit {
    Elicit::form(question, vec![Field::required(field, "Your answer.", kind)])
}

/// A question to the model, to be answered in short.
pub(crate) fn sample(question: &str) -> Sample {
    Sample {
        messages: vec![SamplingMessage::user(question)],
        system_prompt: None,
        max_tokens: 100,
    }
}
