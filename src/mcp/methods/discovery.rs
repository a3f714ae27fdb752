//! What a client learns first: `initialize` in one era, `server/discover` in the other.

use serde::{Deserialize, Serialize};

use super::super::jsonrpc::Params;
use super::super::version::{self, Legacy};
use super::super::{Error, Implementation, Server};

/// What the server offers. Nothing ever changes or is pushed, so no option is set
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#servercapabilities>).
#[derive(Serialize)]
pub(super) struct Capabilities {
    #[serde(skip_serializing_if = "Option::is_none")]
    tools: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prompts: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resources: Option<Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    completions: Option<Plain>,
}

/// A capability without options.
#[derive(Serialize)]
struct Plain {}

impl Capabilities {
    pub(super) fn of<C>(server: &Server<C>) -> Self {
        let completes = server
            .prompts
            .iter()
            .flat_map(|prompt| prompt.arguments)
            .any(|argument| argument.complete.is_some())
            || server
                .templates
                .iter()
                .any(|template| !template.variables.is_empty());
        let when = |offered: bool| offered.then_some(Plain {});
        Self {
            tools: when(!server.tools.is_empty()),
            prompts: when(!server.prompts.is_empty()),
            resources: when(!server.resources.is_empty() || !server.templates.is_empty()),
            completions: when(completes),
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
        capabilities: Capabilities::of(server),
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
        capabilities: Capabilities::of(server),
        instructions: server.instructions,
    }
}
