//! Answers that come as server-sent events.

use std::rc::Rc;

use futures_executor::block_on;
use futures_util::StreamExt as _;
use serde_json::json;

use super::{App, Call, call};
use crate::http::Payload;

fn counting() -> Call {
    let message = json!({
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {
            "name": "count",
            "arguments": { "numbers": [1, 2] },
            "_meta": { "progressToken": "p" },
        },
    });
    call()
        .header("accept", "application/json, text/event-stream")
        .header("origin", "http://localhost:6274")
        .body(message.to_string())
}

#[test]
fn a_stream_has_the_headers_of_one() {
    let response = counting().answer_of(&Rc::<App>::default());
    assert_eq!(response.status(), 200);
    let header = |name: &str| response.headers()[name].to_str().unwrap();
    assert_eq!(header("content-type"), "text/event-stream");
    assert_eq!(header("x-accel-buffering"), "no");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(
        header("access-control-allow-origin"),
        "http://localhost:6274"
    );
}

#[test]
fn each_message_is_an_event_without_the_callers_secrets() {
    let response = counting().answer_of(&Rc::<App>::default());
    let Payload::Events(events) = response.into_body() else {
        panic!("no stream")
    };
    let events: Vec<_> = block_on(events.collect());
    assert_eq!(events.len(), 3);
    for (event, expected) in events.iter().zip([
        r#""message":"**** 1""#,
        r#""message":"**** 2""#,
        r#""id":1,"result":"#,
    ]) {
        let text = str::from_utf8(event).unwrap();
        assert!(text.starts_with("event: message\ndata: {"), "{text}");
        assert!(text.ends_with("}\n\n"), "{text}");
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("hush"), "{text}");
    }
}
