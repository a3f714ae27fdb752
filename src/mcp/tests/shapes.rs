//! Bodies that are not JSON, or not a message.

use serde_json::json;

use super::Post;
use crate::mcp::Reply;

#[test]
fn what_is_not_json_is_a_parse_error_without_an_id() {
    let unpaired = [
        br#"{"jsonrpc":"2.0","id":1,"method":"pi"#.as_slice(),
        b"\xff",
        br#"ng"}"#,
    ];
    for body in [
        b"".as_slice(),
        b"   ",
        b"{",
        b"ping",
        br#"{"jsonrpc":"2.0","id":1,"method":"ping"} x"#,
        br#"{"jsonrpc":"2.0","id":1,"method":"ping",}"#,
        br#"{"jsonrpc":"2.0","id":01,"method":"ping"}"#,
        b"[",
        &unpaired.concat(),
    ] {
        let post = Post::raw(body);
        assert_eq!(
            post.code(),
            (400, -32700),
            "{}",
            String::from_utf8_lossy(body)
        );
        assert!(post.text().starts_with(r#"{"jsonrpc":"2.0","id":null,"#));
    }
}

#[test]
fn what_is_no_message_is_an_invalid_request() {
    for body in [
        "null",
        "1",
        r#""ping""#,
        "{}",
        r#"{"id":1,"method":"ping"}"#,
        r#"{"jsonrpc":2.0,"id":1,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":null}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/x","params":[]}"#,
        r#"{"jsonrpc":"2.0","result":{}}"#,
        r#"{"jsonrpc":"2.0","id":1,"result":{},"error":{}}"#,
    ] {
        assert_eq!(Post::raw(body).code(), (400, -32600), "{body}");
    }
}

#[test]
fn null_params_are_no_params() {
    assert_eq!(
        Post::raw(r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":null}"#).result(),
        json!({})
    );
}

#[test]
fn members_that_appear_twice_are_refused() {
    for body in [
        r#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/list"}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{},"params":{}}"#,
    ] {
        assert_eq!(Post::raw(body).code(), (400, -32600), "{body}");
    }
    let meta = r#"{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#;
    for params in [
        format!(r#"{{"_meta":{{}},"_meta":{meta}}}"#),
        r#"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/protocolVersion":"x"}}"#.to_owned(),
    ] {
        let body = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"ping","params":{params}}}"#);
        assert_eq!(Post::raw(body).code(), (400, -32602), "{params}");
    }
    let body =
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","name":"fail"}}"#;
    assert_eq!(Post::raw(body).code(), (200, -32602));
}

#[test]
fn depth_exhausts_nothing() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(Post::raw("[".repeat(500_000)).code(), (400, -32700));
    assert_eq!(
        Post::raw(deep(500_000)).answer().0,
        200,
        "a batch of one malformed message"
    );
    for (depth, code) in [(500_000, (400, -32600)), (9_000, (200, -32602))] {
        for params in [
            format!(r#"{{"name":"echo","arguments":{{"a":{}}}}}"#, deep(depth)),
            format!(r#"{{"name":{}}}"#, deep(depth)),
        ] {
            let body =
                format!(r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{params}}}"#);
            assert_eq!(Post::raw(body).code(), code);
        }
    }
}

#[test]
fn notifications_and_responses_are_accepted_in_silence() {
    for body in [
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 1 } }),
        json!({ "jsonrpc": "2.0", "method": "tools/call", "params": { "name": "echo" } }),
        json!({ "jsonrpc": "2.0", "id": 1, "result": {} }),
        json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": 1, "message": "no" } }),
    ] {
        for version in [None, Some("2025-06-18"), Some("2026-07-28")] {
            let post = Post::json(&body);
            let post = match version {
                Some(version) => post.header("mcp-protocol-version", version),
                None => post,
            };
            let reply = post.reply();
            assert!(
                matches!(reply, Reply::Accepted),
                "{body} {version:?}: {reply:?}"
            );
        }
        let unknown = Post::json(&body).header("mcp-protocol-version", "1900-01-01");
        assert_eq!(unknown.code(), (400, -32600), "{body}");
    }
}

#[test]
fn parameters_of_many_values_are_not_read() {
    let ping = |value: &str| {
        let params = format!(r#"{{"x":{value}}}"#);
        Post::raw(format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"ping","params":{params}}}"#
        ))
    };
    // The list and what it stands in are values too.
    let list = |count| format!("[{}]", vec!["1"; count].join(","));
    assert_eq!(ping(&list(9_998)).result(), json!({}));
    assert_eq!(ping(&list(9_999)).code(), (400, -32600));
    assert_eq!(
        ping(&format!("{}{}", "[".repeat(9_999), "]".repeat(9_999))).code(),
        (400, -32600)
    );
    // What a text looks like doesn't matter.
    let text = r#"[{,\",\\"#.repeat(10_000);
    assert_eq!(ping(&format!("\"{text}\"")).result(), json!({}));
}
