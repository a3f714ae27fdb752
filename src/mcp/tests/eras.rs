//! Which protocol a request is served by, and what the two say about themselves.

use serde_json::{Value, json};

use super::{CAPABILITIES, Post, SERVER_INFO, VERSION};

fn initialize(version: &str) -> Post {
    let params = json!({
        "protocolVersion": version,
        "capabilities": {},
        "clientInfo": { "name": "test", "version": "0" },
    });
    Post::json(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }))
}

#[test]
fn initialize_gives_back_a_known_version_and_else_the_latest() {
    for (asked, given) in [
        ("2025-11-25", "2025-11-25"),
        ("2025-06-18", "2025-06-18"),
        ("2025-03-26", "2025-03-26"),
        ("2024-11-05", "2024-11-05"),
        ("2026-07-28", "2025-11-25"),
        ("2024-10-07", "2025-11-25"),
        ("1.0.0", "2025-11-25"),
    ] {
        assert_eq!(
            initialize(asked).result()["protocolVersion"],
            given,
            "{asked}"
        );
    }
}

#[test]
fn initialize_tells_what_the_server_is() {
    assert_eq!(
        initialize("2025-11-25").result(),
        json!({
            "protocolVersion": "2025-11-25",
            "capabilities": { "tools": {}, "prompts": {}, "resources": {}, "completions": {} },
            "serverInfo": {
                "name": "made-up",
                "title": "Made Up",
                "version": "1.2.3",
                "websiteUrl": "https://example.com/made-up",
            },
            "instructions": "Start with echo.",
        })
    );
}

#[test]
fn initialize_needs_a_version() {
    assert_eq!(Post::legacy("initialize", &json!({})).code(), (200, -32602));
    assert_eq!(
        Post::legacy("initialize", &json!({ "protocolVersion": 1 })).code(),
        (200, -32602)
    );
}

#[test]
fn initialize_takes_any_version_header_but_the_stateless_one() {
    for header in ["2025-03-26", "2099-01-01", "nonsense"] {
        initialize("2025-11-25")
            .header("mcp-protocol-version", header)
            .result();
    }
    let post = initialize("2026-07-28").header("mcp-protocol-version", "2026-07-28");
    assert_eq!(post.code(), (400, -32020));
}

#[test]
fn initialize_with_a_valid_claim_is_a_method_that_does_not_exist() {
    let params = json!({ "protocolVersion": "2025-11-25" });
    assert_eq!(Post::modern("initialize", &params).code(), (404, -32601));
    for meta in [
        json!({ VERSION: "2026-07-28" }),
        json!({ VERSION: 1, CAPABILITIES: {} }),
        json!({ VERSION: "2025-11-25", CAPABILITIES: {} }),
    ] {
        let params = json!({ "protocolVersion": "2025-06-18", "_meta": meta });
        let post = Post::json(&json!({
            "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params,
        }));
        assert_eq!(post.result()["protocolVersion"], "2025-06-18", "{meta}");
    }
}

#[test]
fn discovery_tells_what_the_server_is() {
    let result = Post::modern("server/discover", &json!({})).result();
    let info = json!({
        "name": "made-up",
        "title": "Made Up",
        "version": "1.2.3",
        "websiteUrl": "https://example.com/made-up",
    });
    assert_eq!(
        result,
        json!({
            "resultType": "complete",
            "supportedVersions": ["2026-07-28"],
            "capabilities": { "tools": {}, "prompts": {}, "resources": {}, "completions": {} },
            "instructions": "Start with echo.",
            "ttlMs": 3_600_000,
            "cacheScope": "public",
            "_meta": { SERVER_INFO: info },
        })
    );
}

#[test]
fn each_era_has_methods_of_its_own() {
    for method in ["ping", "logging/setLevel"] {
        assert_eq!(
            Post::legacy(method, &json!({ "level": "info" })).result(),
            json!({})
        );
        assert_eq!(
            Post::modern(method, &json!({})).code(),
            (404, -32601),
            "{method}"
        );
    }
    assert_eq!(
        Post::legacy("server/discover", &json!({})).code(),
        (200, -32601)
    );
    for method in [
        "resources/subscribe",
        "subscriptions/listen",
        "tasks/get",
        "tools",
        "",
    ] {
        assert_eq!(
            Post::legacy(method, &json!({})).code(),
            (200, -32601),
            "{method}"
        );
        assert_eq!(
            Post::modern(method, &json!({})).code(),
            (404, -32601),
            "{method}"
        );
    }
}

#[test]
fn only_the_stateless_era_marks_its_results() {
    for (method, params, cache) in [
        ("tools/list", json!({}), Some((3_600_000, "public"))),
        ("prompts/list", json!({}), Some((3_600_000, "public"))),
        ("resources/list", json!({}), Some((3_600_000, "public"))),
        (
            "resources/templates/list",
            json!({}),
            Some((3_600_000, "public")),
        ),
        (
            "resources/read",
            json!({ "uri": "app://guide" }),
            Some((3_600_000, "public")),
        ),
        (
            "resources/read",
            json!({ "uri": "app://things/1" }),
            Some((5_000, "private")),
        ),
        ("tools/call", json!({ "name": "echo" }), None),
        ("tools/call", json!({ "name": "fail" }), None),
        (
            "prompts/get",
            json!({ "name": "greet", "arguments": { "who": "x" } }),
            None,
        ),
        (
            "completion/complete",
            json!({
                "ref": { "type": "ref/prompt", "name": "greet" },
                "argument": { "name": "who", "value": "" },
            }),
            None,
        ),
    ] {
        let mut modern = Post::modern(method, &params).result();
        assert_eq!(modern["resultType"], "complete", "{method}");
        assert_eq!(modern["_meta"][SERVER_INFO]["name"], "made-up", "{method}");
        let kept = modern.get("ttlMs").is_some().then(|| {
            (
                modern["ttlMs"].as_u64().unwrap(),
                modern["cacheScope"].as_str().unwrap(),
            )
        });
        assert_eq!(kept, cache, "{method} {params}");
        assert_eq!(modern.get("cacheScope").is_some(), cache.is_some());

        for added in ["resultType", "_meta", "ttlMs", "cacheScope"] {
            modern.as_object_mut().unwrap().remove(added);
        }
        assert_eq!(Post::legacy(method, &params).result(), modern, "{method}");
    }
}

#[test]
fn the_version_header_of_a_session_has_to_be_known() {
    let post = || Post::json(&json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" }));
    post().result();
    for version in ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"] {
        assert_eq!(
            post().header("mcp-protocol-version", version).result(),
            json!({})
        );
    }
    for version in ["2099-01-01", "", "2025-11-25, 2025-11-25", "DRAFT-2026-v1"] {
        let post = post().header("mcp-protocol-version", version);
        assert_eq!(post.code(), (400, -32600), "{version}");
    }
    let twice = post()
        .header("mcp-protocol-version", "2025-11-25")
        .header("mcp-protocol-version", "2025-11-25");
    assert_eq!(twice.code(), (400, -32020));
}

#[test]
fn sessions_ignore_the_headers_of_the_stateless_era() {
    let result = Post::legacy("tools/call", &json!({ "name": "echo" }))
        .header("mcp-method", "something/else")
        .header("mcp-name", "=?base64?!?=")
        .header("mcp-session-id", "left-over")
        .result();
    assert_ne!(result["structuredContent"], Value::Null);
}
