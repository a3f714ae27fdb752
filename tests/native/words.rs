//! What a model has to read before it asks anything.

use crate::budgets::hold;
use crate::harness::Native;
use crate::tokens::tokens;
use dojo_sim::Profile;
use serde_json::{Value, json};

/// The tools as clients pass them on: name, description and the arguments' schema. Anthropic's and `OpenAI`'s APIs take
/// nothing else of a tool; titles, hints and what else is for the client stay with it.
fn shown(list: &Value) -> Value {
    let tools = list["tools"].as_array().unwrap().iter();
    let tools = tools.map(|tool| {
        json!({
            "name": tool["name"],
            "description": tool["description"],
            "inputSchema": tool["inputSchema"],
        })
    });
    tools.collect()
}

#[test]
fn what_a_model_reads_first_stays_short() {
    let native = Native::new(Profile::Oss3, 10, "2026-11-22");
    let list = native.request("tools/list", json!({}));
    let hello = json!({
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    });
    let hello = native.request("initialize", hello);
    let instructions = hello["instructions"].as_str().unwrap();
    let prompt = |name: &str| {
        let prompt = native.request("prompts/get", json!({"name": name}));
        let messages = prompt["messages"].as_array().unwrap();
        assert_eq!(messages.len(), 1, "{prompt}");
        tokens(messages[0]["content"]["text"].as_str().unwrap())
    };
    hold(
        "tokens",
        &[
            (
                "all tools, as a model sees them",
                tokens(&shown(&list).to_string()),
            ),
            (
                "all tools, as they are sent",
                tokens(&list["tools"].to_string()),
            ),
            ("the instructions", tokens(instructions)),
            (
                "the prompt sast_review_report",
                prompt("sast_review_report"),
            ),
            (
                "the prompt security_landscape_report",
                prompt("security_landscape_report"),
            ),
        ],
    );
}
