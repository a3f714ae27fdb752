//! Answers that come as a stream, and clients that don't wait for their end.

use crate::harness::{Bench, Canned, Reuse, Server, TOKEN, canned};
use dojo_sim::{Account, Profile};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::mpsc::channel;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use testbed::secrets::Sent;

/// More than any step of a test takes, and less than the component itself waits for an answer.
const HUNG: Duration = Duration::from_secs(20);

const STATUSES: [&str; 3] = ["Closed", "Risk Accepted", "Active"];

/// A call under way, whose answer is read line by line.
pub(crate) struct Call {
    answer: BufReader<TcpStream>,
    sent: Sent,
}

impl Call {
    /// Counts the findings of several statuses, and wants to be told of progress.
    pub(crate) fn begin(server: &str, token: &str) -> Self {
        let address = server.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(HUNG)).unwrap();
        let mut sent = Sent::default();
        sent.token(token);
        let message = json!({
            "jsonrpc": "2.0",
            "id": 1,
            "method": "tools/call",
            "params": {
                "name": "get_findings",
                "arguments": {"status": STATUSES, "limit": 0},
                "_meta": {"progressToken": "p"},
            },
        })
        .to_string();
        write!(
            stream,
            "POST /mcp HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n\
             Authorization: Token {token}\r\nContent-Length: {}\r\n\r\n{message}",
            message.len()
        )
        .unwrap();
        let answer = BufReader::new(stream);
        Self { answer, sent }
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let length = self.answer.read_line(&mut line).unwrap();
        self.sent.assert_kept(&line);
        (length > 0).then_some(line)
    }

    /// The header lines, in lower case.
    pub(crate) fn head(&mut self) -> Vec<String> {
        let lines = std::iter::from_fn(|| self.line());
        let lines = lines.map(|line| line.trim().to_lowercase());
        lines.take_while(|line| !line.is_empty()).collect()
    }

    /// The next message, if there is one more.
    pub(crate) fn message(&mut self) -> Option<Value> {
        loop {
            if let Some(data) = self.line()?.strip_prefix("data: ") {
                return Some(serde_json::from_str(data).unwrap());
            }
        }
    }
}

/// Opened once.
#[derive(Default)]
struct Gate {
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.opened.notify_all();
    }

    fn pass(&self) {
        let is_open = self.is_open.lock().unwrap();
        drop(self.opened.wait_while(is_open, |open| !*open).unwrap());
    }
}

#[test]
fn progress_comes_while_the_work_goes_on() {
    let gate = Arc::new(Gate::default());
    let kept = Arc::clone(&gate);
    let dojo = Canned::start(move |_, stream| {
        kept.pass();
        canned::send(stream, &canned::count_of(7));
    });
    let server = Server::of(&dojo.url());
    let mut call = Call::begin(server.url(), TOKEN);
    let head = call.head();
    assert_eq!(head[0], "http/1.1 200 ok");
    for line in ["content-type: text/event-stream", "x-accel-buffering: no"] {
        assert!(head.iter().any(|header| header == line), "{head:?}");
    }
    let first = call.message().unwrap();
    assert_eq!(first["method"], "notifications/progress");
    assert_eq!(first["params"]["progress"], 0);
    // Nothing was answered yet, so what was read is no part of an answer that was whole already.
    gate.open();
    let mut messages: Vec<Value> = std::iter::from_fn(|| call.message()).collect();
    let response = messages.pop().unwrap();
    let counts = dojo.requests().len();
    assert!(counts > 1, "{counts}");
    assert_eq!(
        response["result"]["structuredContent"]["count"],
        7 * counts,
        "{response}"
    );
    let progress: Vec<_> = messages
        .iter()
        .map(|message| message["params"]["progress"].as_u64().unwrap())
        .collect();
    assert_eq!(progress, (1..=counts as u64).collect::<Vec<_>>());
}

/// How many requests the call leads to, all under way at once.
fn requests() -> usize {
    let dojo = Canned::answering(canned::count_of(1));
    let server = Server::of(&dojo.url());
    let mut call = Call::begin(server.url(), TOKEN);
    while call.message().is_some() {}
    dojo.requests().len()
}

#[test]
fn when_the_client_goes_away_the_work_upstream_stops() {
    let requests = requests();
    let (sender, events) = channel();
    let sender = Mutex::new(sender);
    let dojo = Canned::start(move |_, stream| {
        // An error is a test that has failed already.
        let tell = |event| {
            let _ = sender.lock().unwrap().send(event);
        };
        tell("began");
        canned::hang(stream);
        tell("gone");
    });
    for reuse in [Reuse::Fresh, Reuse::Reused] {
        let server = Server::start(&[("DEFECTDOJO_URL", &dojo.url())], reuse);
        let mut call = Call::begin(server.url(), TOKEN);
        call.message().unwrap();
        let next = |_| events.recv_timeout(HUNG).expect("one more event");
        let begun: Vec<_> = (0..requests).map(next).collect();
        assert_eq!(begun, vec!["began"; requests], "nothing has ended yet");
        drop(call);
        let ended: Vec<_> = (0..requests).map(next).collect();
        assert_eq!(ended, vec!["gone"; requests], "and nothing new begins");
        let errors = server.stop();
        for fault in ["panicked", "wasm"] {
            assert!(!errors.contains(fault), "{errors}");
        }
    }
}

#[test]
fn the_next_request_of_an_instance_does_not_suffer() {
    let bench = Bench::new(Profile::Oss3, 200, Reuse::Reused);
    let client = bench.client(Account::Admin);
    let arguments = json!({"status": STATUSES, "limit": 0});
    let expected = client.tool("get_findings", arguments.clone());
    for _ in 0..20 {
        let mut call = Call::begin(bench.url(), bench.sim.token(Account::Admin));
        call.message().unwrap();
        drop(call);
        assert_eq!(client.tool("get_findings", arguments.clone()), expected);
    }
}

#[test]
fn a_token_that_is_refused_is_said_in_the_stream_too() {
    let bench = Bench::new(Profile::Oss3, 50, Reuse::Fresh);
    let mut call = Call::begin(bench.url(), TOKEN);
    let messages: Vec<Value> = std::iter::from_fn(|| call.message()).collect();
    let response = messages.last().unwrap();
    assert_eq!(response["result"]["isError"], true, "{response}");
    assert!(!response.to_string().contains(TOKEN));
}
