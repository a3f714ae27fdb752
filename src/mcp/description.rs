//! What clients are told of a tool.

use serde::Serialize;
use serde_json::Value;

use super::Tool;
use super::ui::ToolMeta;

/// What clients are told of a tool, besides its name and its headers.
pub struct Description<C: 'static> {
    /// For people.
    pub title: &'static str,
    /// When to use it and what comes back.
    pub description: &'static str,
    /// What the call does to the world.
    pub annotations: Annotations,
    /// JSON Schema of the arguments, an object at its root.
    pub input_schema: fn(&C) -> Value,
    /// JSON Schema of the structured content; with it, every successful result has to conform.
    pub output_schema: Option<fn(&C) -> Value>,
    /// The URI of the resource that shows its results, where a host can.
    pub ui: Option<&'static str>,
}

/// Hints on a tool's effects. All four are always sent, since two of them default to the alarming
/// value (<https://modelcontextprotocol.io/specification/2026-07-28/schema#toolannotations>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the specification has four independent hints"
)]
pub struct Annotations {
    /// Changes nothing.
    #[serde(rename = "readOnlyHint")]
    pub read_only: bool,
    /// May destroy; has a meaning only where `read_only` is false.
    #[serde(rename = "destructiveHint")]
    pub destructive: bool,
    /// A second call with the same arguments changes nothing more.
    #[serde(rename = "idempotentHint")]
    pub idempotent: bool,
    /// Reaches beyond a closed set of things.
    #[serde(rename = "openWorldHint")]
    pub open_world: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    input_schema: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_schema: Option<Value>,
    annotations: TitledAnnotations,
    #[serde(rename = "_meta", skip_serializing_if = "Option::is_none")]
    meta: Option<ToolMeta>,
}

/// 2025-03-26 knows a tool's title only as an annotation.
#[derive(Serialize)]
struct TitledAnnotations {
    title: &'static str,
    #[serde(flatten)]
    hints: Annotations,
}

impl<C> Description<C> {
    /// JSON of the tool that is described.
    pub(super) fn json(&self, tool: &Tool<C>, context: &C) -> String {
        let mut input_schema = (self.input_schema)(context);
        for header in tool.headers {
            header.annotate(&mut input_schema);
        }
        let listed = Listed {
            name: tool.name,
            title: self.title,
            description: self.description,
            input_schema,
            output_schema: self.output_schema.map(|schema| schema(context)),
            annotations: TitledAnnotations {
                title: self.title,
                hints: self.annotations,
            },
            meta: self.ui.map(ToolMeta::new),
        };
        // Writing these types has no way to fail.
        serde_json::to_string(&listed).unwrap_or_default()
    }
}
