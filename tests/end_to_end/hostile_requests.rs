//! Requests that are made to do harm, by name: each is answered as its fault deserves, and costs little.

use crate::harness::connection::{Received, answers};
use crate::harness::{Client, Reuse, Server};
use crate::http::{code, ping, server};
use serde_json::{Value, json};

/// The largest body that is read.
const LIMIT: usize = 1 << 20;
const DEPTH: usize = 100_000;

const JSON: (&str, &str) = ("Content-Type", "application/json");
const LATEST: [(&str, &str); 1] = [("MCP-Protocol-Version", "2025-11-25")];
const BATCHING: &str = "MCP-Protocol-Version: 2025-03-26";

fn json_body(server: &Server, body: impl Into<Vec<u8>>, more: &[(&str, &str)]) -> (u16, i64) {
    let headers = [&[JSON], more].concat();
    let answer = Client::new(server.url(), None).send("POST", "/mcp", &headers, body);
    // Whatever was sent: the answer is about the fault, and doesn't grow with it.
    assert!(answer.body.len() < 2_000, "{} bytes", answer.body.len());
    (answer.status, code(&answer))
}

fn serves(server: &Server) {
    let answer = Client::new(server.url(), None).post(&ping(), &[]);
    assert_eq!((answer.status, &answer.json()["result"]), (200, &json!({})));
}

/// The head of a POST by hand, with these lines, and what follows it.
fn by_hand(lines: &[&str], rest: &[u8]) -> Vec<u8> {
    let first = ["POST /mcp HTTP/1.1", "Content-Type: application/json"];
    let head = [&first, lines, &["", ""]].concat().join("\r\n");
    [head.as_bytes(), rest].concat()
}

