//! Bodies that are made to do harm, by name: each is answered as its fault deserves, and costs little.

use crate::harness::connection::{Connection, answers};
use crate::harness::{Client, Reuse, Server, raw};
use crate::http::{code, ping, server, serves};
use serde_json::{Value, json};

/// The largest body that is read.
const LIMIT: usize = 1 << 20;
const DEPTH: usize = 100_000;

const JSON: (&str, &str) = ("Content-Type", "application/json");
const LATEST: [(&str, &str); 1] = [("MCP-Protocol-Version", "2025-11-25")];
const BATCHING: &[u8] = b"MCP-Protocol-Version: 2025-03-26";

fn json_body(server: &Server, body: impl Into<Vec<u8>>, more: &[(&str, &str)]) -> (u16, i64) {
    let headers = [&[JSON], more].concat();
    let answer = Client::new(server.url(), None).send("POST", "/mcp", &headers, body);
    // Whatever was sent: the answer is about the fault, and doesn't grow with it.
    assert!(answer.body.len() < 2_000, "{} bytes", answer.body.len());
    (answer.status, code(&answer))
}

#[test]
fn depth_is_not_followed() {
    let server = Server::start(&[("DEFECTDOJO_URL", "http://127.0.0.1:1")], Reuse::Reused);
    let request = |method: &str, params: &str| {
        format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{{{params}}}}}"#)
    };
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let bomb = |depth| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        let deepest = bomb(DEPTH);
        for (body, expected) in [
            (deepest.clone(), (400, -32600)),
            (open.repeat(DEPTH), (400, -32700)),
            (
                format!(r#"{{"jsonrpc":"2.0","method":"ping","id":{deepest}}}"#),
                (400, -32600),
            ),
            (
                request("ping", &format!(r#""_meta":{{"x":{deepest}}}"#)),
                (400, -32600),
            ),
        ] {
            assert_eq!(
                json_body(&server, body.clone(), &LATEST),
                expected,
                "{}",
                &body[..80]
            );
        }
        // As deep as is looked at, where it is looked into and where it isn't.
        for (depth, expected) in [
            (DEPTH, (400, -32600)),
            (9_000, (200, -32602)),
            (200, (200, -32602)),
        ] {
            let bomb = bomb(depth);
            for params in [
                format!(r#""name":"get_roles","arguments":{{"limit":{bomb}}}"#),
                format!(r#""name":"get_roles","_meta":{{"progressToken":{bomb}}}"#),
                format!(r#""name":{bomb}"#),
            ] {
                let body = request("tools/call", &params);
                assert_eq!(
                    json_body(&server, body, &LATEST),
                    expected,
                    "{depth} {}",
                    &params[..60]
                );
            }
        }
        let body = request("ping", &format!(r#""_meta":{{"x":{}}}"#, bomb(9_000)));
        let answer = Client::new(server.url(), None).send("POST", "/mcp", &[JSON], body);
        assert_eq!((answer.status, &answer.json()["result"]), (200, &json!({})));
    }
    serves(&server);
    let said = server.stop();
    assert!(
        !said.contains("trap") && !said.contains("panicked"),
        "{said}"
    );
}

#[test]
fn huge_numbers_are_no_numbers() {
    let server = server();
    let client = Client::new(server.url(), "0123456789abcdef0123456789abcdef01234567");
    let digits = format!("1{}", "0".repeat(1_000));
    for number in ["1e400", "-1e400", &digits] {
        let body = format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"get_findings","arguments":{{"limit":{number}}}}}}}"#
        );
        assert_eq!(json_body(&server, body, &[]), (200, -32602), "{number}");
    }
    let (least, none) = (json!(5e-324), json!(-0.0));
    for number in [
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e300),
        least.clone(),
        none.clone(),
    ] {
        for argument in ["limit", "offset", "product_id", "cwe", "epss_min"] {
            let said = client.failure("get_findings", json!({argument: number}));
            let fits = match argument {
                "limit" | "offset" => number == none,
                "epss_min" => [&none, &least].contains(&&number),
                _ => false,
            };
            // What fits is asked of DefectDojo, which isn't there.
            let refused = format!("`{argument}`");
            let expected = if fits { "can't be reached" } else { &refused };
            assert!(said.contains(expected), "{argument} {number}: {said}");
        }
    }
    // An id may be of any size, and comes back to the letter.
    let body = format!(r#"{{"jsonrpc":"2.0","id":{digits},"method":"ping"}}"#);
    let answer = client.send(
        "POST",
        "/mcp",
        &[("Content-Type", "application/json")],
        body,
    );
    assert_eq!(
        answer.body,
        format!(r#"{{"jsonrpc":"2.0","id":{digits},"result":{{}}}}"#)
    );
}

#[test]
fn a_member_that_is_there_twice_is_refused_where_it_decides() {
    let server = server();
    for (message, expected) in [
        (
            r#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#,
            (400, -32600),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/list"}"#,
            (400, -32600),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{},"params":{"name":"get_roles"}}"#,
            (400, -32600),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_roles","name":"get_users"}}"#,
            (200, -32602),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"defectdojo://guide","\u0075ri":"x"}}"#,
            (200, -32602),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{},"_meta":{}}}"#,
            (400, -32602),
        ),
    ] {
        assert_eq!(json_body(&server, message, &[]), expected, "{message}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let server = server();
    for bytes in [
        &b"\xff"[..],
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe2\x82",
    ] {
        let body = [br#"{"jsonrpc":"2.0","id":1,"method":""#, bytes, br#""}"#].concat();
        assert_eq!(json_body(&server, body, &[]), (400, -32700), "{bytes:?}");
    }
    // Half a character, written as an escape, is JSON and no text.
    for (body, expected) in [
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"\ud800"}"#,
            (400, -32600),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\udfff"}}"#,
            (200, -32602),
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_roles","arguments":{"x":"\ud800\ud800"}}}"#,
            (200, -32602),
        ),
    ] {
        assert_eq!(json_body(&server, body, &[]), expected, "{body}");
    }
}

