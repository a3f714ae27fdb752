//! Every kind of request that is answered with a JSON-RPC error.

use super::conversation::Conversation;
use crate::harness::journal;
use defectdojo_mcp::http::{Payload, misconfigured};
use http::header::{AUTHORIZATION, CONTENT_TYPE, ORIGIN};
use http::{HeaderValue, Method};
use serde_json::json;

pub(super) fn ask_all(client: &mut Conversation) {
    within_the_protocol(client);
    versions_and_headers(client);
    unreadable(client);
    before_the_protocol(client);
}

fn within_the_protocol(client: &mut Conversation) {
    let no_resource = if client.is_stateless() {
        -32602
    } else {
        -32002
    };
    let finding = "defectdojo://findings/1";
    for (method, params, code) in [
        ("nothing/known", json!({}), -32601),
        ("tools/list", json!({"cursor": "2"}), -32602),
        ("tools/call", json!({"name": "nothing_known"}), -32602),
        ("prompts/get", json!({"name": "nothing_known"}), -32602),
        (
            "resources/read",
            json!({"uri": "defectdojo://nothing"}),
            no_resource,
        ),
        (
            "resources/read",
            json!({"uri": "defectdojo://findings/4000000"}),
            no_resource,
        ),
    ] {
        let request = client.request(method, params);
        client.refuse(method, request, json!(1), code);
    }
    let mut nobody = client.request("resources/read", json!({"uri": finding}));
    nobody.headers_mut().remove(AUTHORIZATION);
    client.refuse("a finding without a token", nobody, json!(1), -32603);
}

fn versions_and_headers(client: &mut Conversation) {
    let mut request = client.request("tools/list", json!({}));
    if !client.is_stateless() {
        let unknown = HeaderValue::from_static("1999-01-01");
        request
            .headers_mut()
            .insert("mcp-protocol-version", unknown);
        client.refuse("a version that never was", request, json!(1), -32600);
        return;
    }
    let mut mismatch = request.clone();
    mismatch.headers_mut().remove("mcp-method");
    client.refuse("a header too few", mismatch, json!(1), -32020);
    let later = HeaderValue::from_static("2030-01-01");
    request.headers_mut().insert("mcp-protocol-version", later);
    let request = request.map(|body| body.replace(client.revision, "2030-01-01"));
    client.refuse("a version to come", request, json!(1), -32022);
}

fn unreadable(client: &mut Conversation) {
    for (body, id, code) in [
        ("{", json!(null), -32700),
        ("[]", json!(null), -32600),
        (
            r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#,
            json!(null),
            -32600,
        ),
        (r#"{"jsonrpc":"2.0","id":"a"}"#, json!("a"), -32600),
    ] {
        let request = client.request("ping", json!({})).map(|_| body.to_owned());
        client.refuse(body, request, id, code);
    }
}

fn before_the_protocol(client: &mut Conversation) {
    let good = client.request("tools/list", json!({}));
    for (header, value) in [
        (AUTHORIZATION, "Token"),
        (CONTENT_TYPE, "text/plain"),
        (ORIGIN, "https://elsewhere.example.com"),
    ] {
        let mut bad = good.clone();
        bad.headers_mut()
            .insert(header, HeaderValue::from_static(value));
        client.refuse(value, bad, json!(null), -32600);
    }
    let mut get = good.clone();
    *get.method_mut() = Method::GET;
    client.refuse("GET", get, json!(null), -32600);
    let long = good.map(|body| body + &" ".repeat(1 << 20));
    client.refuse("too long a body", long, json!(null), -32600);
    let Payload::Whole(body) = misconfigured("DEFECTDOJO_URL is not set", journal()).into_body()
    else {
        panic!("a stream")
    };
    let error = serde_json::from_slice(&body).unwrap();
    client.hear_error("a server without settings", error, json!(null), -32603);
}
