//! Demands on the schemas of arguments and results.

use super::rule::{Holds, Rule};
use super::tool_rules::is_name;
use serde_json::Value;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "an object at the root",
        client: "MCP's TypeScript SDK 1",
        reason: "drops the whole list",
        holds: Holds::Root(|schema| schema["type"] == "object"),
    },
    Rule {
        name: "no boolean for a schema",
        client: "MCP's TypeScript SDK 1",
        reason: "drops the whole list; Inspector calls it an error",
        holds: Holds::Schema(|schema| !schema.is_boolean()),
    },
    Rule {
        name: "no combination of schemas",
        client: "Anthropic's API",
        reason: "refuses the whole request; Claude Code and ChatGPT drop the tool",
        holds: Holds::Schema(|schema| lacks(schema, COMBINATIONS)),
    },
    Rule {
        name: "no reference",
        client: "Gemini's API",
        reason: "refuses the whole request where its host resolves none; Inspector warns of remote ones",
        holds: Holds::Schema(|schema| lacks(schema, REFERENCES)),
    },
    Rule {
        name: "a type",
        client: "Inspector",
        reason: "warns of a schema that says nothing",
        holds: Holds::Schema(|schema| !schema.is_object() || schema.get("type").is_some()),
    },
    Rule {
        name: "one type",
        client: "Gemini's API",
        reason: "refuses the whole request; Inspector warns",
        holds: Holds::Schema(|schema| !schema["type"].is_array()),
    },
    Rule {
        name: "no null",
        client: "MCP's TypeScript SDK 1",
        reason: "fails a call whose result holds null where its schema has another type, and other clients know \
                 no way to say both",
        holds: Holds::Schema(|schema| schema["type"] != "null" && lacks(schema, &["nullable"])),
    },
    Rule {
        name: "properties in each object",
        client: "Gemini's API",
        reason: "refuses the whole request, also for none in it; ChatGPT wants them too",
        holds: Holds::Schema(|schema| {
            let properties = schema["properties"].as_object();
            schema["type"] != "object"
                || properties.is_some_and(|properties| !properties.is_empty())
        }),
    },
    Rule {
        name: "plain names of properties",
        client: "Claude Code",
        reason: "drops a tool with one beyond ^[a-zA-Z0-9_.-]{1,64}$, and ChatGPT takes no dots",
        holds: Holds::Schema(|schema| {
            let properties = schema["properties"].as_object();
            properties
                .into_iter()
                .flatten()
                .all(|(name, _)| is_name(name))
        }),
    },
    Rule {
        name: "only properties required",
        client: "Gemini's API",
        reason: "refuses the whole request",
        holds: Holds::Schema(|schema| {
            let required = schema["required"].as_array().into_iter().flatten();
            required
                .filter_map(Value::as_str)
                .all(|name| schema["properties"].get(name).is_some())
        }),
    },
    Rule {
        name: "items in each array",
        client: "VS Code",
        reason: "refuses the tool; ChatGPT wants them too",
        holds: Holds::Schema(|schema| schema["type"] != "array" || !schema["items"].is_null()),
    },
    Rule {
        name: "enums of strings only",
        client: "Gemini's API",
        reason: "refuses the whole request; ChatGPT takes none at the root",
        holds: Holds::Schema(|schema| match schema.get("enum") {
            None => true,
            Some(values) => {
                let values = values.as_array().map_or(&[][..], Vec::as_slice);
                schema["type"] == "string"
                    && !values.is_empty()
                    && values.iter().all(Value::is_string)
            }
        }),
    },
    Rule {
        name: "no format but date-time",
        client: "Gemini's API",
        reason: "refuses the whole request",
        holds: Holds::Schema(|schema| {
            matches!(schema["format"].as_str(), None | Some("date-time"))
        }),
    },
    Rule {
        name: "no format in results",
        client: "MCP's TypeScript SDK 1",
        reason: "fails a call whose result is not to the letter of the format",
        holds: Holds::Output(|schema| lacks(schema, &["format"])),
    },
    Rule {
        name: "no keyword that some client doesn't know",
        client: "Gemini's API",
        reason: "refuses the whole request: it knows a part of JSON Schema, and Gemini CLI takes out no more than \
                 `$schema` and `additionalProperties`",
        holds: Holds::Schema(|schema| {
            let known = |keyword: &&String| {
                [KEYWORDS, COMBINATIONS, REFERENCES]
                    .concat()
                    .contains(&keyword.as_str())
            };
            schema
                .as_object()
                .into_iter()
                .flat_map(|schema| schema.keys())
                .all(|keyword| known(&keyword))
        }),
    },
    Rule {
        name: "flat arguments",
        client: "all models",
        reason: "they fill in scalars and lists of scalars more reliably than objects",
        holds: Holds::Argument(|schema| {
            let nested = |schema: &Value| schema["type"] == "object" || schema["type"] == "array";
            schema["type"] != "object" && !nested(&schema["items"])
        }),
    },
    Rule {
        name: "5 to 400 characters in the description of an argument",
        client: "all models",
        reason: "they read it with every request",
        holds: Holds::Argument(|schema| {
            let description = schema["description"].as_str();
            description.is_none_or(|text| (5..=400).contains(&text.chars().count()))
        }),
    },
];

const COMBINATIONS: &[&str] = &["anyOf", "oneOf", "allOf", "not", "if", "then", "else"];
const REFERENCES: &[&str] = &[
    "$ref",
    "$defs",
    "definitions",
    "$dynamicRef",
    "$id",
    "$anchor",
];
/// What is of use here, and what the rules above speak of.
const KEYWORDS: &[&str] = &[
    "type",
    "description",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "maxItems",
    "enum",
    "pattern",
    "minimum",
    "maximum",
    "format",
    "nullable",
];

fn lacks(schema: &Value, keywords: &[&str]) -> bool {
    keywords.iter().all(|keyword| schema.get(keyword).is_none())
}
