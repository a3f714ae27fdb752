//! Arrays of messages, which one revision knew.

use serde_json::{Value, json};

use super::{CAPABILITIES, Post, VERSION};
use crate::mcp::Reply;

fn ping(id: u64) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": "ping" })
}

fn initialized() -> Value {
    json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })
}

#[test]
fn every_request_of_a_batch_is_answered_in_order() {
    let batch = json!([
        ping(3),
        initialized(),
        { "jsonrpc": "2.0", "id": "call", "method": "tools/call", "params": { "name": "echo" } },
        { "jsonrpc": "2.0", "id": 1, "result": {} },
        { "jsonrpc": "2.0", "id": 2, "method": "nothing" },
        { "jsonrpc": "2.0", "id": 9 },
        // Read by position, this would be a request.
        ["2.0", 7, "ping"],
        5,
    ]);
    for post in [
        Post::json(&batch),
        Post::json(&batch).header("mcp-protocol-version", "2025-03-26"),
    ] {
        let (status, answer) = post.answer();
        assert_eq!(status, 200);
        let answers: Vec<_> = answer
            .as_array()
            .unwrap()
            .iter()
            .map(|answer| (answer["id"].clone(), answer["error"]["code"].as_i64()))
            .collect();
        assert_eq!(
            answers,
            [
                (json!(3), None),
                (json!("call"), None),
                (json!(2), Some(-32601)),
                (json!(9), Some(-32600)),
                (Value::Null, Some(-32600)),
                (Value::Null, Some(-32600)),
            ]
        );
        assert_eq!(answer[1]["result"]["structuredContent"]["caller"], "ada");
    }
}

#[test]
fn one_message_in_an_array_is_answered_in_an_array() {
    assert_eq!(
        Post::json(&json!([ping(1)])).answer().1,
        json!([{ "jsonrpc": "2.0", "id": 1, "result": {} }])
    );
}

#[test]
fn a_batch_without_requests_is_accepted() {
    let response = json!({ "jsonrpc": "2.0", "id": 1, "result": {} });
    let reply = Post::json(&json!([initialized(), response])).reply();
    assert!(matches!(reply, Reply::Accepted), "{reply:?}");
}

#[test]
fn other_revisions_have_no_batches() {
    for version in [
        "2025-11-25",
        "2025-06-18",
        "2024-11-05",
        "2026-07-28",
        "2099-01-01",
    ] {
        let post = Post::json(&json!([ping(1)])).header("mcp-protocol-version", version);
        assert_eq!(post.code(), (400, -32600), "{version}");
    }
}

#[test]
fn batches_are_neither_empty_nor_long() {
    assert_eq!(Post::raw("[]").code(), (400, -32600));
    let pings = |count| Value::Array((0..count).map(ping).collect());
    assert_eq!(
        Post::json(&pings(20)).answer().1.as_array().unwrap().len(),
        20
    );
    assert_eq!(Post::json(&pings(21)).code(), (400, -32600));
    let notifications: Vec<_> = (0..21).map(|_| initialized()).collect();
    assert_eq!(Post::json(&json!(notifications)).code(), (400, -32600));
}

#[test]
fn stateless_requests_come_alone() {
    let meta = json!({ VERSION: "2026-07-28", CAPABILITIES: {} });
    for meta in [meta, json!({ VERSION: 1 })] {
        let params = json!({ "_meta": meta });
        let request =
            json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": params });
        assert_eq!(
            Post::json(&json!([ping(2), request])).code(),
            (400, -32600),
            "{meta}"
        );
    }
}

#[test]
fn a_claim_cannot_hide_behind_another() {
    let params = format!(r#"{{"_meta":{{"{VERSION}":"2026-07-28"}},"_meta":{{}}}}"#);
    let batch = format!(r#"[{{"jsonrpc":"2.0","id":1,"method":"ping","params":{params}}}]"#);
    assert_eq!(Post::raw(batch).code(), (400, -32602));
}

#[test]
fn a_handshake_is_no_part_of_a_batch() {
    let handshake = json!({
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": { "protocolVersion": "2025-03-26" },
    });
    let (_, answer) = Post::json(&json!([handshake, ping(2)])).answer();
    assert_eq!(answer[0]["error"]["code"], -32600);
    assert_eq!(answer[1]["result"], json!({}));
}
