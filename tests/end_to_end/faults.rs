//! No answer, or not the whole of it: the caller is told what went wrong on the way and what to do.

use crate::harness::canned::{count_of, hang, html, json, send};
use crate::harness::{Canned, Client, Impostor, Reuse, Server, TOKEN};
use serde_json::json;
use std::io::Read as _;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// The limit on an answer's body.
const LIMIT: usize = 32 * 1024 * 1024;

/// What a count says of the instance at `url`.
fn failure(url: &str) -> String {
    let server = Server::start(
        &[("DEFECTDOJO_URL", url), ("DEFECTDOJO_ALLOW_HTTP", "on")],
        Reuse::Fresh,
    );
    failure_of(&server)
}

/// What a count says through `server`.
pub(crate) fn failure_of(server: &Server) -> String {
    let said = Client::new(server.url(), TOKEN).failure("get_findings", json!({"limit": 0}));
    assert!(!said.contains(TOKEN), "{said}");
    said
}

/// Asserts that every part stands in what was said.
pub(crate) fn assert_says(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "no {part:?} in: {said}");
    }
}

/// The count that the server makes of one good answer.
fn count(server: &Server) -> serde_json::Value {
    Client::new(server.url(), TOKEN).tool("get_findings", json!({"limit": 0}))["count"].clone()
}

#[test]
fn nothing_listens() {
    assert_says(
        &failure("http://127.0.0.1:1"),
        &["can't be reached", "refused", "DEFECTDOJO_URL"],
    );
}

/// A label has at most 63 octets (RFC 1035 section 2.3.4), so that no server has to be asked for this one.
#[test]
fn the_name_does_not_resolve() {
    let name = "x".repeat(64);
    assert_says(
        &failure(&format!("http://{name}.invalid")),
        &["can't be reached", "does not resolve", "DEFECTDOJO_URL"],
    );
}

#[test]
fn a_plain_text_port_is_no_secure_one() {
    let canned = Canned::answering(html("400 Bad Request"));
    assert_says(
        &failure(&canned.https_url()),
        &["no secure connection", "handshake", "certificate"],
    );
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused_before_a_word_is_said() {
    let impostor = Impostor::start();
    assert_says(
        &failure(&impostor.url()),
        &["no secure connection", "check its certificate", "its CA"],
    );
    assert_eq!(impostor.heard(), b"", "the token among it");
}

#[test]
fn no_connection_in_five_seconds() {
    let full = Full::start();
    assert_says(
        &failure(&format!("http://{}", full.address)),
        &["no connection to DefectDojo in time", "DEFECTDOJO_URL"],
    );
}

#[test]
fn no_first_byte_in_thirty_seconds() {
    let canned = Canned::start(|_, stream| hang(stream));
    assert_says(
        &failure(&canned.url()),
        &["did not begin to answer in time", "narrow the filters"],
    );
    assert_eq!(
        canned.requests().len(),
        1,
        "what is slow is not tried again"
    );
}

/// A plain-text service that waits for its client to speak sensibly.
#[test]
fn a_secure_connection_that_is_never_agreed_upon() {
    let canned = Canned::start(|_, stream| hang(stream));
    assert_says(
        &failure(&canned.https_url()),
        &["did not begin to answer in time"],
    );
    assert_eq!(canned.requests().len(), 1);
}

#[test]
fn no_end_in_sixty_seconds() {
    let canned = Canned::start(|_, stream| {
        send(
            stream,
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{",
        );
        // Each read waits for the client to go away, and gives up in order to send one byte more.
        let pause = Some(Duration::from_secs(5));
        stream.set_read_timeout(pause).unwrap();
        while stream.read(&mut [0]).is_err() {
            send(stream, b" ");
        }
    });
    assert_says(
        &failure(&canned.url()),
        &["did not end in time", "fewer rows"],
    );
    assert_eq!(
        canned.requests().len(),
        1,
        "what is slow is not tried again"
    );
}

#[test]
fn a_connection_that_ends_before_an_answer_is_tried_once_more() {
    let breaks_once = |turn: usize, stream: &mut TcpStream| {
        if turn > 0 {
            send(stream, &count_of(3));
        }
    };
    let canned = Canned::start(breaks_once);
    assert_eq!(count(&Server::of(&canned.url())), 3);
    assert_eq!(canned.requests().len(), 2);

    let canned = Canned::start(|_, _| {});
    assert_says(
        &failure(&canned.url()),
        &["can't be reached", "ended before an answer"],
    );
    assert_eq!(canned.requests().len(), 2);
}

#[test]
fn a_connection_that_ends_within_the_body_is_tried_once_more() {
    const CUT: &[u8] =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"count\":";
    const CUT_CHUNKS: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\
        Transfer-Encoding: chunked\r\n\r\n9\r\n{\"count\":\r\n";
    for cut in [CUT, CUT_CHUNKS] {
        let canned = Canned::start(move |turn, stream| {
            let answer = count_of(3);
            send(stream, if turn == 0 { cut } else { &answer });
        });
        assert_eq!(count(&Server::of(&canned.url())), 3);
        assert_eq!(canned.requests().len(), 2);

        let canned = Canned::answering(cut.to_vec());
        assert_says(
            &failure(&canned.url()),
            &["can't be reached", "ended within the answer"],
        );
        assert_eq!(canned.requests().len(), 2);
    }
}

#[test]
fn a_body_of_32_mib_is_read_and_a_longer_one_is_not() {
    let canned = Canned::start(|turn, stream| {
        let body = r#"{"count":3,"results":[]}"#;
        let padded = format!("{body}{}", " ".repeat(LIMIT + turn - body.len()));
        send(stream, &json("200 OK", &padded));
    });
    let server = Server::of(&canned.url());
    assert_eq!(count(&server), 3);
    let too_large = ["larger than 32 MiB", "fewer rows"];
    assert_says(&failure_of(&server), &too_large);

    let endless = Canned::start(|_, stream| {
        use std::io::Write as _;
        send(
            stream,
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
        );
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000));
        while stream.write_all(chunk.as_bytes()).is_ok() {}
    });
    assert_says(&failure(&endless.url()), &too_large);
}

/// A listener whose queue of connections is full: the kernel drops what knocks, as a firewall does.
struct Full {
    address: SocketAddr,
    _sockets: Vec<socket2::Socket>,
}

impl Full {
    fn start() -> Self {
        use socket2::{Domain, Socket, Type};
        let socket = || Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let listener = socket();
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        listener.bind(&any.into()).unwrap();
        listener.listen(0).unwrap();
        let local = listener.local_addr().unwrap();
        let mut sockets = vec![listener];
        // A queue of length 0 holds one; the others knock in vain until the test is over.
        for _ in 0..8 {
            let client = socket();
            client.set_nonblocking(true).unwrap();
            // "In progress" is how it begins, whether the queue has room or not.
            let _ = client.connect(&local);
            sockets.push(client);
        }
        Self {
            address: local.as_socket().unwrap(),
            _sockets: sockets,
        }
    }
}
