//! What a handler says while it works, and who hears it.

use serde_json::{Value, json};

use super::Post;
use super::fixture::{self, Caller};
use super::streams::messages;
use crate::mcp::{LogLevel, Reply, Server, Tool, ToolResult};

const LOG_LEVEL: &str = "io.modelcontextprotocol/logLevel";

const LEVELS: [LogLevel; 8] = [
    LogLevel::Debug,
    LogLevel::Info,
    LogLevel::Notice,
    LogLevel::Warning,
    LogLevel::Error,
    LogLevel::Critical,
    LogLevel::Alert,
    LogLevel::Emergency,
];

/// A server with a tool that has something to say at every level.
fn server() -> Server<Caller> {
    let mut server = fixture::server();
    server.logs = true;
    server.tools = vec![Tool {
        call: |_, call| {
            Box::pin(async move {
                for level in LEVELS {
                    call.log.write(level, "hush");
                }
                Ok(ToolResult::structured(json!({})))
            })
        },
        ..server.tools.remove(0)
    }];
    server
}

fn legacy() -> Post {
    Post::legacy("tools/call", &json!({ "name": "echo" })).header("accept", "text/event-stream")
}

fn modern(meta: &Value) -> Post {
    Post::modern("tools/call", &json!({ "name": "echo", "_meta": meta }))
        .header("accept", "text/event-stream")
}

/// The levels that are heard, before the response comes.
fn heard(post: &Post) -> Vec<String> {
    let mut messages = messages(post.reply_of(server()));
    let response = messages.pop().unwrap();
    assert_eq!(response["id"], 1);
    messages
        .iter()
        .map(|message| {
            assert_eq!(message["method"], "notifications/message");
            assert_eq!(message["params"]["data"], "hush");
            message["params"]["level"].as_str().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn the_earlier_revisions_hear_all_but_what_is_for_debugging() {
    assert_eq!(
        heard(&legacy()),
        [
            "info",
            "notice",
            "warning",
            "error",
            "critical",
            "alert",
            "emergency"
        ]
    );
}

#[test]
fn a_request_of_2026_07_28_hears_what_it_asks_for() {
    let all = heard(&modern(&json!({ LOG_LEVEL: "debug" })));
    assert_eq!(all.len(), LEVELS.len());
    for (place, level) in all.iter().enumerate() {
        assert_eq!(heard(&modern(&json!({ LOG_LEVEL: level }))), all[place..]);
    }
    let unasked = modern(&json!({})).reply_of(server());
    assert!(matches!(unasked, Reply::Json { .. }), "{unasked:?}");
}

#[test]
fn a_level_that_is_none_is_refused() {
    for level in [json!("loud"), json!("INFO"), json!(3), json!({})] {
        let (status, answer) = modern(&json!({ LOG_LEVEL: level })).answer_of(server());
        assert_eq!(
            (status.as_u16(), &answer["error"]["code"]),
            (200, &json!(-32602))
        );
    }
}

#[test]
fn without_a_stream_nobody_hears() {
    let post = legacy().without("accept");
    assert!(matches!(post.reply_of(server()), Reply::Json { .. }));
}

#[test]
fn a_level_that_is_set_is_one() {
    let set = |server: Server<Caller>, level: &str| {
        let post = Post::legacy("logging/setLevel", &json!({ "level": level }));
        post.answer_of(server).1
    };
    assert_eq!(set(server(), "warning")["result"], json!({}));
    assert_eq!(set(server(), "loud")["error"]["code"], -32602);
    // Clients set one unasked.
    assert_eq!(set(fixture::server(), "loud")["result"], json!({}));
}

#[test]
fn a_server_that_logs_says_so() {
    let told = |server: Server<Caller>| {
        let initialize = json!({ "protocolVersion": "2025-11-25" });
        let (_, legacy) = Post::legacy("initialize", &initialize).answer_of(server);
        legacy["result"]["capabilities"].get("logging").cloned()
    };
    assert_eq!(told(server()), Some(json!({})));
    assert_eq!(told(fixture::server()), None);
    let (_, modern) = Post::modern("server/discover", &json!({})).answer_of(server());
    assert_eq!(modern["result"]["capabilities"]["logging"], json!({}));
}

#[test]
fn a_server_that_does_not_say_so_is_not_heard() {
    let silent = Server {
        logs: false,
        ..server()
    };
    assert!(matches!(legacy().reply_of(silent), Reply::Json { .. }));
}
