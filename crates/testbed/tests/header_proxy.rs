//! What gets through the proxy, against servers that are written out by hand.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use testbed::HeaderProxy;

const SECRET: &str = "Token 0123456789abcdef0123456789abcdef01234567";

/// A server that takes one connection, reads until the request's end, and lets `serve` do the rest.
fn server<T: Send + 'static>(
    serve: impl FnOnce(String, TcpStream) -> T + Send + 'static,
) -> (HeaderProxy, JoinHandle<T>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let thread = thread::spawn(move || {
        let mut stream = bounded(listener.accept().unwrap().0);
        let request = read_until(&mut stream, "end");
        serve(request, stream)
    });
    (HeaderProxy::start(&url, "Authorization", SECRET), thread)
}

/// A connection that fails a read after a minute, so that what waits in vain fails the test.
fn bounded(stream: TcpStream) -> TcpStream {
    stream
        .set_read_timeout(Some(Duration::from_mins(1)))
        .unwrap();
    stream
}

/// What comes, up to `end`.
fn read_until(stream: &mut TcpStream, end: &str) -> String {
    let mut text = String::new();
    let mut part = [0; 1024];
    while !text.ends_with(end) {
        let length = stream.read(&mut part).unwrap();
        assert_ne!(length, 0, "no {end:?} in {text:?}");
        text.push_str(str::from_utf8(&part[..length]).unwrap());
    }
    text
}

/// Sends a request with `headers` to `proxy`, whose body ends with `end`.
fn send(proxy: &HeaderProxy, headers: &str) -> TcpStream {
    let address = proxy.url().replace("http://", "");
    let mut stream = bounded(TcpStream::connect(address).unwrap());
    let request = format!("POST /mcp?a=%20b HTTP/1.1\r\n{headers}Content-Length: 7\r\n\r\nthe end");
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

#[test]
fn the_header_is_set_and_all_else_left() {
    let (proxy, server) = server(|request, mut stream| {
        let answer = "HTTP/1.1 403 Forbidden\r\nWWW-Authenticate: Token\r\n\
            Content-Length: 4\r\n\r\nno.\n";
        stream.write_all(answer.as_bytes()).unwrap();
        request
    });
    let headers = "Host: evil.example.com\r\nOrigin: http://evil.example.com\r\n\
        Mcp-Method: tools/list\r\nAuthorization: none\r\n";
    let mut client = send(&proxy, headers);
    let answer = read_until(&mut client, "no.\n").to_lowercase();
    assert!(answer.starts_with("http/1.1 403 forbidden\r\n"), "{answer}");
    assert!(answer.contains("www-authenticate: token\r\n"), "{answer}");

    let request = server.join().unwrap();
    let (first, rest) = request.split_once("\r\n").unwrap();
    let (head, body) = rest.split_once("\r\n\r\n").unwrap();
    assert_eq!(first, "POST /mcp?a=%20b HTTP/1.1");
    assert_eq!(body, "the end");
    let mut lines: Vec<String> = head
        .lines()
        .map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            format!("{}: {value}", name.to_lowercase())
        })
        .collect();
    lines.sort_unstable();
    let authorization = format!("authorization: {SECRET}");
    let expected = [
        &authorization,
        "content-length: 7",
        "host: evil.example.com",
        "mcp-method: tools/list",
        "origin: http://evil.example.com",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_stream_of_events_comes_event_by_event() {
    let (seen, waiting) = mpsc::channel();
    let (proxy, server) = server(move |_, mut stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
            Transfer-Encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(b"7\r\nfirst\n\n\r\n").unwrap();
        // The second event is made only when the first has arrived.
        waiting.recv_timeout(Duration::from_mins(1)).unwrap();
        stream.write_all(b"8\r\nsecond\n\n\r\n0\r\n\r\n").unwrap();
    });
    let mut client = send(&proxy, "Host: localhost\r\n");
    read_until(&mut client, "first\n\n\r\n");
    seen.send(()).unwrap();
    let rest = read_until(&mut client, "0\r\n\r\n");
    assert!(rest.contains("second"), "{rest}");
    server.join().unwrap();
}

#[test]
fn a_client_that_goes_away_is_missed_by_the_server() {
    let (proxy, server) = server(|_, mut stream| {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbegin\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        stream.read(&mut [0]).map_err(|error| error.kind())
    });
    let mut client = send(&proxy, "Host: localhost\r\n");
    read_until(&mut client, "begin\r\n");
    drop(client);
    // A connection may end in either way; one that is still there runs into the time limit.
    let end = server.join().unwrap();
    assert!(
        matches!(end, Ok(0) | Err(ErrorKind::ConnectionReset)),
        "{end:?}"
    );
}

#[test]
fn a_server_that_is_not_there_is_a_bad_gateway() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let proxy = HeaderProxy::start(&url, "Authorization", SECRET);
    let mut client = send(&proxy, "Host: localhost\r\nConnection: close\r\n");
    let mut answer = String::new();
    client.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 502 "), "{answer}");
    assert!(!answer.contains("0123456789abcdef"), "{answer}");
}
