//! The endpoint over a real connection: paths, methods, origins, sizes, ids.

use crate::harness::{Answer, Client, Reuse, Server, raw};
use serde_json::{Value, json};

/// A server whose `DefectDojo` is never asked.
pub(crate) fn server() -> Server {
    Server::of("http://127.0.0.1:1")
}

pub(crate) fn message(method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
}

pub(crate) fn ping() -> Value {
    message("ping", json!({}))
}

/// Whatever was asked of it before, it answers.
pub(crate) fn serves(server: &Server) {
    let answer = Client::new(server.url(), None).post(&ping(), &[]);
    assert_eq!((answer.status, &answer.json()["result"]), (200, &json!({})));
}

/// The code of a JSON-RPC error.
pub(crate) fn code(answer: &Answer) -> i64 {
    let json = answer.json();
    json["error"]["code"]
        .as_i64()
        .unwrap_or_else(|| panic!("{json}"))
}

#[test]
fn every_other_path_is_a_404_that_tells_how_to_pass_a_token() {
    let server = server();
    let client = Client::new(server.url(), None);
    for path in [
        "/",
        "/mcp/x",
        "/MCP",
        "/mcp/",
        "/sse",
        "/register",
        "/authorize",
        "/token",
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/mcp",
        "/.well-known/oauth-authorization-server",
        "/.well-known/oauth-authorization-server/mcp",
        "/.well-known/openid-configuration",
        "/mcp/.well-known/openid-configuration",
        "/api/v2/findings/",
    ] {
        for method in ["GET", "POST"] {
            let answer = client.send(method, path, &[], "");
            assert_eq!(answer.status, 404, "{method} {path}: {answer:?}");
            assert_eq!(answer.header("Content-Type"), "application/json");
            assert_eq!(answer.header("WWW-Authenticate"), "");
            let body = answer.json();
            assert_eq!(body["error"], "not_found");
            let said = body["error_description"].as_str().unwrap();
            assert!(
                said.contains("`Authorization: Token <your API token>`"),
                "{said}"
            );
        }
    }
}

#[test]
fn the_endpoint_takes_posts_only() {
    let server = server();
    let client = Client::new(server.url(), None);
    for method in ["GET", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS"] {
        let answer = client.send(method, "/mcp", &[("Accept", "text/event-stream")], "");
        assert_eq!(answer.status, 405, "{method}: {answer:?}");
        assert_eq!(answer.header("Allow"), "POST", "{method}");
    }
    let health = client.send("POST", "/healthz", &[], "");
    assert_eq!((health.status, health.header("Allow")), (405, "GET, HEAD"));
    assert_eq!(client.send("HEAD", "/healthz", &[], "").status, 200);
    let json = [("Content-Type", "application/json; charset=utf-8")];
    for path in ["/mcp", "/mcp?session=1"] {
        let answer = client.send("POST", path, &json, ping().to_string());
        assert_eq!(
            (answer.status, &answer.json()["result"]),
            (200, &json!({})),
            "{path}"
        );
    }
}

#[test]
fn pages_of_this_machine_may_call_and_no_others() {
    let server = server();
    let client = Client::new(server.url(), None);
    let inspector = "http://localhost:6274";
    let asks = |origin| {
        let headers = [
            ("Origin", origin),
            ("Access-Control-Request-Method", "POST"),
            (
                "Access-Control-Request-Headers",
                "authorization,content-type,mcp-protocol-version",
            ),
        ];
        client.send("OPTIONS", "/mcp", &headers, "")
    };
    let answer = asks(inspector);
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    assert_eq!(answer.header("Access-Control-Allow-Origin"), inspector);
    assert_eq!(answer.header("Access-Control-Allow-Methods"), "POST");
    let allowed = answer
        .header("Access-Control-Allow-Headers")
        .to_ascii_lowercase();
    for header in [
        "authorization",
        "content-type",
        "accept",
        "mcp-protocol-version",
        "mcp-method",
        "mcp-name",
        "mcp-session-id",
        "last-event-id",
    ] {
        assert!(allowed.split(", ").any(|name| name == header), "{header}");
    }

    let answer = client.post(&ping(), &[("Origin", inspector)]);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("Access-Control-Allow-Origin"), inspector);
    assert_eq!(
        answer.header("Access-Control-Expose-Headers"),
        "WWW-Authenticate, X-Request-Id"
    );
    assert_eq!(answer.header("Vary"), "Origin");
    let answer = client.post(
        &ping(),
        &[("Origin", inspector), ("Authorization", "Basic YTpi")],
    );
    assert_eq!(answer.status, 401);
    assert_eq!(
        answer.header("Access-Control-Allow-Origin"),
        inspector,
        "the page reads why"
    );

    for origin in [
        "https://evil.example",
        "http://localhost.evil.example",
        "null",
        "",
    ] {
        for answer in [asks(origin), client.post(&ping(), &[("Origin", origin)])] {
            assert_eq!(answer.status, 403, "{origin:?}: {answer:?}");
            assert_eq!(answer.header("Access-Control-Allow-Origin"), "");
            assert_eq!(code(&answer), -32600);
        }
    }
}

