//! The checks in front of the protocol, and their order.

use std::rc::Rc;

use serde_json::json;

use super::super::body::LIMIT;
use super::super::misconfigured;
use super::{App, Call, HELP, body, call, header, journal, message, whole};

#[test]
fn the_endpoint_serves_the_protocol() {
    for path in ["/mcp", "/mcp?x=1"] {
        let response = call().path(path).send();
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(
            body(&response),
            json!({ "jsonrpc": "2.0", "id": 1, "result": {} })
        );
    }
}

#[test]
fn handlers_get_what_authentication_made_of_this_request() {
    let app = Rc::<App>::default();
    let echo = || {
        call().body(r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}"#)
    };
    for (authorization, name) in [(Some("Token ada"), "ada"), (None, "anyone")] {
        let call = match authorization {
            Some(value) => echo().header("authorization", value),
            None => echo(),
        };
        let answer = body(&call.send_to(&app));
        assert_eq!(answer["result"]["structuredContent"]["caller"], name);
    }
}

#[test]
fn every_check_comes_in_its_order() {
    // Each request has every later fault too; mending one fault at a time leads through the checks.
    let worst = || {
        Call {
            headers: Vec::new(),
            ..call()
        }
        .body("{")
    };
    let bad_token = |call: Call| call.header("authorization", "Basic x");
    let bad_origin = |call: Call| bad_token(call).header("origin", "https://evil.example");
    assert_eq!(bad_origin(worst()).method("GET").path("/").status(), 404);
    assert_eq!(bad_origin(worst()).method("GET").status(), 403);
    assert_eq!(bad_token(worst()).method("GET").status(), 405);
    let large = "x".repeat(LIMIT + 1);
    assert_eq!(bad_token(worst()).body(&large).status(), 401);
    assert_eq!(worst().body(&large).status(), 415);
    assert_eq!(call().body(&large).status(), 413);
    let json_rpc = |body: &str| {
        let response = call().body(body).send();
        (
            response.status().as_u16(),
            self::body(&response)["error"]["code"].clone(),
        )
    };
    assert_eq!(json_rpc("{"), (400, json!(-32700)));
    assert_eq!(json_rpc("{}"), (400, json!(-32600)));
}

#[test]
fn credentials_are_not_looked_at_before_the_method() {
    let app = Rc::<App>::default();
    call().method("GET").send_to(&app);
    call().header("origin", "null").send_to(&app);
    call().path("/healthz").method("GET").send_to(&app);
    call().path("/register").send_to(&app);
    assert_eq!(app.authentications.get(), 0);
    call().send_to(&app);
    assert_eq!(app.authentications.get(), 1);
}

#[test]
fn other_paths_tell_how_to_pass_credentials() {
    for path in [
        "/",
        "/mcp/",
        "/sse",
        "/register",
        "/mcp/.well-known/openid-configuration",
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/mcp",
        "/.well-known/oauth-authorization-server",
        "/MCP",
        "/mcp//",
        "/healthz/",
    ] {
        for method in ["GET", "POST", "OPTIONS"] {
            let response = call().method(method).path(path).send();
            assert_eq!(response.status(), 404, "{path}");
            assert_eq!(header(&response, "content-type"), Some("application/json"));
            let body = body(&response);
            assert_eq!(body["error"], "not_found");
            let expected = format!("{HELP} (request 00000000a1b2)");
            let said = body["error_description"].as_str().unwrap();
            assert!(said.ends_with(&expected), "{body}");
        }
    }
}

#[test]
fn other_methods_are_not_allowed() {
    for method in ["GET", "HEAD", "DELETE", "PUT", "PATCH", "OPTIONS", "post"] {
        let response = call()
            .method(method)
            .header("accept", "text/event-stream")
            .send();
        assert_eq!(response.status(), 405, "{method}");
        assert_eq!(header(&response, "allow"), Some("POST"));
        assert!(method == "HEAD" || message(&response).contains("POST"));
    }
}

#[test]
fn refused_credentials_are_challenged() {
    let response = call().header("authorization", "Basic secret").send();
    assert_eq!(response.status(), 401);
    assert_eq!(
        header(&response, "www-authenticate"),
        Some(
            r#"Token realm="made up", error_description="Write it right. (request 00000000a1b2)""#
        )
    );
    assert!(message(&response).contains("write Authorization: Token X"));
}

#[test]
fn health_needs_no_credentials() {
    let response = call()
        .method("GET")
        .path("/healthz")
        .without("content-type")
        .header("authorization", "Basic x")
        .body("")
        .send();
    assert_eq!(response.status(), 200);
    assert_eq!(
        body(&response),
        json!({ "status": "ok", "name": "made-up", "version": "1.2.3" })
    );
    let response = call().method("POST").path("/healthz").send();
    assert_eq!(response.status(), 405);
    assert_eq!(header(&response, "allow"), Some("GET, HEAD"));
}

#[test]
fn a_head_is_answered_without_a_body() {
    for (path, status) in [("/healthz", 200), ("/mcp", 405), ("/", 404)] {
        let response = call().method("HEAD").path(path).send();
        assert_eq!(response.status(), status, "{path}");
        assert!(response.body().is_empty(), "{path}");
    }
}

#[test]
fn status_codes_of_the_protocol_pass_through() {
    let unknown = r#"{"jsonrpc":"2.0","id":1,"method":"nothing","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#;
    let modern = call()
        .body(unknown)
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", "nothing");
    let response = modern.send();
    assert_eq!(response.status(), 404);
    assert_eq!(body(&response)["error"]["code"], -32601);
}

#[test]
fn answers_are_neither_kept_nor_guessed_at() {
    for response in [
        call().send(),
        call().path("/").send(),
        call().method("GET").send(),
        call().method("GET").path("/healthz").send(),
        call().header("origin", "https://evil.example").send(),
        call().body(r#"{"jsonrpc":"2.0","method":"x"}"#).send(),
        misconfigured("URL is not set", journal()).map(whole),
    ] {
        assert_eq!(header(&response, "cache-control"), Some("no-store"));
        assert_eq!(header(&response, "x-content-type-options"), Some("nosniff"));
        assert_eq!(header(&response, "vary"), Some("Origin"));
        assert_eq!(header(&response, "mcp-session-id"), None);
    }
}

#[test]
fn a_wrong_configuration_is_told_to_everyone() {
    let response = misconfigured("URL is not set", journal()).map(whole);
    assert_eq!(response.status(), 500);
    assert_eq!(header(&response, "content-type"), Some("application/json"));
    assert_eq!(message(&response), "URL is not set (request 00000000a1b2)");
}
