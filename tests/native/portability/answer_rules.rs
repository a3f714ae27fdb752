//! Demands on the result of a call.

use super::rule::{Holds, Rule};
use serde_json::Value;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "the same object as text and as structure",
        client: "Claude Code",
        reason: "shows the model the structured content alone, as VS Code and Codex do; others show the text alone",
        holds: Holds::Answer(|_, result| {
            is_error(result) || {
                let structure = &result["structuredContent"];
                let object = texts(result)
                    .first()
                    .and_then(|text| serde_json::from_str(text).ok());
                texts(result).len() == 1
                    && structure.is_object()
                    && object.as_ref() == Some(structure)
            }
        }),
    },
    Rule {
        name: "a structure as its schema says",
        client: "MCP's TypeScript SDK 1",
        reason: "fails the call",
        holds: Holds::Answer(|tool, result| match tool.get("outputSchema") {
            Some(schema) if !is_error(result) => result
                .get("structuredContent")
                .is_some_and(|structure| jsonschema::draft202012::is_valid(schema, structure)),
            _ => true,
        }),
    },
    Rule {
        name: "an error in words",
        client: "Claude Code",
        reason: "shows the text of an error alone",
        holds: Holds::Answer(|_, result| {
            !is_error(result)
                || (result.get("structuredContent").is_none()
                    && texts(result).iter().any(|text| text.chars().count() > 20))
        }),
    },
    Rule {
        name: "at most 40,000 characters",
        client: "Claude Code",
        reason: "warns from 10,000 tokens on, and cuts at 25,000",
        holds: Holds::Answer(|_, result| {
            let lengths = texts(result).into_iter().map(|text| text.chars().count());
            lengths.sum::<usize>() <= 40_000
        }),
    },
];

fn is_error(result: &Value) -> bool {
    result["isError"] == true
}

fn texts(result: &Value) -> Vec<&str> {
    let blocks = result["content"].as_array().into_iter().flatten();
    blocks.filter_map(|block| block["text"].as_str()).collect()
}
