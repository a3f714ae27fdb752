//! What is listed and what is not offered at all.

use serde_json::{Value, json};

use super::Post;
use super::fixture::{self, Caller};
use crate::mcp::{Reply, Server};

#[test]
fn lists_have_one_page() {
    for method in [
        "tools/list",
        "prompts/list",
        "resources/list",
        "resources/templates/list",
    ] {
        let params = json!({ "cursor": "more" });
        assert_eq!(
            Post::legacy(method, &params).code(),
            (200, -32602),
            "{method}"
        );
        assert_eq!(
            Post::modern(method, &params).code(),
            (200, -32602),
            "{method}"
        );
        let result = Post::legacy(method, &json!({ "cursor": null })).result();
        assert_eq!(result.get("nextCursor"), None, "{method}");
    }
}

#[test]
fn what_a_server_lacks_is_neither_advertised_nor_served() {
    let ask = |server: Server<Caller>, method: &str| -> Value {
        let params = json!({ "protocolVersion": "2025-11-25", "name": "echo" });
        let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        match Post::json(&body).reply_of(server) {
            Reply::Json { body, .. } => serde_json::from_slice(&body.into_bytes()).unwrap(),
            other => panic!("{other:?}"),
        }
    };
    let empty = || Server {
        tools: Vec::new(),
        prompts: Vec::new(),
        resources: Vec::new(),
        templates: Vec::new(),
        ..fixture::server()
    };
    assert_eq!(
        ask(empty(), "initialize")["result"]["capabilities"],
        json!({})
    );
    for method in [
        "tools/list",
        "tools/call",
        "prompts/list",
        "prompts/get",
        "resources/list",
        "resources/templates/list",
        "resources/read",
        "completion/complete",
    ] {
        assert_eq!(ask(empty(), method)["error"]["code"], -32601, "{method}");
    }
    let templates = Server {
        templates: fixture::server().templates,
        ..empty()
    };
    assert_eq!(
        ask(templates, "initialize")["result"]["capabilities"],
        json!({ "resources": {}, "completions": {} })
    );
    let prompts = Server {
        prompts: fixture::server().prompts,
        ..empty()
    };
    assert_eq!(
        ask(prompts, "initialize")["result"]["capabilities"],
        json!({ "prompts": {}, "completions": {} })
    );
}
