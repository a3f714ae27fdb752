//! Answers that come as a stream: progress while a tool works, then its response.

use std::rc::Rc;

use futures_executor::block_on;
use futures_util::stream::LocalBoxStream;
use futures_util::{FutureExt as _, StreamExt as _};
use serde_json::{Value, json};

use super::fixture::{self, Caller};
use super::{CAPABILITIES, Post, REQUEST, VERSION};
use crate::mcp::{Reply, handle};
use crate::record::Journal;

fn call(numbers: &[u64], token: &Value) -> Post {
    let params = json!({
        "name": "count",
        "arguments": { "numbers": numbers },
        "_meta": { "progressToken": token },
    });
    Post::legacy("tools/call", &params).header("accept", "application/json, text/event-stream")
}

/// Of a stream, all.
pub(super) fn messages(reply: Reply) -> Vec<Value> {
    let Reply::Stream(messages) = reply else {
        panic!("no stream: {reply:?}")
    };
    let texts: Vec<Vec<u8>> = block_on(messages.collect());
    let parse = |text: &Vec<u8>| serde_json::from_slice(text).unwrap();
    texts.iter().map(parse).collect()
}

fn is_whole(post: &Post) -> bool {
    matches!(post.reply(), Reply::Json { .. })
}

#[test]
fn progress_comes_before_the_response() {
    let progress = |number: u64| {
        json!({
            "jsonrpc": "2.0",
            "method": "notifications/progress",
            "params": {
                "progressToken": "a\u{e9}",
                "progress": number,
                "total": 9,
                "message": format!("hush {number}"),
            },
        })
    };
    let messages = messages(call(&[0, 4, 9], &json!("a\u{e9}")).reply());
    assert_eq!(messages[..3], [progress(0), progress(4), progress(9)]);
    assert_eq!(messages.len(), 4);
    assert_eq!(messages[3]["id"], 1);
    assert_eq!(
        messages[3]["result"]["structuredContent"],
        json!({ "counted": 3 })
    );
}

#[test]
fn progress_only_increases() {
    let messages = messages(call(&[3, 3, 2, 7], &json!(5)).reply());
    let progress: Vec<_> = messages[..messages.len() - 1]
        .iter()
        .map(|message| &message["params"]["progress"])
        .collect();
    assert_eq!(progress, [3, 7]);
    assert_eq!(messages[0]["params"]["progressToken"], 5);
}

#[test]
fn both_eras_stream() {
    let meta = json!({ VERSION: "2026-07-28", CAPABILITIES: {}, "progressToken": "p" });
    let body = json!({
        "jsonrpc": "2.0",
        "id": "x",
        "method": "tools/call",
        "params": { "name": "count", "arguments": { "numbers": [1] }, "_meta": meta },
    });
    let post = Post::json(&body)
        .header("accept", "text/event-stream")
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", "tools/call")
        .header("mcp-name", "count");
    let messages = messages(post.reply());
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[1]["id"], "x");
    assert_eq!(messages[1]["result"]["resultType"], "complete");
}

#[test]
fn everything_else_is_answered_in_one_piece() {
    assert!(is_whole(&call(&[], &json!("p"))), "nothing to report");
    let untold = Post::legacy(
        "tools/call",
        &json!({ "name": "count", "arguments": { "numbers": [1] } }),
    )
    .header("accept", "text/event-stream");
    assert!(is_whole(&untold), "no token");
    let none = call(&[1], &json!("p")).without("accept");
    assert!(is_whole(&none), "no Accept header");
    for accept in [
        "application/json",
        "*/*",
        "text/*",
        "text/event-streams",
        "text/event-stream;q=0",
        "application/json, text/event-stream; Q=0.00",
    ] {
        let post = call(&[1], &json!("p"))
            .without("accept")
            .header("accept", accept);
        assert!(is_whole(&post), "{accept}");
    }
    let listed = Post::legacy("tools/list", &json!({ "_meta": { "progressToken": 1 } }))
        .header("accept", "text/event-stream");
    assert!(is_whole(&listed), "no tool");
    let unknown = json!({ "name": "nothing", "_meta": { "progressToken": 1 } });
    let unknown = Post::legacy("tools/call", &unknown).header("accept", "text/event-stream");
    assert_eq!(unknown.code(), (200, -32602));
}

#[test]
fn a_stream_may_be_asked_for_in_any_words() {
    for accept in [
        "text/event-stream",
        "TEXT/Event-Stream",
        "application/json;q=0.5 , text/event-stream;q=0.1",
        "text/event-stream; charset=utf-8",
    ] {
        let post = call(&[1], &json!("p"))
            .without("accept")
            .header("accept", accept);
        assert_eq!(messages(post.reply()).len(), 2, "{accept}");
    }
    let apart = call(&[1], &json!("p"))
        .without("accept")
        .header("accept", "application/json")
        .header("accept", "text/event-stream");
    assert_eq!(messages(apart.reply()).len(), 2);
}

#[test]
fn a_progress_token_is_a_string_or_an_integer() {
    for token in [json!(1.5), json!({}), json!([1]), json!(true)] {
        assert_eq!(call(&[1], &token).code(), (200, -32602), "{token}");
    }
    assert!(is_whole(&call(&[1], &Value::Null)));
}

#[test]
fn a_dropped_stream_stops_the_work() {
    let post = call(&[1, 2, 3], &json!("p"));
    let caller = Rc::new(Caller::default());
    let reply = handle(
        Rc::new(fixture::server()),
        Rc::clone(&caller),
        Rc::new(Journal::new(REQUEST)),
        post.headers.clone(),
        post.body.clone().into(),
    );
    let Reply::Stream(mut stream) = block_on(reply) else {
        panic!("no stream")
    };
    let next = |stream: &mut LocalBoxStream<'static, Vec<u8>>| {
        stream.next().now_or_never().flatten().is_some()
    };
    assert!(next(&mut stream));
    assert_eq!(caller.counted.get(), 1, "the work runs ahead of the reader");
    assert!(next(&mut stream));
    assert_eq!(caller.counted.get(), 2);
    drop(stream);
    assert_eq!(caller.counted.get(), 2);
    assert_eq!(Rc::strong_count(&caller), 1, "something still works");
}
