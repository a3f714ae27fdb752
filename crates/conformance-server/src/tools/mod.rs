//! The tools, by what they show of the protocol.

mod capabilities;
mod content;
mod headers;
mod input;
mod logging;
mod progress;
mod schema;

use crate::app::Anybody;
use defectdojo_mcp::mcp::{
    Annotations, Content, Description, Listing, Tool, ToolHandler, ToolResult,
};
use serde_json::{Value, json};

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
    let schema: Schema =
        |_| json!({ "type": "object", "properties": {}, "additionalProperties": false });
    with(name, description, schema, call)
}

/// What the arguments of a tool are.
type Schema = fn(&Anybody) -> Value;

/// A tool with the arguments of `input_schema`.
fn with(
    name: &'static str,
    description: &'static str,
    input_schema: Schema,
    call: ToolHandler<Anybody>,
) -> Tool<Anybody> {
    Tool {
        name,
        listing: Listing::Described(Description {
            title: name,
            description,
            annotations: HARMLESS,
            input_schema,
            output_schema: None,
            ui: None,
        }),
        headers: &[],
        call,
    }
}

/// An answer of text alone.
fn text(text: impl Into<String>) -> ToolResult {
    ToolResult::content(vec![Content::text(text)])
}
