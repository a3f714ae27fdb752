//! `tools/list` and `tools/call`.

use serde_json::{Value, json};

use super::Post;
use crate::mcp::ToolResult;

#[test]
fn tools_are_listed_whole_and_in_order() {
    assert_eq!(
        Post::legacy("tools/list", &json!({})).result(),
        json!({ "tools": [
            {
                "name": "echo",
                "title": "Echo",
                "description": "Says what it was told.",
                "inputSchema": {
                    "type": "object",
                    "properties": { "word": { "type": "string", "default": "ada" } },
                },
                "outputSchema": { "type": "object" },
                "annotations": {
                    "title": "Echo",
                    "readOnlyHint": true,
                    "destructiveHint": false,
                    "idempotentHint": true,
                    "openWorldHint": false,
                },
            },
            {
                "name": "fail",
                "title": "Fail",
                "description": "Fails.",
                "inputSchema": { "type": "object", "properties": {} },
                "annotations": {
                    "title": "Fail",
                    "readOnlyHint": false,
                    "destructiveHint": true,
                    "idempotentHint": true,
                    "openWorldHint": false,
                },
            },
            {
                "name": "count",
                "title": "Count",
                "description": "Says each number it is given, and keeps a record of it.",
                "inputSchema": { "type": "object", "properties": {} },
                "annotations": {
                    "title": "Count",
                    "readOnlyHint": true,
                    "destructiveHint": false,
                    "idempotentHint": true,
                    "openWorldHint": false,
                },
            },
        ] })
    );
}

#[test]
fn a_structured_result_is_said_twice_in_the_same_words() {
    let arguments = json!({ "b": "<é>", "a": [1, 2.5, null] });
    let result = Post::legacy(
        "tools/call",
        &json!({ "name": "echo", "arguments": arguments }),
    )
    .result();
    let structured = json!({ "caller": "ada", "arguments": arguments });
    assert_eq!(result["structuredContent"], structured);
    assert_eq!(result["content"].as_array().unwrap().len(), 1);
    assert_eq!(result["content"][0]["type"], "text");
    assert_eq!(result["content"][0]["text"], structured.to_string());
    assert_eq!(result.get("isError"), None);
}

#[test]
fn only_objects_are_structured_results() {
    for value in [json!([1]), json!("x"), Value::Null] {
        let result = ToolResult::structured(&value);
        assert!(result.is_error(), "{value}");
        assert_eq!(
            serde_json::to_value(&result)
                .unwrap()
                .get("structuredContent"),
            None
        );
    }
    let result = ToolResult::structured(json!({}));
    assert_eq!((result.is_error(), result.text()), (false, "{}"));
}

#[test]
fn a_failing_tool_is_a_result() {
    assert_eq!(
        Post::legacy("tools/call", &json!({ "name": "fail", "arguments": null })).result(),
        json!({
            "content": [{ "type": "text", "text": "say echo instead (request 00000000a1b2)" }],
            "isError": true,
        })
    );
}

#[test]
fn calls_that_fit_no_tool_are_errors_in_the_body() {
    for params in [
        json!({ "name": "nothing" }),
        json!({ "name": "Echo" }),
        json!({}),
        json!({ "name": "echo", "arguments": [] }),
        json!({ "name": "echo", "arguments": "secret" }),
    ] {
        for post in [
            Post::legacy("tools/call", &params),
            Post::modern("tools/call", &params),
        ] {
            let (status, code, error) = post.error();
            assert_eq!((status, code), (200, -32602), "{params}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
