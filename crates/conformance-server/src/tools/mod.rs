//! The tools, by what they show of the protocol.

mod capabilities;
mod content;
mod headers;
mod input;
mod logging;
mod progress;
mod schema;

use crate::app::Anybody;
use defectdojo_mcp::mcp::{Annotations, Content, Tool, ToolHandler, ToolResult};
use serde_json::json;

/// None of them does anything to the world.
const HARMLESS: Annotations = Annotations {
    read_only: true,
    destructive: false,
    idempotent: true,
    open_world: false,
};

/// All of them. The first is one that can be called without arguments: a scenario calls whichever it is.
pub(crate) fn all() -> Vec<Tool<Anybody>> {
    let mut tools = content::all();
    tools.extend(logging::all());
    tools.extend(capabilities::all());
    tools.extend(input::all());
    tools.extend([progress::tool(), schema::tool(), headers::tool()]);
    tools
}

/// A tool without arguments.
fn plain(
    name: &'static str,
    description: &'static str,
    call: ToolHandler<Anybody>,
) -> Tool<Anybody> {
    Tool {
        name,
        title: name,
        description,
        annotations: HARMLESS,
        input_schema: |_| json!({ "type": "object", "properties": {}, "additionalProperties": false }),
        headers: &[],
        output_schema: None,
        ui: None,
        call,
    }
}

/// An answer of text alone.
fn text(text: impl Into<String>) -> ToolResult {
    ToolResult::content(vec![Content::text(text)])
}
