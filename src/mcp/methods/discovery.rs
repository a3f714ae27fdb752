//! What a client learns first: `initialize` in one era, `server/discover` in the other.

use serde::{Deserialize, Serialize};

use super::super::era::Era;
use super::super::jsonrpc::Params;
use super::super::version::{self, Legacy};
use super::super::{Error, Implementation, Server};

/// What the server offers. Nothing ever changes, so nothing is ever told of a change
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#servercapabilities>).
#[derive(Serialize)]
pub(super) struct Capabilities {
    #[serde(skip_serializing_if = "Option::is_none")]
    tools: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prompts: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resources: Option<Resources>,
    #[serde(skip_serializing_if = "Option::is_none")]
    completions: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logging: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<Extensions>,
}

/// By their names, with their settings: this one has none on the side of a server
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#servercapabilities-extensions>). Revisions that
/// don't know the member ignore it.
#[derive(Serialize)]
struct Extensions {
    #[serde(rename = "io.modelcontextprotocol/ui")]
    ui: Plain,
}

/// A capability without options.
#[derive(Serialize)]
struct Plain {}

/// In 2026-07-28 the same flag stands for streams of changes, which are not offered
/// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/subscriptions>).
#[derive(Serialize)]
struct Resources {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    subscribe: bool,
}

impl Capabilities {
    pub(super) fn of<C>(server: &Server<C>, era: Era) -> Self {
        let completes = server
            .prompts
            .iter()
            .flat_map(|prompt| prompt.arguments)
            .any(|argument| argument.complete.is_some())
            || server
                .templates
                .iter()
                .any(|template| !template.variables.is_empty());
        let reads = !server.resources.is_empty() || !server.templates.is_empty();
        let subscribes = server
            .resources
            .iter()
            .any(|resource| resource.subscribable);
        let shows = server
            .resources
            .iter()
            .any(|resource| resource.ui.is_some());
        let when = |offered: bool| offered.then_some(Plain {});
        Self {
            tools: when(!server.tools.is_empty()),
            prompts: when(!server.prompts.is_empty()),
            resources: reads.then_some(Resources {
                subscribe: era == Era::Legacy && subscribes,
            }),
            completions: when(completes),
            logging: when(server.logs),
            extensions: shows.then_some(Extensions { ui: Plain {} }),
        }
    }

    pub(super) fn tools(&self) -> bool {
        self.tools.is_some()
    }

    pub(super) fn prompts(&self) -> bool {
        self.prompts.is_some()
    }

    pub(super) fn resources(&self) -> bool {
        self.resources.is_some()
    }

    pub(super) fn subscriptions(&self) -> bool {
        self.resources
            .as_ref()
            .is_some_and(|resources| resources.subscribe)
    }

    pub(super) fn completions(&self) -> bool {
        self.completions.is_some()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Initialized<'a> {
    protocol_version: &'static str,
    capabilities: Capabilities,
    server_info: &'a Implementation,
    #[serde(skip_serializing_if = "str::is_empty")]
    instructions: &'static str,
}

/// <https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle#initialization>
pub(super) fn initialize<'a, C>(
    server: &'a Server<C>,
    params: Params<'_>,
) -> Result<Initialized<'a>, Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Initialize {
        protocol_version: String,
    }
    let asked: Initialize = params.parse("{ protocolVersion: string, … }")?;
    let version = Legacy::parse(&asked.protocol_version).unwrap_or(Legacy::LATEST);
    Ok(Initialized {
        protocol_version: version.as_str(),
        capabilities: Capabilities::of(server, Era::Legacy),
        server_info: &server.info,
        instructions: server.instructions,
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Discovered {
    /// The official SDKs list only what can be asked for in `_meta`, also where they serve both eras.
    supported_versions: [&'static str; 1],
    capabilities: Capabilities,
    #[serde(skip_serializing_if = "str::is_empty")]
    instructions: &'static str,
}

/// <https://modelcontextprotocol.io/specification/2026-07-28/server/discover>
pub(super) fn discover<C>(server: &Server<C>) -> Discovered {
    Discovered {
        supported_versions: [version::MODERN],
        capabilities: Capabilities::of(server, Era::Modern),
        instructions: server.instructions,
    }
}
