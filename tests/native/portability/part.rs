//! The parts of a list of tools that a rule can be about.

use serde_json::Value;

/// A part, and where it is.
pub(super) struct Part<'a> {
    pub(super) json: &'a Value,
    pub(super) place: String,
}

/// The tools themselves.
pub(super) fn tools(tools: &[Value]) -> Vec<Part<'_>> {
    let parts = tools.iter().map(|json| {
        let place = json["name"]
            .as_str()
            .unwrap_or("a nameless tool")
            .to_owned();
        Part { json, place }
    });
    parts.collect()
}

/// The schemas of their arguments, which each has to have, and of their results.
pub(super) fn roots(list: &[Value]) -> Vec<Part<'_>> {
    let parts = tools(list).into_iter().flat_map(|tool| {
        let input = Some(tool.at("inputSchema", &tool.json["inputSchema"]));
        [input, output(&tool)].into_iter().flatten()
    });
    parts.collect()
}

/// Those, and all schemas inside them.
pub(super) fn schemas(list: &[Value]) -> Vec<Part<'_>> {
    roots(list).into_iter().flat_map(Part::with_inner).collect()
}

/// The schemas of their results, and all schemas inside them.
pub(super) fn outputs(list: &[Value]) -> Vec<Part<'_>> {
    let outputs = tools(list).into_iter().filter_map(|tool| output(&tool));
    outputs.flat_map(Part::with_inner).collect()
}

/// The schemas of their arguments, one by one.
pub(super) fn arguments(list: &[Value]) -> Vec<Part<'_>> {
    let parts = tools(list).into_iter().flat_map(|tool| {
        let arguments = tool.json["inputSchema"]["properties"].as_object();
        let arguments = arguments.into_iter().flatten();
        arguments.map(move |(name, schema)| tool.at(name, schema))
    });
    parts.collect()
}

fn output<'a>(tool: &Part<'a>) -> Option<Part<'a>> {
    let schema = tool.json.get("outputSchema")?;
    Some(tool.at("outputSchema", schema))
}

impl<'a> Part<'a> {
    fn at(&self, name: &str, json: &'a Value) -> Self {
        let place = format!("{}/{name}", self.place);
        Self { json, place }
    }

    /// A schema, and all schemas inside it.
    fn with_inner(self) -> Vec<Self> {
        let members = self.json.as_object().into_iter().flatten();
        let inner = members.flat_map(|(keyword, value)| self.at(keyword, value).schemas(keyword));
        let inner: Vec<_> = inner.flat_map(Self::with_inner).collect();
        [self].into_iter().chain(inner).collect()
    }

    /// The schemas that the value of a keyword holds.
    fn schemas(self, keyword: &str) -> Vec<Self> {
        match (keyword, self.json) {
            // `false` is no schema to any client here, but says that the object is closed.
            ("additionalProperties", Value::Bool(_)) => vec![],
            (
                "properties" | "patternProperties" | "$defs" | "definitions",
                Value::Object(named),
            ) => named
                .iter()
                .map(|(name, schema)| self.at(name, schema))
                .collect(),
            ("anyOf" | "oneOf" | "allOf" | "prefixItems", Value::Array(schemas)) => {
                let numbered = schemas.iter().enumerate();
                numbered
                    .map(|(index, schema)| self.at(&index.to_string(), schema))
                    .collect()
            }
            ("items" | "additionalProperties" | "not" | "if" | "then" | "else", _) => vec![self],
            _ => vec![],
        }
    }
}
