//! A server as data: what the protocol layer needs to know to serve it.

use std::pin::Pin;

use serde::Serialize;

use super::{Prompt, Resource, ResourceTemplate, States, Tool};

/// What a handler returns. Not `Send`: a WASI 0.2 component has one thread.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What a server is called and what it offers. `C` is the context of one request (credentials,
/// clients), which every handler gets; nothing else reaches a handler, so no request sees another's.
///
/// A capability is advertised exactly when its list has an entry, or its flag is set.
pub struct Server<C: 'static> {
    /// Who answers.
    pub info: Implementation,
    /// How to use the server, most important first: clients cut it at 2,048 characters.
    pub instructions: &'static str,
    /// In the order they are listed.
    pub tools: Vec<Tool<C>>,
    /// In the order they are listed.
    pub prompts: Vec<Prompt<C>>,
    /// In the order they are listed.
    pub resources: Vec<Resource<C>>,
    /// In the order they are listed; the first that fits a URI reads it.
    pub templates: Vec<ResourceTemplate<C>>,
    /// Whether any handler writes to its log. What it says is for people, not for the model.
    pub logs: bool,
    /// How handlers may leave state with a client; without it none can.
    pub states: Option<States<C>>,
}

/// The name and version of a server
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#implementation>).
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Implementation {
    /// For programs.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// Version of the implementation, not of the protocol.
    pub version: &'static str,
    /// Where to read more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website_url: Option<&'static str>,
}