fn statuses(server: &Server, bytes: &[u8]) -> Vec<u16> {
    answers(server.url(), bytes)
        .iter()
        .map(|answer| answer.status)
        .collect()
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
    // In a header, they are not this server's text either; the runtime lets them through.
    let body = br#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let length = format!("Content-Length: {}", body.len());
    for (name, status) in [
        ("Authorization: Token ", 401),
        ("Origin: ", 403),
        ("Mcp-Name: ", 200),
        ("MCP-Protocol-Version: ", 400),
    ] {
        let head = by_hand(
            &[
                "Host: localhost",
                "Connection: close",
                &length,
                &format!("{name}?"),
            ],
            body,
        );
        let at = head.iter().position(|byte| *byte == b'?').unwrap();
        let mut bytes = head;
        bytes[at] = 0xFF;
        assert_eq!(statuses(&server, &bytes), [status], "{name}");
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
    let received = answers(
        server.url(),
        &by_hand(
            &["Host: localhost", "Connection: close", BATCHING, &length],
            body.as_bytes(),
        ),
    );
    let answers: Vec<Value> = serde_json::from_slice(&received[0].body).unwrap();
    assert_eq!((answers.len(), received[0].body.len() < 3_000), (20, true));
    serves(&server);
}

#[test]
fn nothing_is_smuggled_between_two_readings_of_a_length() {
    let server = server();
    let message = ping().to_string();
    let length = format!("Content-Length: {}", message.len());
    let chunked = format!("{:x}\r\n{message}\r\n0\r\n\r\n", message.len());
    // A request of its own for whoever reads the body as shorter than it is.
    let hidden = "DELETE /mcp HTTP/1.1\r\nHost: localhost\r\nX: ";
    let cases: [(&[&str], String, &[u16]); 14] = [
        (
            &["Transfer-Encoding: chunked", "Content-Length: 5"],
            chunked.clone(),
            &[200],
        ),
        (
            &["Content-Length: 5", "Transfer-Encoding: chunked"],
            chunked.clone(),
            &[200],
        ),
        (&["Content-Length: 5", &length], message.clone(), &[400]),
        (
            &[&length, "Content-Length: 5"],
            format!("{message}{hidden}"),
            &[400],
        ),
        (&["Content-Length: 36, 36"], message.clone(), &[400]),
        (&["Content-Length: +36"], message.clone(), &[400]),
        (&["Content-Length: 0x24"], message.clone(), &[400]),
        (&["Transfer-Encoding: xchunked"], chunked.clone(), &[400]),
        (
            &["Transfer-Encoding: chunked, identity"],
            chunked.clone(),
            &[400],
        ),
        (
            &["Transfer-Encoding : chunked", &length],
            message.clone(),
            &[400],
        ),
        (
            &["X-Folded: a\r\n Transfer-Encoding: chunked", &length],
            message.clone(),
            &[400],
        ),
        (
            &["X-Bare: a\rTransfer-Encoding: chunked", &length],
            message.clone(),
            &[400],
        ),
        (&["X-Nul: a\0b", &length], message.clone(), &[400]),
        (
            &["Transfer-Encoding: chunked"],
            format!("{:x}\r\n{message}\r\n-1\r\n{hidden}", message.len()),
            &[400],
        ),
    ];
    for (lines, body, expected) in cases {
        let lines = [&["Host: localhost", "Connection: close"], lines].concat();
        let bytes = by_hand(&lines, body.as_bytes());
        assert_eq!(statuses(&server, &bytes), expected, "{lines:?}");
    }
    // Two that are said to be two are two: the second is not a part of the first.
    let both = [
        by_hand(&["Host: localhost", &length], message.as_bytes()),
        by_hand(
            &["Host: localhost", "Connection: close", "Content-Length: 0"],
            b"",
        ),
    ];
    assert_eq!(statuses(&server, &both.concat()), [200, 400]);
    serves(&server);
}

#[test]
fn what_is_no_request_for_a_page_gets_no_server_error() {
    let server = server();
    let client = Client::new(server.url(), None);
    for request in [
        "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "TRACE /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /mcp HTTP/1.1\r\nHost: a:b:c\r\nConnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET http://evil.invalid/mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /mcp HTTP/2.0\r\n\r\n",
        "\u{16}\u{3}\u{1}\0\u{1}\r\n\r\n",
    ] {
        let statuses = statuses(&server, request.as_bytes());
        assert_eq!(statuses.len(), 1, "{request:?}");
        assert!(
            (400..500).contains(&statuses[0]),
            "{statuses:?}: {request:?}"
        );
    }
    assert_eq!(client.post(&ping(), &[]).status, 200);
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
fn a_name_that_is_bound_anew_gives_a_page_nothing() {
    let server = server();
    let client = Client::new(server.url(), None);
    let evil = ("Host", "evil.invalid:3000");
    let json = ("Content-Type", "application/json");
    let post = |origin: &str| {
        let answer = client.send(
            "POST",
            "/mcp",
            &[evil, json, ("Origin", origin)],
            ping().to_string(),
        );
        (
            answer.status,
            answer.header("Access-Control-Allow-Origin").to_owned(),
        )
    };
    // The attacker's page, once its name leads to this machine: to its browser the request is of the same origin.
    for origin in [
        "http://evil.invalid:3000",
        "https://evil.invalid",
        "null",
        "http://localhost.evil.invalid",
    ] {
        assert_eq!(post(origin), (403, String::new()), "{origin}");
    }
    // Two origins are none.
    let twice = [
        json,
        ("Origin", "http://localhost"),
        ("Origin", "http://localhost"),
    ];
    assert_eq!(
        client
            .send("POST", "/mcp", &twice, ping().to_string())
            .status,
        403
    );
    // The name that was asked for proves nothing, for or against.
    assert_eq!(post("http://localhost:6274").0, 200);
    // Without an origin a browser sends only what gives nothing away: such requests of the same origin.
    for (method, path, status) in [
        ("GET", "/mcp", 405),
        ("HEAD", "/mcp", 405),
        ("GET", "/", 404),
    ] {
        assert_eq!(
            client.send(method, path, &[evil], "").status,
            status,
            "{method} {path}"
        );
    }
}

#[test]
fn many_headers_and_long_addresses_are_bounded() {
    let server = server();
    let length = format!("Content-Length: {}", ping().to_string().len());
    let send = |lines: &[String], target: &str| -> Vec<Received> {
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        let lines = [
            &["Host: localhost", "Connection: close", &length],
            &lines[..],
        ]
        .concat();
        let request = String::from_utf8(by_hand(&lines, ping().to_string().as_bytes())).unwrap();
        answers(server.url(), request.replacen("/mcp", target, 1).as_bytes())
    };
    let many = |count: usize| {
        (0..count)
            .map(|number| format!("X-{number}: y"))
            .collect::<Vec<_>>()
    };
    let long = |length: usize| vec![format!("X-Long: {}", "y".repeat(length))];
    for (lines, target, expected) in [
        (many(80), "/mcp".to_owned(), 200),
        (many(10_000), "/mcp".to_owned(), 431),
        (long(50_000), "/mcp".to_owned(), 200),
        (long(10_000_000), "/mcp".to_owned(), 431),
        (vec![], format!("/mcp?{}", "y".repeat(60_000)), 200),
        (vec![], format!("/mcp?{}", "y".repeat(70_000)), 414),
        (vec![], format!("/{}", "y".repeat(60_000)), 404),
    ] {
        let received = send(&lines, &target);
        let statuses: Vec<_> = received.iter().map(|answer| answer.status).collect();
        // A client that is refused while it still sends may not hear why.
        assert!(
            statuses == [expected] || (expected == 431 && statuses.is_empty()),
            "{statuses:?}, {expected}"
        );
        assert!(received.iter().all(|answer| answer.body.len() < 2_000));
    }
    serves(&server);
}

#[test]
fn a_body_that_never_ends_is_given_up() {
    let server = Server::start(&[("DEFECTDOJO_URL", "http://127.0.0.1:1")], Reuse::Reused);
    let slow = by_hand(
        &[
            "Host: localhost",
            "Connection: close",
            "Content-Length: 100",
        ],
        b"{",
    );
    let mut connection = crate::harness::connection::Connection::new(server.url());
    let received = connection.ask("POST", &slow);
    assert_eq!(received.status, 408, "{received:?}");
    let said: Value = serde_json::from_slice(&received.body).unwrap();
    assert_eq!(said["error"]["code"], -32600, "{said}");
    serves(&server);
}
