//! `tools/list` and `tools/call`.

use serde_json::{Value, json};

use super::fixture::{self, Caller};
use super::{Post, whole};
use crate::mcp::{Listing, Reply, Server, ToolResult};

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
            serde_json::from_str::<Value>(&result.written("{}").unwrap())
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

/// A server with one tool, whose place in the list was written before.
fn written() -> Server<Caller> {
    let mut server = fixture::server();
    server.tools.truncate(1);
    server.tools[0].listing =
        Listing::Written(|caller| format!(r#"{{ "name":"{}" }}"#, caller.name).into());
    server
}

#[test]
fn what_was_written_is_listed_to_the_letter() {
    let text = |post: Post| String::from_utf8(whole(post.reply_of(written())).1).unwrap();
    assert_eq!(
        text(Post::legacy("tools/list", &json!({}))),
        r#"{"jsonrpc":"2.0","id":1,"result":{"tools":[{ "name":"ada" }]}}"#
    );
    let modern = text(Post::modern("tools/list", &json!({})));
    let expected =
        r#"{"jsonrpc":"2.0","id":1,"result":{"tools":[{ "name":"ada" }],"resultType":"complete","#;
    assert!(modern.starts_with(expected), "{modern}");
    serde_json::from_str::<Value>(&modern).unwrap();
}

#[test]
fn all_but_what_was_written_is_concealed() {
    let conceal = |text: Vec<u8>| {
        let text = String::from_utf8(text).unwrap();
        text.replace("ada", "(hidden)").into_bytes()
    };
    let request = json!({ "jsonrpc": "2.0", "id": "ada", "method": "tools/list" });
    let Reply::Json { body, .. } = Post::json(&request).reply_of(written()) else {
        panic!("a list is no stream");
    };
    let text = String::from_utf8(body.concealed(conceal)).unwrap();
    assert_eq!(
        text,
        r#"{"jsonrpc":"2.0","id":"(hidden)","result":{"tools":[{ "name":"ada" }]}}"#
    );
}
