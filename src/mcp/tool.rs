//! Tools: what a model may call.

use std::borrow::Cow;

use serde::Serialize;

use super::{BoxFuture, Client, Content, Description, Interruption, Log, ParamHeader, Progress};
use crate::record::RequestId;

/// The arguments of a call as the client sent them: checking them is the tool's part, because a
/// model can only mend what it is told in a result
/// (<https://modelcontextprotocol.io/specification/2026-07-28/server/tools#error-handling>).
pub type Arguments = serde_json::Map<String, serde_json::Value>;

/// Runs a tool.
pub type ToolHandler<C> =
    for<'a> fn(&'a C, ToolCall) -> BoxFuture<'a, Result<ToolResult, Interruption>>;

/// What a tool is called with. Has no `Debug`: the arguments may hold a secret.
#[derive(Default)]
pub struct ToolCall {
    /// As the client sent them.
    pub arguments: Arguments,
    /// Where to say how far the call has come.
    pub progress: Progress,
    /// Where to say what the call is at. Nobody listens on a server whose [`logs`](super::Server::logs) is unset.
    pub log: Log,
    /// Who calls.
    pub client: Client,
}

/// One tool (<https://modelcontextprotocol.io/specification/2026-07-28/server/tools#tool>).
pub struct Tool<C: 'static> {
    /// 1 to 64 characters of `A-Za-z0-9_.-`.
    pub name: &'static str,
    /// What clients are told of it.
    pub listing: Listing<C>,
    /// The arguments that travel in headers too.
    pub headers: &'static [ParamHeader],
    /// The work.
    pub call: ToolHandler<C>,
}

/// How a tool is listed. It may depend on the configuration in the context, never on the caller: tool lists are
/// cached across callers.
pub enum Listing<C: 'static> {
    /// By its description, which is written for each list.
    Described(Description<C>),
    /// By JSON that was written from a description before the server was built: to write it anew takes a hundred
    /// times as long as to send it.
    Written(fn(&C) -> Cow<'static, str>),
}

impl<C> Tool<C> {
    /// The tool as JSON, as it stands in the list.
    #[must_use]
    pub fn listed(&self, context: &C) -> Cow<'static, str> {
        match &self.listing {
            Listing::Described(description) => description.json(self, context).into(),
            Listing::Written(json) => json(context),
        }
    }
}

/// What a call gave
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#calltoolresult>).
#[derive(Clone, Debug)]
pub struct ToolResult {
    /// Without the text of a structured result, which is written with it.
    content: Vec<Content>,
    /// A JSON object.
    structured_content: Option<String>,
    is_error: bool,
    /// Of the failure, for the server's operator. Its words are for the model.
    kind: &'static str,
    /// Not for the model. Written together with what every result says in the same place.
    meta: Meta,
}

/// The members of a result that are short.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Outcome {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_error: bool,
}

/// Members of a result's `_meta`.
pub(super) type Meta = serde_json::Map<String, serde_json::Value>;

impl ToolResult {
    /// A JSON object, written once and sent both as `structuredContent` and as text, so that
    /// clients that show one of the two show the same.
    ///
    /// Anything but an object becomes an error result: revisions before 2026-07-28 admit only
    /// objects as structured content, and one bad result makes a client drop the whole answer.
    pub fn structured(object: impl Serialize) -> Self {
        Self::structured_json(serde_json::to_string(&object).unwrap_or_default())
    }

    /// The same of an object that is JSON already, which is not read again: for what was written by a serializer.
    #[must_use]
    pub fn structured_json(object: String) -> Self {
        if !object.starts_with('{') {
            return Self::error("The server made a result that is not a JSON object.");
        }
        Self {
            content: Vec::new(),
            structured_content: Some(object),
            is_error: false,
            kind: "",
            meta: Meta::new(),
        }
    }

    /// Blocks that speak for themselves: text, pictures, resources. Not for a tool with an
    /// `output_schema`, whose results have to be structured.
    #[must_use]
    pub fn content(content: Vec<Content>) -> Self {
        Self {
            content,
            structured_content: None,
            is_error: false,
            kind: "",
            meta: Meta::new(),
        }
    }

    /// A failure in words for the model: what was wrong and what to call instead.
    pub fn error(text: impl Into<String>) -> Self {
        Self::error_of("tool", text)
    }

    /// The same, of a kind that the server's operator gets to see.
    pub fn error_of(kind: &'static str, text: impl Into<String>) -> Self {
        Self {
            content: vec![Content::text(text)],
            structured_content: None,
            is_error: true,
            kind,
            meta: Meta::new(),
        }
    }

    /// The same with `value` in its `_meta`, which no model gets to see: for what a page needs to show the result. So
    /// `key` has a prefix that is the server's own
    /// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/index#meta>).
    #[must_use]
    pub fn with_meta(mut self, key: &'static str, value: impl Into<serde_json::Value>) -> Self {
        self.meta.insert(key.to_owned(), value.into());
        self
    }

    pub(super) fn meta(&self) -> &Meta {
        &self.meta
    }

    pub(super) fn outcome(&self) -> Outcome {
        Outcome {
            is_error: self.is_error,
        }
    }

    /// The result as JSON. `others` are its other members, as an object.
    pub(super) fn written(&self, others: &str) -> serde_json::Result<String> {
        let others = others.strip_prefix('{').unwrap_or_default();
        let comma = if others == "}" { "" } else { "," };
        let Some(object) = &self.structured_content else {
            let content = serde_json::to_string(&self.content)?;
            return Ok(format!("{{\"content\":{content}{comma}{others}"));
        };
        let text = serde_json::to_string(object)?;
        Ok([
            r#"{"content":[{"type":"text","text":"#,
            &text,
            r#"}],"structuredContent":"#,
            object,
            comma,
            others,
        ]
        .concat())
    }

    /// Whether the call failed.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.is_error
    }

    /// The kind of the failure, if it is one.
    pub(super) fn failure(&self) -> Option<&'static str> {
        self.is_error.then_some(self.kind)
    }

    /// An error with the id of its request behind its words.
    pub(super) fn signed(mut self, request: RequestId) -> Self {
        let mut blocks = self.content.iter_mut();
        if let Some(Content::Text { text }) =
            blocks.find(|block| matches!(block, Content::Text { .. }))
        {
            *text = request.sign(text);
        }
        self
    }

    /// The first block of text: the JSON of a structured result, the words of an error. Empty when
    /// there is none.
    #[must_use]
    pub fn text(&self) -> &str {
        let mut texts = self.content.iter().filter_map(|block| match block {
            Content::Text { text } => Some(text.as_str()),
            _ => None,
        });
        let structured = self.structured_content.as_deref();
        structured.or_else(|| texts.next()).unwrap_or_default()
    }
}
