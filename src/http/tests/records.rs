//! What is noted of a request, and the id that leads from an answer to it.

use std::rc::Rc;
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use futures_executor::block_on;
use futures_util::StreamExt as _;
use serde_json::{Value, json};

use super::super::{Payload, misconfigured};
use super::{App, Call, call, journal, whole};
use crate::record::Journal;

const SIGNATURE: &str = " (request 00000000a1b2)";
const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const OTHER_PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

fn line(journal: &Journal) -> Value {
    let line = journal.record(UNIX_EPOCH, Duration::ZERO).line();
    serde_json::from_str(&line).unwrap()
}

impl Call {
    /// The body of the answer, and what was noted.
    fn noted(self) -> (String, Value) {
        let journal = journal();
        let response = self.answer_with(&Rc::<App>::default(), Rc::clone(&journal));
        assert_eq!(response.headers()["x-request-id"], "00000000a1b2");
        let body = String::from_utf8(whole(response.into_body())).unwrap();
        (body, line(&journal))
    }
}

fn message(method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params })
}

fn modern(method: &'static str, mut params: Value) -> Call {
    params["_meta"]["io.modelcontextprotocol/protocolVersion"] = json!("2026-07-28");
    params["_meta"]["io.modelcontextprotocol/clientCapabilities"] = json!({});
    let call = call()
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", method)
        .body(message(method, &params).to_string());
    match params["name"].as_str() {
        Some(name) => call.header("mcp-name", name),
        None => call,
    }
}

#[test]
fn every_refusal_is_noted_and_carries_its_id() {
    for (call, status, error) in [
        (call().path("/register"), 404, "no_such_path"),
        (
            call().header("origin", "https://evil.example"),
            403,
            "origin",
        ),
        (call().method("GET"), 405, "method_not_allowed"),
        (call().path("/healthz"), 405, "method_not_allowed"),
        (
            call().header("authorization", "Basic x"),
            401,
            "credentials",
        ),
        (call().without("content-type"), 415, "media_type"),
        (call().body(" ".repeat(2 << 20)), 413, "body_too_large"),
        (call().body("{"), 400, "parse"),
        (call().body("7"), 400, "invalid_request"),
        (
            call().header("mcp-protocol-version", "1"),
            400,
            "invalid_request",
        ),
        (
            call().body(message("nothing", &json!({})).to_string()),
            200,
            "method_not_found",
        ),
        (
            modern("tools/call", json!({ "name": "echo" })).without("mcp-name"),
            400,
            "header_mismatch",
        ),
        (modern("tools/call", json!({ "name": "fail" })), 200, "tool"),
    ] {
        let (body, line) = call.noted();
        assert_eq!(
            (&line["status"], &line["error"]),
            (&json!(status), &json!(error))
        );
        assert!(body.contains(SIGNATURE), "{body}");
        assert_eq!(line["request"], "00000000a1b2");
        assert_eq!(line["bytes_out"], body.len());
    }
}

#[test]
fn a_wrong_configuration_is_noted_in_its_words() {
    let journal = journal();
    let response = misconfigured("URL is not set", Rc::clone(&journal));
    assert_eq!(response.headers()["x-request-id"], "00000000a1b2");
    let line = line(&journal);
    assert_eq!(
        (&line["error"], &line["status"]),
        (&json!("configuration"), &json!(500))
    );
    assert_eq!(line["detail"], "URL is not set");
}

