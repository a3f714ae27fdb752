//! A made-up tool that keeps every rule, and what breaks them.

use serde_json::{Value, json};

/// A tool that keeps every rule.
pub(super) fn good_tool() -> Value {
    json!({
        "name": "find_birds",
        "title": "Find birds",
        "description": "Finds birds by colour and size. Use it for questions about birds.",
        "annotations": {
            "title": "Find birds",
            "readOnlyHint": true,
            "destructiveHint": false,
            "idempotentHint": true,
            "openWorldHint": false,
        },
        "inputSchema": {
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "colours": {
                    "type": "array",
                    "items": {"type": "string", "enum": ["red", "blue"]},
                    "description": "Colours, e.g. `[\"red\"]`.",
                },
                "size": {"type": "integer", "minimum": 1, "description": "Size in cm."},
            },
            "required": ["size"],
        },
        "outputSchema": {
            "type": "object",
            "properties": {
                "count": {"type": "integer"},
                "birds": {
                    "type": "array",
                    "items": {"type": "object", "properties": {"name": {"type": "string"}}},
                },
            },
        },
    })
}

/// The tool with other JSON at a place, or without what is there.
pub(super) fn changed(place: &str, json: Option<&str>) -> Value {
    let mut tool = good_tool();
    let (parent, member) = place.rsplit_once('/').unwrap();
    let parent = tool.pointer_mut(parent).unwrap();
    match json {
        Some(json) => parent[member] = serde_json::from_str(json).unwrap(),
        None => drop(parent.as_object_mut().unwrap().remove(member).unwrap()),
    }
    tool
}

/// A rule, a place in the tool, and the JSON there that breaks the rule; or its absence does.
pub(super) type Fault = (&'static str, &'static str, Option<&'static str>);

pub(super) const FAULTS: &[Fault] = &[
    ("a short plain name", "/name", None),
    ("a short plain name", "/name", Some(r#""Find birds""#)),
    (
        "a short plain name",
        "/name",
        Some(r#""find_birds_that_are_red_and_birds_that_are_blue""#),
    ),
    ("a title in both places", "/title", None),
    ("a title in both places", "/title", Some(r#""""#)),
    (
        "a title in both places",
        "/annotations/title",
        Some(r#""Birds""#),
    ),
    ("all four hints", "/annotations/readOnlyHint", None),
    ("all four hints", "/annotations/destructiveHint", None),
    ("all four hints", "/annotations/idempotentHint", None),
    (
        "all four hints",
        "/annotations/openWorldHint",
        Some(r#""no""#),
    ),
    (
        "a description of 40 to 1024 characters",
        "/description",
        None,
    ),
    (
        "a description of 40 to 1024 characters",
        "/description",
        Some(r#""Finds birds.""#),
    ),
    ("an object at the root", "/inputSchema", None),
    (
        "an object at the root",
        "/inputSchema/type",
        Some(r#""string""#),
    ),
    (
        "an object at the root",
        "/outputSchema/type",
        Some(r#""string""#),
    ),
    (
        "no boolean for a schema",
        "/inputSchema/properties/size",
        Some("true"),
    ),
    (
        "no boolean for a schema",
        "/outputSchema/properties/birds/items",
        Some("false"),
    ),
    (
        "no combination of schemas",
        "/inputSchema/anyOf",
        Some(r#"[{"type": "string"}]"#),
    ),
    (
        "no combination of schemas",
        "/inputSchema/oneOf",
        Some("[]"),
    ),
    (
        "no combination of schemas",
        "/outputSchema/allOf",
        Some("[]"),
    ),
    (
        "no combination of schemas",
        "/inputSchema/properties/size/not",
        Some(r#"{"type": "string"}"#),
    ),
    (
        "no combination of schemas",
        "/inputSchema/properties/size/if",
        Some(r#"{"type": "string"}"#),
    ),
    (
        "no reference",
        "/inputSchema/properties/size/$ref",
        Some(r#""https://example.com/size.json""#),
    ),
    (
        "no reference",
        "/outputSchema/properties/birds/items/$ref",
        Some(r##""#/$defs/bird""##),
    ),
    (
        "no reference",
        "/inputSchema/$defs",
        Some(r#"{"size": {"type": "integer"}}"#),
    ),
    ("a type", "/inputSchema/properties/size/type", None),
    ("a type", "/outputSchema/properties/birds/items/type", None),
    (
        "one type",
        "/inputSchema/properties/size/type",
        Some(r#"["integer", "string"]"#),
    ),
    (
        "no null",
        "/inputSchema/properties/size/type",
        Some(r#""null""#),
    ),
    (
        "no null",
        "/outputSchema/properties/count/nullable",
        Some("true"),
    ),
    (
        "properties in each object",
        "/outputSchema/properties",
        None,
    ),
    (
        "properties in each object",
        "/outputSchema/properties",
        Some("{}"),
    ),
    (
        "properties in each object",
        "/outputSchema/properties/birds/items/properties",
        None,
    ),
    (
        "plain names of properties",
        "/outputSchema/properties/a.b",
        Some(r#"{"type": "string"}"#),
    ),
    (
        "plain names of properties",
        "/outputSchema/properties/Größe",
        Some(r#"{"type": "string"}"#),
    ),
    (
        "only properties required",
        "/inputSchema/required",
        Some(r#"["weight"]"#),
    ),
    (
        "items in each array",
        "/inputSchema/properties/colours/items",
        None,
    ),
    (
        "items in each array",
        "/outputSchema/properties/birds/items",
        None,
    ),
    (
        "enums of strings only",
        "/inputSchema/properties/size/enum",
        Some("[1, 2]"),
    ),
    (
        "enums of strings only",
        "/inputSchema/properties/colours/items/enum",
        Some("[]"),
    ),
    (
        "enums of strings only",
        "/inputSchema/properties/colours/items/enum",
        Some(r#"["red", 1]"#),
    ),
    (
        "enums of strings only",
        "/inputSchema/enum",
        Some(r#"["{}"]"#),
    ),
    (
        "no format but date-time",
        "/inputSchema/properties/size/format",
        Some(r#""int32""#),
    ),
    (
        "no format in results",
        "/outputSchema/properties/count/format",
        Some(r#""date-time""#),
    ),
    (
        "no keyword that some client doesn't know",
        "/inputSchema/properties/size/const",
        Some("1"),
    ),
    (
        "no keyword that some client doesn't know",
        "/inputSchema/$schema",
        Some(r#""https://json-schema.org/draft/2020-12/schema""#),
    ),
    (
        "no keyword that some client doesn't know",
        "/inputSchema/properties/size/x-mcp-header",
        Some(r#""Size""#),
    ),
    (
        "flat arguments",
        "/inputSchema/properties/size",
        Some(
            r#"{"type": "object", "properties": {"cm": {"type": "integer"}}, "description": "Size."}"#,
        ),
    ),
    (
        "flat arguments",
        "/inputSchema/properties/colours/items",
        Some(r#"{"type": "array", "items": {"type": "string"}}"#),
    ),
    (
        "each argument explained where it is listed first",
        "/inputSchema/properties/size/description",
        None,
    ),
    (
        "5 to 400 characters in the description of an argument",
        "/inputSchema/properties/size/description",
        Some(r#""Size""#),
    ),
];
