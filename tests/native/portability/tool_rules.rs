//! Demands on the list of tools and on each tool, its schemas aside.

use super::rule::{Holds, Rule};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "at most 40 tools",
        client: "Cursor",
        reason: "advises no more for all servers together; VS Code sends 128 a request",
        holds: Holds::List(|tools| tools.len() <= 40),
    },
    Rule {
        name: "a short plain name",
        client: "Cursor",
        reason: "hides a tool whose name has more than 60 characters with the server's; Gemini CLI cuts at 63 and \
                 ChatGPT takes letters, digits, `_` and `-` only",
        holds: Holds::Tool(|tool| tool["name"].as_str().is_some_and(is_name)),
    },
    Rule {
        name: "a title in both places",
        client: "Claude's directory",
        reason: "wants one; clients of 2025-03-26 know it as an annotation only",
        holds: Holds::Tool(|tool| {
            let title = tool["title"].as_str();
            title.is_some_and(|title| !title.is_empty() && tool["annotations"]["title"] == title)
        }),
    },
    Rule {
        name: "all four hints",
        client: "ChatGPT",
        reason: "asks the user about each call, as two of the hints are alarming when left out",
        holds: Holds::Tool(|tool| {
            let hints = [
                "readOnlyHint",
                "destructiveHint",
                "idempotentHint",
                "openWorldHint",
            ];
            hints
                .iter()
                .all(|hint| tool["annotations"][hint].is_boolean())
        }),
    },
    Rule {
        name: "a description of 40 to 1024 characters",
        client: "OpenAI's API",
        reason: "refuses a longer one; a shorter one doesn't tell a model when to call the tool",
        holds: Holds::Tool(|tool| {
            let description = tool["description"].as_str().unwrap_or_default();
            (40..=1024).contains(&description.chars().count())
        }),
    },
    Rule {
        name: "each argument explained where it is listed first",
        client: "all models",
        reason: "they see nothing else of it",
        holds: Holds::List(|tools| {
            let mut known = BTreeSet::new();
            let arguments = tools
                .iter()
                .filter_map(|tool| tool["inputSchema"]["properties"].as_object());
            arguments.flatten().all(|(name, schema)| {
                let argument = (name, schema["type"].as_str());
                if schema.get("description").is_some() {
                    known.insert(argument);
                }
                !schema.is_object() || known.contains(&argument) || explains_itself(name, schema)
            })
        }),
    },
];

/// Whether the name of an argument says what it is, or its values do.
fn explains_itself(name: &str, schema: &Value) -> bool {
    let values = schema.get("items").unwrap_or(schema);
    name.ends_with("_id") || values.get("enum").is_some()
}

/// A name that every client takes, for a tool or an argument.
pub(super) fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= 40
        && name.chars().all(plain)
}
