//! A server that takes all that it can get: it is ended, its client is told, and the others go on.

use crate::red_team::{alone, answer, obeyed};
use limits::value;
use red_team::Order;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::thread;
use testbed::{Reuse, Server};

/// A time limit for those that never end; the one that users get would take long to wait for.
const SHORT: [&str; 2] = ["-W", "timeout=2s"];

fn serve(more: &[&str]) -> Server {
    Server::launch(Server::command(&alone(), &[], Reuse::Reused).args(more))
}

/// Has an instance do `order` to its end, while another one serves.
fn ended(server: &Server, order: &Order) {
    thread::scope(|scope| {
        let greedy = scope.spawn(|| answer(server, order));
        assert_eq!(obeyed(server, &Order::Send(Vec::new())), []);
        let (status, body) = greedy.join().unwrap();
        assert_eq!(status, 500, "{order:?}: {body}");
    });
    assert_eq!(obeyed(server, &Order::Send(Vec::new())), []);
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
}

#[test]
fn waiting_without_end() {
    ended(&serve(&SHORT), &Order::Wait);
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
    let address = server.url().trim_start_matches("http://").to_owned();
    let connect = |_| TcpStream::connect(&address).unwrap();
    let held: Vec<TcpStream> = (0..most + 2 * OWN_FILES).map(connect).collect();
    // The last one that gets in is served, and by then all have knocked.
    let mut last = &held[most - 1];
    let request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\n{\"Send\":[]}";
    last.write_all(request.as_bytes()).unwrap();
    let mut status = [0; 12];
    last.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 200");
    drop(held);
    assert_eq!(obeyed(&server, &Order::Send(Vec::new())), []);
}