#[test]
fn the_origins_can_be_set() {
    let server = Server::start(
        &[
            ("DEFECTDOJO_URL", "http://127.0.0.1:1"),
            (
                "MCP_ALLOWED_ORIGINS",
                "https://app.example.com, http://intranet:8080",
            ),
        ],
        Reuse::Fresh,
    );
    let client = Client::new(server.url(), None);
    for (origin, status) in [
        ("https://app.example.com", 200),
        ("http://intranet:8080", 200),
        ("http://app.example.com", 403),
        ("http://localhost:6274", 403),
    ] {
        let answer = client.post(&ping(), &[("Origin", origin)]);
        assert_eq!(answer.status, status, "{origin}");
    }
    assert_eq!(client.post(&ping(), &[]).status, 200, "no page at all");
}

#[test]
fn a_body_over_one_mib_is_refused() {
    const LIMIT: usize = 1 << 20;
    let server = server();
    let client = Client::new(server.url(), None);
    let padded = |length: usize| {
        let message = ping().to_string();
        let spaces = " ".repeat(length - message.len());
        message + &spaces
    };
    let json = [("Content-Type", "application/json")];
    let answer = client.send("POST", "/mcp", &json, padded(LIMIT));
    assert_eq!(answer.status, 200, "{}", answer.body);

    // The announced length is enough: nothing of the body is sent.
    let length = format!("Content-Length: {}", LIMIT + 1);
    let answer = raw::exchange(server.url(), &raw::post(&[length.as_bytes()], b""));
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(answer.contains("larger than 1048576 bytes"), "{answer}");

    // Without an announcement the byte too many is, and the end never comes.
    let body = format!("{:x}\r\n{}", LIMIT + 1, padded(LIMIT + 1));
    let request = raw::post(&[b"Transfer-Encoding: chunked"], body.as_bytes());
    let answer = raw::exchange(server.url(), &request);
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");

    let body = format!("{LIMIT:x}\r\n{}\r\n0\r\n\r\n", padded(LIMIT));
    let request = raw::post(&[b"Transfer-Encoding: chunked"], body.as_bytes());
    let answer = raw::exchange(server.url(), &request);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[test]
fn a_body_that_is_not_json_is_refused() {
    let server = server();
    let client = Client::new(server.url(), None);
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "",
    ] {
        let answer = client.send(
            "POST",
            "/mcp",
            &[("Content-Type", kind)],
            ping().to_string(),
        );
        assert_eq!(answer.status, 415, "{kind}: {answer:?}");
    }
    assert_eq!(
        client.send("POST", "/mcp", &[], ping().to_string()).status,
        415
    );
    let json = [("Content-Type", "application/json")];
    for (body, expected) in [
        ("", -32700),
        ("{", -32700),
        ("\u{0}", -32700),
        ("{}", -32600),
        ("7", -32600),
        (r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
        (r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
        (r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
    ] {
        let answer = client.send("POST", "/mcp", &json, body);
        assert_eq!(
            (answer.status, code(&answer)),
            (400, expected),
            "{body:?}: {answer:?}"
        );
    }
    let answer = client.send("POST", "/mcp", &json, b"{\"jsonrpc\":\"2.0\xff\"}".to_vec());
    assert_eq!((answer.status, code(&answer)), (400, -32700));
}

#[test]
fn ids_come_back_as_they_were() {
    let server = server();
    let client = Client::new(server.url(), None);
    let json = [("Content-Type", "application/json")];
    for id in [
        "0",
        "-1",
        "9007199254740993",
        "18446744073709551616",
        "123456789012345678901234567890123456789",
        r#""a""#,
        r#""1""#,
        r#""ünï \"quoted\"""#,
    ] {
        let body = format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"ping"}}"#);
        let answer = client.send("POST", "/mcp", &json, body);
        assert_eq!(answer.status, 200, "{id}: {answer:?}");
        assert!(
            answer.body.contains(&format!("\"id\":{id},")),
            "{id}: {}",
            answer.body
        );
        let body = format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"no/such"}}"#);
        let answer = client.send("POST", "/mcp", &json, body);
        assert!(
            answer.body.contains(&format!("\"id\":{id},")),
            "{id}: {}",
            answer.body
        );
    }
}
