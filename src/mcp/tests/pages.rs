//! MCP Apps: what is negotiated, listed and read, and what goes along with a result.

use serde_json::{Value, json};

use super::fixture::{self, Caller};
use super::{CAPABILITIES, Post, SERVER_INFO};
use crate::mcp::{
    ClientCapability, Contents, Listing, Resource, ResourceUi, Server, ToolResult, UI_MIME_TYPE,
};

const EXTENSION: &str = "io.modelcontextprotocol/ui";
const KEY: &str = "com.example/page";

/// A server whose first tool has a page, which goes along with its result where the client shows pages.
fn server() -> Server<Caller> {
    let mut server = fixture::server();
    server.resources.push(Resource {
        uri: "ui://made-up/page",
        mime_type: UI_MIME_TYPE,
        ui: Some(ResourceUi {
            prefers_border: false,
        }),
        read: |_, _| Box::pin(async { Ok(Contents::Text("<!doctype html>".to_owned())) }),
        ..fixture::server().resources.remove(0)
    });
    let Listing::Described(description) = &mut server.tools[0].listing else {
        panic!("the tools of the fixture are described");
    };
    description.ui = Some("ui://made-up/page");
    server.tools[0].call = |_, call| {
        Box::pin(async move {
            let result = ToolResult::structured(json!({ "sum": 2 }));
            Ok(if call.client.has(ClientCapability::Ui) {
                result.with_meta(KEY, "<main>2</main>")
            } else {
                result
            })
        })
    };
    server
}

fn both(method: &str, params: &Value) -> [Value; 2] {
    [Post::legacy(method, params), Post::modern(method, params)].map(|post| {
        let (status, answer) = post.answer_of(server());
        assert_eq!(status, 200, "{answer}");
        answer["result"].clone()
    })
}

/// The result of the tool with a page, and its text, for a client that declares these extensions.
fn called(extensions: &Value) -> (Value, String) {
    let meta = json!({ CAPABILITIES: { "extensions": extensions } });
    let params = json!({ "name": "echo", "_meta": meta });
    let (status, answer) = Post::modern("tools/call", &params).answer_of(server());
    assert_eq!(status, 200, "{answer}");
    (answer["result"].clone(), answer.to_string())
}

#[test]
fn a_server_with_pages_says_so_in_both_eras() {
    let initialize = json!({ "protocolVersion": "2025-11-25" });
    let posts = || {
        [
            Post::legacy("initialize", &initialize),
            Post::modern("server/discover", &json!({})),
        ]
    };
    for post in posts() {
        let capabilities = &post.answer_of(server()).1["result"]["capabilities"];
        assert_eq!(capabilities["extensions"], json!({ EXTENSION: {} }));
    }
    for post in posts() {
        let capabilities = &post.result()["capabilities"];
        assert_eq!(capabilities.get("extensions"), None, "{capabilities}");
    }
}

/// Lists are cached across callers, so what they hold is the same for all.
#[test]
fn a_tool_names_its_page_to_everyone() {
    let expected = json!({
        "ui": { "resourceUri": "ui://made-up/page" },
        "ui/resourceUri": "ui://made-up/page",
    });
    for result in both("tools/list", &json!({})) {
        assert_eq!(result["tools"][0]["_meta"], expected);
        assert_eq!(result["tools"][1].get("_meta"), None);
    }
}

#[test]
fn a_page_reaches_no_origin() {
    let meta = json!({ "ui": {
        "csp": { "connectDomains": [], "resourceDomains": [] },
        "prefersBorder": false,
    } });
    for result in both("resources/list", &json!({})) {
        assert_eq!(result["resources"][2]["_meta"], meta);
        assert_eq!(result["resources"][0].get("_meta"), None);
    }
    for result in both("resources/read", &json!({ "uri": "ui://made-up/page" })) {
        assert_eq!(
            result["contents"],
            json!([{
                "uri": "ui://made-up/page",
                "mimeType": "text/html;profile=mcp-app",
                "text": "<!doctype html>",
                "_meta": meta,
            }])
        );
    }
    for result in both("resources/read", &json!({ "uri": "app://guide" })) {
        assert_eq!(result["contents"][0].get("_meta"), None);
    }
}

#[test]
fn what_a_handler_attaches_stands_beside_what_every_result_says() {
    let declared = json!({ EXTENSION: { "mimeTypes": ["text/plain", UI_MIME_TYPE] } });
    let (result, text) = called(&declared);
    let meta = &result["_meta"];
    assert_eq!(meta[KEY], "<main>2</main>");
    assert_eq!(meta[SERVER_INFO]["name"], "made-up");
    assert_eq!(text.matches("\"_meta\":").count(), 1, "{text}");
    assert_eq!(text.matches("<main>").count(), 1, "{text}");
    assert_eq!(result["resultType"], "complete");
}

#[test]
fn only_a_client_that_shows_this_kind_of_page_gets_one() {
    for extensions in [
        json!({}),
        json!({ "com.example/ui": { "mimeTypes": [UI_MIME_TYPE] } }),
        json!({ EXTENSION: {} }),
        json!({ EXTENSION: { "mimeTypes": [] } }),
        json!({ EXTENSION: { "mimeTypes": UI_MIME_TYPE } }),
        json!({ EXTENSION: { "mimeTypes": ["text/html"] } }),
        json!({ EXTENSION: [UI_MIME_TYPE] }),
        json!([EXTENSION]),
    ] {
        let (result, text) = called(&extensions);
        assert!(!text.contains("<main>"), "{extensions}");
        assert_eq!(result["structuredContent"], json!({ "sum": 2 }));
    }
    // Earlier clients declare it once, to a server that remembers.
    let meta =
        json!({ CAPABILITIES: { "extensions": { EXTENSION: { "mimeTypes": [UI_MIME_TYPE] } } } });
    let params = json!({ "name": "echo", "_meta": meta });
    let (_, answer) = Post::legacy("tools/call", &params).answer_of(server());
    assert_eq!(answer["result"].get("_meta"), None);
}

#[test]
fn what_is_attached_regardless_is_written_in_both_eras() {
    let mut server = server();
    server.tools[0].call =
        |_, _| Box::pin(async { Ok(ToolResult::structured(json!({})).with_meta(KEY, 1)) });
    let (_, answer) = Post::legacy("tools/call", &json!({ "name": "echo" })).answer_of(server);
    assert_eq!(answer["result"]["_meta"], json!({ KEY: 1 }));
}
