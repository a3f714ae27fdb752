//! Every schema of a tool is a schema of JSON Schema 2020-12, the dialect of a schema that names none
//! (<https://modelcontextprotocol.io/specification/2026-07-28/basic/index#json-schema-usage>).

use super::tools::{tools, tools_without_token};
use jsonschema::draft202012::{meta, new};
use serde_json::{Value, json};

/// Whether it is one by the meta-schema, and its patterns, which the meta-schema doesn't read, can be read.
fn check(schema: &Value) -> Result<(), String> {
    meta::validate(schema).map_err(|error| error.to_string())?;
    new(schema).map(drop).map_err(|error| error.to_string())
}

#[test]
fn the_schemas_are_schemas() {
    for tool in [tools(), tools_without_token()].concat() {
        for schema in ["inputSchema", "outputSchema"] {
            let Some(schema) = tool.get(schema) else {
                continue;
            };
            check(schema).unwrap_or_else(|error| panic!("{}: {error}", tool["name"]));
        }
    }
}

#[test]
fn what_is_no_schema_is_refused() {
    assert!(check(&json!({"type": "object", "properties": {}})).is_ok());
    for bad in [
        json!({"type": "text"}),
        json!({"type": "object", "properties": []}),
        json!({"type": "object", "properties": {"a": {"type": "string", "pattern": "("}}}),
        json!({"type": "object", "properties": {"a": {"type": "array", "items": [{"type": "string"}]}}}),
        json!({"type": "object", "required": "a"}),
        json!({"type": "object", "properties": {"a": {"type": "integer", "minimum": "1"}}}),
        json!({"type": "object", "properties": {"a": {"type": "string", "enum": "b"}}}),
        json!({"type": "object", "properties": {"a": {"type": "string", "description": 1}}}),
    ] {
        assert!(check(&bad).is_err(), "{bad}");
    }
}
