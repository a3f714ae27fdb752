//! Pages that hosts show inside the conversation: the extension MCP Apps
//! (<https://github.com/modelcontextprotocol/ext-apps/blob/main/specification/2026-01-26/apps.mdx>).
//!
//! A tool names the resource that shows its results; the host reads that, runs it in a sandbox and hands it the
//! results. What is listed never depends on who asks, as lists are cached across callers: a client without the
//! extension ignores a member of `_meta` that it doesn't know.

use serde::Serialize;

/// How both sides name the extension in `capabilities.extensions`.
pub(super) const EXTENSION: &str = "io.modelcontextprotocol/ui";

/// The only kind of page there is, as a resource's MIME type and among those that a client takes.
pub const UI_MIME_TYPE: &str = "text/html;profile=mcp-app";

/// What a resource tells hosts that show it. It reaches no origin: what the page needs it brings along, and
/// everything else it asks the host for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceUi {
    /// Whether the host is to put a border around it.
    pub prefers_border: bool,
}

/// `_meta` of a resource, where it is listed and where it is read: hosts look in the second place, and may look
/// in the first before they read.
#[derive(Debug, Serialize)]
pub(super) struct ResourceMeta {
    ui: ResourceSettings,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ResourceSettings {
    csp: Csp,
    prefers_border: bool,
}

/// Without it the same holds, but hosts can't tell what was not declared from what is not needed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Csp {
    connect_domains: [&'static str; 0],
    resource_domains: [&'static str; 0],
}

impl From<ResourceUi> for ResourceMeta {
    fn from(ui: ResourceUi) -> Self {
        Self {
            ui: ResourceSettings {
                csp: Csp {
                    connect_domains: [],
                    resource_domains: [],
                },
                prefers_border: ui.prefers_border,
            },
        }
    }
}

/// `_meta` of a tool. Without a `visibility` both the model and the app may call it.
#[derive(Debug, Serialize)]
pub(super) struct ToolMeta {
    ui: ToolSettings,
    /// Where it stood in drafts. Some hosts looked nowhere else for long
    /// (<https://github.com/assistant-ui/assistant-ui/pull/5314>), so the official server library writes both.
    #[serde(rename = "ui/resourceUri")]
    draft: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ToolSettings {
    resource_uri: &'static str,
}

impl ToolMeta {
    pub(super) fn new(resource_uri: &'static str) -> Self {
        Self {
            ui: ToolSettings { resource_uri },
            draft: resource_uri,
        }
    }
}
