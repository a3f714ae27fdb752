//! What a client can do, and what happens when a handler needs more.

use serde_json::{Value, json};

use super::fixture::{self, Caller};
use super::{CAPABILITIES, Post};
use crate::mcp::{
    ClientCapability, Contents, Prompt, PromptResult, Resource, Server, Tool, ToolResult,
};

const WANTED: [ClientCapability; 6] = [
    ClientCapability::ElicitationForm,
    ClientCapability::ElicitationUrl,
    ClientCapability::Sampling,
    ClientCapability::SamplingTools,
    ClientCapability::Roots,
    ClientCapability::Ui,
];

/// A server whose handlers want all of [`WANTED`].
fn server() -> Server<Caller> {
    let mut server = fixture::server();
    server.tools = vec![Tool {
        call: |_, call| {
            Box::pin(async move {
                call.client.require(&WANTED)?;
                Ok(ToolResult::structured(json!({})))
            })
        },
        ..server.tools.remove(0)
    }];
    server.prompts = vec![Prompt {
        arguments: &[],
        get: |_, _, client| {
            Box::pin(async move {
                client.require(&WANTED)?;
                Ok(PromptResult {
                    description: None,
                    messages: vec![],
                })
            })
        },
        ..server.prompts.remove(0)
    }];
    server.resources = vec![Resource {
        read: |_, client| {
            Box::pin(async move {
                client.require(&WANTED)?;
                Ok(Contents::Text(String::new()))
            })
        },
        ..server.resources.remove(0)
    }];
    server
}

/// The extensions of a client that shows pages.
fn pages() -> Value {
    json!({ "io.modelcontextprotocol/ui": { "mimeTypes": ["text/html;profile=mcp-app"] } })
}

fn requests() -> [(&'static str, Value); 3] {
    [
        ("tools/call", json!({ "name": "echo" })),
        ("prompts/get", json!({ "name": "greet" })),
        ("resources/read", json!({ "uri": "app://guide" })),
    ]
}

/// What a client that declares `declared` lacks of [`WANTED`].
fn lacks(declared: &Value) -> Option<Value> {
    let params = json!({ "name": "echo", "_meta": { CAPABILITIES: declared } });
    let (_, answer) = Post::modern("tools/call", &params).answer_of(server());
    answer["error"]["data"].get("requiredCapabilities").cloned()
}

#[test]
fn what_the_client_lacks_is_named_in_an_error() {
    for (method, params) in requests() {
        let (status, answer) = Post::modern(method, &params).answer_of(server());
        assert_eq!(status, 400, "{method}");
        let error = &answer["error"];
        assert_eq!(error["code"], -32021, "{method}");
        assert_eq!(
            error["data"],
            json!({ "requiredCapabilities": {
                "elicitation": { "form": {}, "url": {} },
                "sampling": { "tools": {} },
                "roots": {},
                "extensions": pages(),
            } }),
            "{method}"
        );
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("elicitation.url, sampling,"), "{message}");
    }
}

#[test]
fn a_client_that_can_do_all_is_served() {
    let all = json!({
        "elicitation": { "form": {}, "url": {} },
        "sampling": { "tools": {} },
        "roots": { "listChanged": true },
        "extensions": pages(),
        "experimental": { "x": {} },
    });
    for (method, mut params) in requests() {
        params["_meta"] = json!({ CAPABILITIES: all });
        let (status, answer) = Post::modern(method, &params).answer_of(server());
        assert_eq!((status.as_u16(), answer.get("error")), (200, None));
    }
}

#[test]
fn only_objects_declare() {
    let declared =
        json!({ "sampling": true, "roots": null, "elicitation": { "form": 1, "url": [] } });
    let all = json!({
        "elicitation": { "form": {}, "url": {} },
        "sampling": { "tools": {} },
        "roots": {},
        "extensions": pages(),
    });
    assert_eq!(lacks(&declared), Some(all));
}

#[test]
fn elicitation_without_a_mode_means_forms() {
    let rest = json!({ "sampling": { "tools": {} }, "roots": {}, "extensions": pages() });
    for (elicitation, missing) in [
        (json!({}), Some(json!({ "url": {} }))),
        (json!({ "form": {} }), Some(json!({ "url": {} }))),
        (json!({ "url": {} }), Some(json!({ "form": {} }))),
        (json!({ "form": {}, "url": {} }), None),
    ] {
        let mut declared = rest.clone();
        declared["elicitation"] = elicitation;
        let missing = missing.map(|missing| json!({ "elicitation": missing }));
        assert_eq!(lacks(&declared), missing, "{declared}");
    }
}

#[test]
fn capabilities_are_an_object() {
    for declared in [json!(null), json!([]), json!("sampling"), json!(1)] {
        let params = json!({ "name": "echo", "_meta": { CAPABILITIES: declared } });
        assert_eq!(Post::modern("tools/call", &params).code(), (400, -32602));
    }
}

#[test]
fn clients_of_earlier_revisions_are_told_in_words() {
    for (method, mut params) in requests() {
        // Means nothing in those revisions.
        params["_meta"] = json!({ CAPABILITIES: { "sampling": {} } });
        let (status, answer) = Post::legacy(method, &params).answer_of(server());
        assert_eq!(status, 200, "{method}");
        let words = if method == "tools/call" {
            assert_eq!(answer["result"]["isError"], true);
            &answer["result"]["content"][0]["text"]
        } else {
            assert_eq!(answer["error"]["code"], -32603, "{method}");
            &answer["error"]["message"]
        };
        let words = words.as_str().unwrap();
        assert!(words.contains("MCP 2026-07-28"), "{words}");
        assert!(words.contains("sampling"), "{words}");
    }
}
