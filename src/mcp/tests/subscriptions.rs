//! Subscriptions of the earlier revisions, to what never changes.

use serde_json::{Value, json};

use super::Post;
use super::fixture::{self, Caller};
use crate::mcp::{Resource, Server};

const METHODS: [&str; 2] = ["resources/subscribe", "resources/unsubscribe"];

/// A server whose guide can be subscribed to.
fn server() -> Server<Caller> {
    let mut server = fixture::server();
    let guide = server.resources.remove(0);
    let guide = Resource {
        subscribable: true,
        ui: None,
        ..guide
    };
    server.resources.insert(0, guide);
    server
}

fn ask(post: &Post, server: Server<Caller>) -> (u16, Value) {
    let (status, answer) = post.answer_of(server);
    (status.as_u16(), answer)
}

#[test]
fn what_never_changes_can_be_subscribed_to() {
    for method in METHODS {
        let post = Post::legacy(method, &json!({ "uri": "app://guide" }));
        let (status, answer) = ask(&post, server());
        assert_eq!((status, &answer["result"]), (200, &json!({})), "{method}");
    }
}

#[test]
fn nothing_else_can() {
    for method in METHODS {
        for uri in ["app://broken", "app://things/1", "app://nothing"] {
            let post = Post::legacy(method, &json!({ "uri": uri }));
            let (status, answer) = ask(&post, server());
            assert_eq!(
                (status, &answer["error"]["code"]),
                (200, &json!(-32602)),
                "{method} {uri}"
            );
        }
        let post = Post::legacy(method, &json!({ "uri": "app://guide" }));
        let (_, answer) = ask(&post, fixture::server());
        assert_eq!(answer["error"]["code"], -32601, "{method}");
    }
}

#[test]
fn they_are_offered_to_the_earlier_revisions_only() {
    let initialize = Post::legacy("initialize", &json!({ "protocolVersion": "2025-11-25" }));
    let (_, answer) = ask(&initialize, server());
    assert_eq!(
        answer["result"]["capabilities"]["resources"],
        json!({ "subscribe": true })
    );
    let (_, answer) = ask(&initialize, fixture::server());
    assert_eq!(answer["result"]["capabilities"]["resources"], json!({}));
    let (_, answer) = ask(&Post::modern("server/discover", &json!({})), server());
    assert_eq!(answer["result"]["capabilities"]["resources"], json!({}));
    for method in METHODS {
        let post = Post::modern(method, &json!({ "uri": "app://guide" }));
        let (status, answer) = ask(&post, server());
        assert_eq!((status, &answer["error"]["code"]), (404, &json!(-32601)));
    }
}
