//! Prompts: what a person may pick to start a conversation.

use std::collections::BTreeMap;

use serde::Serialize;
use thiserror::Error;

use super::{BoxFuture, Client, CompleteHandler, Content, Interruption};

/// Values by argument name. Unknown names and missing required ones never reach a handler.
pub type PromptArguments = BTreeMap<String, String>;

/// Writes a prompt's messages.
pub type PromptHandler<C> =
    for<'a> fn(&'a C, PromptArguments, Client) -> BoxFuture<'a, Result<PromptResult, PromptError>>;

/// One prompt (<https://modelcontextprotocol.io/specification/2026-07-28/server/prompts#prompt>).
pub struct Prompt<C: 'static> {
    /// For programs.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// What it leads to.
    pub description: &'static str,
    /// In the order they are asked for.
    pub arguments: &'static [PromptArgument<C>],
    /// The work.
    pub get: PromptHandler<C>,
}

/// One argument of a prompt. Values are strings in every revision.
pub struct PromptArgument<C: 'static> {
    /// For programs.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// What to write, with an example.
    pub description: &'static str,
    /// Whether the prompt can't be had without it.
    pub required: bool,
    /// Suggests values while they are typed.
    pub complete: Option<CompleteHandler<C>>,
}

/// The messages to start with
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#getpromptresult>).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PromptResult {
    /// What these messages lead to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// In the order they are said.
    pub messages: Vec<PromptMessage>,
}

/// One message of a prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PromptMessage {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub content: Content,
}

impl PromptMessage {
    /// Text the user says.
    pub fn user(text: impl Into<String>) -> Self {
        Self {
            role: Role::User,
            content: Content::text(text),
        }
    }
}

/// Who speaks a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The person.
    User,
    /// The model.
    Assistant,
}

/// Why a prompt can't be had. The message is for the person.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PromptError {
    /// An argument's value can't be used.
    #[error("{0}")]
    InvalidArgument(String),
    /// Something the prompt needs can't be reached.
    #[error("{0}")]
    Unavailable(String),
    /// The client has to do its part first.
    #[error(transparent)]
    Interrupted(#[from] Interruption),
}