#[test]
fn an_array_of_half_a_million_messages_gets_one_short_answer() {
    let server = Server::start(&[("DEFECTDOJO_URL", "http://127.0.0.1:1")], Reuse::Reused);
    for element in ["1", "{}", "[]", r#"{"id":1}"#] {
        let mut body = format!("[{element}");
        while body.len() + element.len() + 2 <= LIMIT {
            body.push(',');
            body.push_str(element);
        }
        body.push(']');
        for version in ["2025-03-26", "2025-11-25"] {
            let answer = json_body(&server, body.clone(), &[("MCP-Protocol-Version", version)]);
            assert_eq!(answer, (400, -32600), "{element}");
        }
    }
    // As many as are taken: an answer for each.
    let body = format!("[{}]", vec!["1"; 20].join(","));
    let length = format!("Content-Length: {}", body.len());
    let request = raw::post(&[BATCHING, length.as_bytes()], body.as_bytes());
    let received = answers(server.url(), &request);
    let answers: Vec<Value> = serde_json::from_slice(&received[0].body).unwrap();
    assert_eq!((answers.len(), received[0].body.len() < 3_000), (20, true));
    serves(&server);
}

#[test]
fn a_body_of_another_kind_is_not_guessed_at() {
    let server = server();
    let client = Client::new(server.url(), None);
    for kind in [
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; application/json",
        "text/plain, application/json",
        "application/json, text/plain",
        "application/json+x",
        "application /json",
        "json",
    ] {
        let answer = client.send(
            "POST",
            "/mcp",
            &[("Content-Type", kind)],
            ping().to_string(),
        );
        assert_eq!(answer.status, 415, "{kind}");
    }
    // Nothing is unpacked: a small body can't become a large one.
    let packed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03".to_vec();
    let encoded = [("Content-Encoding", "gzip")];
    assert_eq!(json_body(&server, packed, &encoded), (400, -32700));
    // UTF-16, whatever its charset is said to be.
    let wide: Vec<u8> = ping()
        .to_string()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(json_body(&server, wide, &[]), (400, -32700));
}

#[test]
fn a_body_that_never_ends_is_given_up() {
    let server = Server::start(&[("DEFECTDOJO_URL", "http://127.0.0.1:1")], Reuse::Reused);
    let slow = raw::post(&[b"Content-Length: 100"], b"{");
    let received = Connection::new(server.url()).ask("POST", &slow);
    assert_eq!(received.status, 408, "{received:?}");
    let said: Value = serde_json::from_slice(&received.body).unwrap();
    assert_eq!(said["error"]["code"], -32600, "{said}");
    serves(&server);
}
