//! The Model Context Protocol over stateless HTTP, for any server described as data.
//!
//! Knows nothing of `DefectDojo` and nothing of WASI: [`Server`] says what is offered.
//! Two eras of the protocol are in use at once and both are served: 2026-07-28, where each request
//! carries its version, and the earlier revisions that open with `initialize`
//! (<https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning>).

mod base64;
mod capability;
mod client;
mod completion;
mod content;
mod description;
mod era;
mod error;
mod exchange;
mod headers;
mod input;
mod interruption;
mod jsonrpc;
mod log;
mod meta;
mod methods;
mod outbox;
mod param_header;
mod progress;
mod prompt;
mod reply;
mod resource;
mod server;
mod state;
#[cfg(test)]
pub(crate) mod tests;
mod tool;
mod ui;
mod uri_template;
mod version;
mod work;
mod written;

pub use base64::Base64;
pub use capability::{ClientCapabilities, ClientCapability};
pub use client::Client;
pub use completion::{CompleteHandler, Completion, CompletionRequest};
pub use content::{Content, EmbeddedResource, ResourceLink};
pub use description::{Annotations, Description};
pub use era::Era;
pub use error::Error;
pub use exchange::handle;
pub use input::{
    Elicit, Elicited, Field, FieldKind, InputRequest, InputRequired, InputResponses, Root, Sample,
    Sampled, SamplingContent, SamplingMessage,
};
pub use interruption::Interruption;
pub use log::{Log, LogLevel};
pub use param_header::ParamHeader;
pub use progress::Progress;
pub use prompt::{
    Prompt, PromptArgument, PromptArguments, PromptError, PromptHandler, PromptMessage,
    PromptResult, Role,
};
pub use reply::{Json, Reply};
pub use resource::{
    Cache, CacheScope, Contents, ReadHandler, ReadTemplateHandler, Resource, ResourceError,
    ResourceTemplate, TemplateVariable, Variables,
};
pub use server::{BoxFuture, Implementation, Server};
pub use state::{StateKey, States};
pub use tool::{Arguments, Listing, Tool, ToolCall, ToolHandler, ToolResult};
pub use ui::{ResourceUi, UI_MIME_TYPE};
