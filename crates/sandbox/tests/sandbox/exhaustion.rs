//! A server that takes all that it can get: it is ended, its client is told, and the others go on.

use crate::red_team::{alone, answer, obeyed};
use limits::value;
use red_team::Order;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;
use testbed::{Reuse, Server};

/// A time limit for those that never end; the one that users get would take long to wait for. The innocent are held to
/// it as well, on a machine that has other things to do.
const SHORT: [&str; 2] = ["-W", "timeout=10s"];
/// None: the test is over before.
const LONG: [&str; 2] = ["-W", "timeout=3600s"];

fn serve(more: &[&str]) -> Server {
    Server::launch(Server::command(&alone(), &[], Reuse::Reused).args(more))
}

/// Has an instance do `order` to its end. Another one serves then.
fn ended(server: &Server, order: &Order) {
    let (status, body) = answer(server, order);
    assert_eq!(status, 500, "{order:?}: {body}");
    serves(server);
}

/// Has an instance do `order` without end. Another one serves meanwhile.
fn others_go_on(order: &Order) {
    let server = serve(&LONG);
    let mut greedy = connect(&server);
    greedy.write_all(&request(order)).unwrap();
    server.stderr_with("begun");
    serves(&server);
}

fn serves(server: &Server) {
    assert_eq!(obeyed(server, &Order::Send(Vec::new())), []);
}

fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.url().trim_start_matches("http://")).unwrap()
}

/// An order written out, for those who don't wait for what comes of it.
fn request(order: &Order) -> Vec<u8> {
    let body = serde_json::to_string(order).unwrap();
    let length = body.len();
    format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n{body}")
        .into_bytes()
}

#[test]
fn memory_without_end() {
    let server = serve(&[]);
    ended(&server, &Order::Allocate);
    let said = server.stderr_with(" MiB are all");
    let (taken, _) = said.split_once(" MiB are all").unwrap();
    let taken = taken.rsplit(' ').next().unwrap();
    let taken: usize = taken.parse().unwrap();
    let most = value("max-memory-size").unwrap() >> 20;
    assert!(taken < most, "{taken} MiB");
    // The test would be in vain if the instance had ended of something else.
    assert!(taken > most / 2, "{taken} MiB");
}

#[test]
fn calculation_without_end() {
    ended(&serve(&SHORT), &Order::Spin);
    others_go_on(&Order::Spin);
}

#[test]
fn waiting_without_end() {
    ended(&serve(&SHORT), &Order::Wait);
    others_go_on(&Order::Wait);
}

#[test]
fn objects_without_end() {
    let server = serve(&[]);
    ended(&server, &Order::Open);
    let said = server.stop();
    let held = said
        .lines()
        .filter_map(|line| line.strip_suffix(" objects"));
    let held = held.filter_map(|line| line.rsplit(' ').next()?.parse::<usize>().ok());
    let most = value("max-resources").unwrap();
    let held = held.max().unwrap();
    assert!(held < most && held > most / 4, "{held}");
}

/// More than the server's own files, beside those of its connections. Twice as many wait at once without being refused:
/// wasmtime's queue has room for 100.
const OWN_FILES: usize = 32;

#[test]
fn connections_without_end() {
    let most = value("max-concurrent-connections").unwrap();
    let serve = Server::command(&alone(), &[], Reuse::Reused);
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "ulimit -n $0 && exec \"$@\""])
        .arg((most + OWN_FILES).to_string())
        .arg(serve.get_program())
        .args(serve.get_args());
    let server = Server::launch(&mut shell);
    let held: Vec<_> = (0..most + 2 * OWN_FILES)
        .map(|_| connect(&server))
        .collect();
    // The last one that gets in is served, and by then all have knocked.
    let mut last = &held[most - 1];
    last.write_all(&request(&Order::Send(Vec::new()))).unwrap();
    // A server that does not answer fails the test instead of stopping it.
    last.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let mut status = [0; 12];
    last.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 200");
    drop(held);
    serves(&server);
}
