//! What a stateless request has to carry, in the body and in the headers.

use serde_json::{Value, json};

use super::{CAPABILITIES, Post, VERSION};

fn list(meta: &Value) -> Post {
    let params = json!({ "_meta": meta });
    Post::json(&json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": params }))
        .header("mcp-method", "tools/list")
}

fn call(name: &str, header: &str) -> Post {
    Post::modern("tools/call", &json!({ "name": name }))
        .without("mcp-name")
        .header("mcp-name", header)
}

#[test]
fn a_malformed_envelope_is_refused() {
    for meta in [
        json!({ VERSION: "2026-07-28" }),
        json!({ VERSION: "2026-07-28", CAPABILITIES: null }),
        json!({ VERSION: "2026-07-28", CAPABILITIES: [] }),
        json!({ VERSION: 20_260_728, CAPABILITIES: {} }),
        json!({ VERSION: null, CAPABILITIES: {} }),
    ] {
        let post = list(&meta).header("mcp-protocol-version", "2026-07-28");
        assert_eq!(post.code(), (400, -32602), "{meta}");
        // Nor does it make the request one of the other era.
        assert_eq!(list(&meta).code(), (400, -32602), "{meta}");
    }
}

#[test]
fn the_header_alone_makes_no_stateless_request() {
    for meta in [
        json!({}),
        json!({ CAPABILITIES: {} }),
        json!(null),
        json!([]),
        json!("x"),
    ] {
        let post = list(&meta).header("mcp-protocol-version", "2026-07-28");
        let (status, code, error) = post.error();
        assert_eq!((status, code), (400, -32602), "{meta}");
        assert!(
            error["message"].as_str().unwrap().contains(VERSION),
            "{error}"
        );
    }
}

#[test]
fn the_client_need_not_name_itself() {
    let meta = json!({ VERSION: "2026-07-28", CAPABILITIES: { "elicitation": {} } });
    list(&meta)
        .header("mcp-protocol-version", "2026-07-28")
        .result();
}

#[test]
fn versions_not_served_are_named_together_with_those_that_are() {
    for version in ["2025-11-25", "2099-01-01", ""] {
        let meta = json!({ VERSION: version, CAPABILITIES: {} });
        let post = list(&meta).header("mcp-protocol-version", version);
        let (status, code, error) = post.error();
        assert_eq!((status, code), (400, -32022), "{version}");
        assert_eq!(
            error["data"],
            json!({ "supported": ["2026-07-28"], "requested": version })
        );
    }
}

#[test]
fn the_version_header_mirrors_the_body() {
    let meta = json!({ VERSION: "2026-07-28", CAPABILITIES: {} });
    for version in [
        "2025-11-25",
        "2099-01-01",
        "2026-07-28, 2026-07-28",
        "caf\u{e9}",
    ] {
        let post = list(&meta).header("mcp-protocol-version", version);
        assert_eq!(post.code(), (400, -32020), "{version}");
    }
    assert_eq!(list(&meta).code(), (400, -32020), "missing");
    let twice = list(&meta)
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-protocol-version", "2026-07-28");
    assert_eq!(twice.code(), (400, -32020), "repeated");
    list(&meta)
        .header("mcp-protocol-version", " \t2026-07-28 ")
        .result();
}

#[test]
fn the_method_header_mirrors_the_body() {
    let post = || Post::modern("tools/list", &json!({})).without("mcp-method");
    assert_eq!(post().code(), (400, -32020), "missing");
    for method in ["tools/call", "Tools/List", "", "tools/list, tools/list"] {
        assert_eq!(
            post().header("mcp-method", method).code(),
            (400, -32020),
            "{method}"
        );
    }
    let twice = post()
        .header("mcp-method", "tools/list")
        .header("mcp-method", "tools/list");
    assert_eq!(twice.code(), (400, -32020), "repeated");
    post().header("mcp-method", " tools/list\t").result();
}

#[test]
fn the_name_header_mirrors_the_body() {
    for (method, params) in [
        ("tools/call", json!({ "name": "echo" })),
        (
            "prompts/get",
            json!({ "name": "greet", "arguments": { "who": "x" } }),
        ),
        ("resources/read", json!({ "uri": "app://guide" })),
    ] {
        Post::modern(method, &params).result();
        let post = || Post::modern(method, &params).without("mcp-name");
        assert_eq!(post().code(), (400, -32020), "{method}: missing");
        for name in ["fail", "ECHO", "", "app://guide/"] {
            assert_eq!(
                post().header("mcp-name", name).code(),
                (400, -32020),
                "{method}: {name}"
            );
        }
        let repeated = Post::modern(method, &params).header("mcp-name", "echo");
        assert_eq!(repeated.code(), (400, -32020), "{method}: repeated");
    }
    Post::modern("tools/list", &json!({}))
        .header("mcp-name", "of no importance")
        .result();
}

#[test]
fn names_may_be_base64() {
    for (name, header) in [
        ("echo", "=?base64?ZWNobw==?="),
        ("größe", "=?base64?Z3LDtsOfZQ==?="),
        (" padded ", "=?base64?IHBhZGRlZCA=?="),
        ("=?base64?literal?=", "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="),
        // Markers count only as a pair and in lower case.
        ("=?base64?x", "=?base64?x"),
        ("=?BASE64?ZWNobw==?=", "=?BASE64?ZWNobw==?="),
    ] {
        let (_, answer) = call(name, header).answer();
        let code = answer["error"]["code"].as_i64();
        // The headers pass: only whether there is such a tool is left to find out.
        assert_eq!(
            code,
            (name != "echo").then_some(-32602),
            "{header} {answer}"
        );
    }
    for header in [
        "=?base64?ZWNobw?=",
        "=?base64?ZWNo bw==?=",
        "=?base64?!!!!?=",
        "=?base64?/w==?=",
        "=?base64??=",
        "=?base64?ZmFpbA==?=",
    ] {
        assert_eq!(call("echo", header).code(), (400, -32020), "{header}");
    }
    assert_eq!(call("größe", "größe").code(), (400, -32020), "bare UTF-8");
}

#[test]
fn a_body_without_a_name_is_the_methods_to_refuse() {
    let post = Post::modern("tools/call", &json!({}));
    assert_eq!(post.code(), (200, -32602));
    let post = Post::modern("tools/call", &json!({ "name": 5 })).header("mcp-name", "5");
    assert_eq!(post.code(), (200, -32602));
}

#[test]
fn faults_are_told_in_the_official_order() {
    let post = |meta: Value| {
        let params = json!({ "_meta": meta });
        Post::json(&json!({ "jsonrpc": "2.0", "id": 1, "method": "nothing", "params": params }))
    };
    let version = "mcp-protocol-version";
    let wrong = json!({ VERSION: "2099-01-01" });
    assert_eq!(
        post(wrong).header(version, "2026-07-28").code(),
        (400, -32602)
    );
    let unknown = || post(json!({ VERSION: "2099-01-01", CAPABILITIES: {} }));
    assert_eq!(
        unknown().header(version, "2026-07-28").code(),
        (400, -32020)
    );
    assert_eq!(
        unknown().header("mcp-method", "other").code(),
        (400, -32020)
    );
    assert_eq!(
        unknown().code(),
        (400, -32022),
        "before headers that are missing"
    );
    let known = || post(json!({ VERSION: "2026-07-28", CAPABILITIES: {} }));
    assert_eq!(known().header(version, "2026-07-28").code(), (400, -32020));
    let complete = known()
        .header(version, "2026-07-28")
        .header("mcp-method", "nothing");
    assert_eq!(complete.code(), (404, -32601));
}
