//! Request lines and headers that are made to do harm, by name: each is answered as its fault deserves.

use crate::harness::connection::{answers, statuses};
use crate::harness::{Client, raw};
use crate::http::{ping, server, serves};

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
        let lines: Vec<_> = lines.iter().map(|line| line.as_bytes()).collect();
        let request = raw::post(&lines, body.as_bytes());
        let statuses = statuses(server.url(), &request);
        assert_eq!(statuses, expected, "{}", String::from_utf8_lossy(&request));
    }
    // Two that are said to be two are two: the second is not a part of the first.
    let first = format!(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{length}\r\n\r\n{message}"
    );
    let second = raw::post(&[b"Content-Length: 0"], b"");
    let both = [first.as_bytes(), &second].concat();
    assert_eq!(statuses(server.url(), &both), [200, 400]);
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
        let statuses = statuses(server.url(), request.as_bytes());
        assert_eq!(statuses.len(), 1, "{request:?}");
        assert!(
            (400..500).contains(&statuses[0]),
            "{statuses:?}: {request:?}"
        );
    }
    assert_eq!(client.post(&ping(), &[]).status, 200);
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
fn bytes_that_are_no_text_are_taken_for_none() {
    let server = server();
    let body = ping().to_string();
    let length = format!("Content-Length: {}", body.len());
    // The runtime lets them through.
    for (line, status) in [
        (&b"Authorization: Token \xff"[..], 401),
        (b"Origin: \xff", 403),
        (b"Mcp-Name: \xff", 200),
        (b"MCP-Protocol-Version: \xff", 400),
    ] {
        let request = raw::post(&[length.as_bytes(), line], body.as_bytes());
        let line = String::from_utf8_lossy(line);
        assert_eq!(statuses(server.url(), &request), [status], "{line}");
    }
}

#[test]
fn many_headers_and_long_addresses_are_bounded() {
    let server = server();
    let body = ping().to_string();
    let send = |lines: Vec<String>, target: &str| {
        let length = format!("Content-Length: {}", body.len());
        let lines: Vec<_> = lines
            .iter()
            .chain([&length])
            .map(String::as_bytes)
            .collect();
        let request = String::from_utf8(raw::post(&lines, body.as_bytes())).unwrap();
        answers(server.url(), request.replacen("/mcp", target, 1).as_bytes())
    };
    let many = |count: usize| (0..count).map(|number| format!("X-{number}: y")).collect();
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
        let count = lines.len();
        let received = send(lines, &target);
        let statuses: Vec<_> = received.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses, [expected], "{count} lines");
        assert!(received.iter().all(|answer| answer.body.len() < 2_000));
    }
    serves(&server);
}