#[test]
fn a_good_request_is_noted_and_its_answer_has_no_id_in_it() {
    let body = message(
        "tools/call",
        &json!({ "name": "echo", "arguments": { "text": "x" } }),
    );
    let body = body.to_string();
    let (answer, noted) = call().body(body.clone()).noted();
    assert!(!answer.contains("00000000a1b2"), "{answer}");
    assert_eq!(
        noted,
        json!({
            "time": "1970-01-01T00:00:00.000Z",
            "request": "00000000a1b2",
            "path": "/mcp",
            "era": "legacy",
            "method": "tools/call",
            "tool": "echo",
            "status": 200,
            "ms": 0,
            "bytes_in": body.len(),
            "bytes_out": answer.len(),
        })
    );
    let (_, noted) = modern("server/discover", json!({})).noted();
    assert_eq!(
        (&noted["era"], &noted["method"]),
        (&json!("modern"), &json!("server/discover"))
    );
    let (_, noted) = call().body(r#"{"jsonrpc":"2.0","method":"x"}"#).noted();
    assert_eq!(
        (&noted["method"], &noted["status"]),
        (&json!("notification"), &json!(202))
    );
    let (_, noted) = call().method("GET").path("/healthz").noted();
    assert_eq!(noted["path"], "/healthz");
}

#[test]
fn no_word_of_a_client_is_noted() {
    let secret = "0123456789abcdef0123456789abcdef01234567";
    let hostile = format!("x\r\n{{\"request\":\"forged\"}}\n\u{2028}{secret}");
    let batch = json!([
        message(&hostile, &json!({})),
        message(
            "tools/call",
            &json!({ "name": hostile, "arguments": { "a": hostile } })
        ),
    ]);
    for call in [
        call().body(message(&hostile, &json!({})).to_string()),
        call().body(message("tools/call", &json!({ "name": hostile })).to_string()),
        call().body(message("resources/read", &json!({ "uri": hostile })).to_string()),
        call().body(message("prompts/get", &json!({ "name": hostile })).to_string()),
        call().body(batch.to_string()),
        call()
            .header("x-request-id", secret)
            .header("traceparent", secret),
        call().header("mcp-protocol-version", secret),
        call().header("mcp-method", secret).header("origin", secret),
    ] {
        let noted = call.noted().1.to_string();
        for word in [secret, "forged", "\\n"] {
            assert!(!noted.contains(word), "{noted}");
        }
    }
    let (_, noted) = call()
        .body(message(&hostile, &json!({})).to_string())
        .noted();
    assert_eq!(noted["method"], "unknown");
    let unknown = message("tools/call", &json!({ "name": hostile })).to_string();
    assert_eq!(call().body(unknown).noted().1["tool"], "unknown");
}

#[test]
fn each_message_of_a_batch_is_noted() {
    let batch = json!([
        message("ping", &json!({})),
        message("tools/call", &json!({ "name": "fail" })),
        message("tools/call", &json!({ "name": "nothing" })),
        { "jsonrpc": "2.0", "method": "notifications/initialized" },
        7,
    ]);
    let (body, noted) = call().body(batch.to_string()).noted();
    assert_eq!(
        noted["batch"],
        json!([
            { "method": "ping" },
            { "method": "tools/call", "tool": "fail", "error": "tool" },
            { "method": "tools/call", "tool": "unknown", "error": "invalid_params" },
            { "method": "notification" },
            { "method": "unknown", "error": "invalid_request" },
        ])
    );
    assert_eq!(
        (&noted["error"], &noted["era"]),
        (&json!("tool"), &json!("legacy"))
    );
    assert_eq!(body.matches(SIGNATURE).count(), 3, "{body}");
}

#[test]
fn a_stream_is_noted_as_far_as_it_is_read() {
    let ask = message(
        "tools/call",
        &json!({
            "name": "count",
            "arguments": { "numbers": [1, 2] },
            "_meta": { "progressToken": "p" },
        }),
    );
    let journal = journal();
    let response = call()
        .header("accept", "text/event-stream")
        .body(ask.to_string())
        .answer_with(&Rc::<App>::default(), Rc::clone(&journal));
    assert_eq!(response.headers()["x-request-id"], "00000000a1b2");
    let Payload::Events(mut events) = response.into_body() else {
        panic!("no stream")
    };
    assert_eq!(line(&journal)["bytes_out"], 0);
    let first = block_on(events.next()).unwrap();
    assert_eq!(line(&journal)["bytes_out"], first.len());
    assert_eq!(line(&journal)["tool"], "count");
    let rest = block_on(events.collect::<Vec<_>>());
    let all = first.len() + rest.iter().map(Bytes::len).sum::<usize>();
    assert_eq!(line(&journal)["bytes_out"], all);
    assert_eq!(line(&journal).get("error"), None);
}

fn trace(call: Call) -> Value {
    call.noted().1["trace"].clone()
}

#[test]
fn a_trace_is_taken_from_the_message_before_the_headers() {
    let [header, own] = [PARENT, OTHER_PARENT].map(|parent| json!(parent[3..35]));
    let meta = |parent: &str| json!({ "_meta": { "traceparent": parent } });
    let legacy = |params: &Value| call().body(message("ping", params).to_string());
    assert_eq!(trace(call()), Value::Null);
    assert_eq!(trace(call().header("traceparent", PARENT)), header);
    assert_eq!(trace(legacy(&meta(OTHER_PARENT))), own);
    assert_eq!(trace(modern("tools/list", meta(OTHER_PARENT))), own);
    let both = legacy(&meta(OTHER_PARENT)).header("traceparent", PARENT);
    assert_eq!(trace(both), own);
    for malformed in [json!("00-x"), json!(7), json!({}), Value::Null] {
        let params = json!({ "_meta": { "traceparent": malformed, "tracestate": malformed } });
        assert_eq!(trace(legacy(&params)), Value::Null);
        let beside = legacy(&params).header("traceparent", PARENT);
        assert_eq!(trace(beside), header, "{malformed}");
    }
    let batch = call().body(json!([message("ping", &meta(OTHER_PARENT))]).to_string());
    assert_eq!(
        trace(batch.header("traceparent", PARENT)),
        header,
        "a batch has its request's"
    );
    for malformed in ["", "00-x", &PARENT.to_uppercase()] {
        let call = call().header("traceparent", malformed);
        let (body, noted) = call.noted();
        assert_eq!(
            (noted.get("trace"), noted.get("error")),
            (None, None),
            "{body}"
        );
    }
}

#[test]
fn what_was_read_of_a_refused_body_is_noted() {
    let (_, noted) = call().body("x".repeat((1 << 20) + 1)).noted();
    assert_eq!(
        (&noted["error"], &noted["bytes_in"]),
        (&json!("body_too_large"), &json!((1 << 20) + 1))
    );
}
