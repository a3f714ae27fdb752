//! An instance on a port.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

mod common;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use common::config;
use dojo_sim::{Account, Config, Profile, Sim};

/// One request over a socket, and everything that comes back.
fn exchange(sim: &Sim, request: &str) -> String {
    let mut stream = TcpStream::connect(sim.url().trim_start_matches("http://")).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_started_instance_answers_and_stops_when_dropped() {
    let sim = Sim::start(&Config {
        findings: 100,
        ..config(Profile::Oss3)
    })
    .unwrap();
    let address = sim.url().trim_start_matches("http://").to_owned();
    let head = format!(
        "Host: {address}\r\nAuthorization: Token {}\r\n\r\n",
        sim.token(Account::Admin)
    );
    let answer = exchange(
        &sim,
        &format!("GET /api/v2/findings/?limit=1 HTTP/1.1\r\n{head}"),
    );
    // The connection is closed without the client asking for it: read_to_string returned.
    assert!(
        answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("\r\nconnection: close\r\n"),
        "{answer}"
    );
    assert!(answer.contains(&format!(
        "\"next\":\"{}/api/v2/findings/?limit=1&offset=1\"",
        sim.url()
    )));
    let moved = exchange(&sim, &format!("GET /api/v2/findings HTTP/1.1\r\n{head}"));
    assert!(
        moved.contains("\r\nlocation: /api/v2/findings/\r\n")
            && moved.contains("\r\ntransfer-encoding: chunked\r\n")
    );
    assert!(moved.ends_with("\r\n\r\n0\r\n\r\n"), "{moved}");
    assert_eq!(sim.requests().len(), 2);
    let listen = address.parse().unwrap();
    let taken = Sim::start(&Config {
        listen,
        findings: 0,
        ..Config::default()
    })
    .unwrap_err();
    assert_eq!(taken.kind(), std::io::ErrorKind::AddrInUse);
    drop(sim);
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn one_with_workers_takes_its_time() {
    let sim = Sim::start(&Config {
        findings: 100,
        workers: Some(2),
        ..config(Profile::Oss3)
    })
    .unwrap();
    let head = format!(
        "Host: {}\r\nAuthorization: Token {}\r\n\r\n",
        sim.url(),
        sim.token(Account::Admin)
    );
    let began = Instant::now();
    let answer = exchange(&sim, &format!("GET /api/v2/findings/7/ HTTP/1.1\r\n{head}"));
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    // At least: the machine may have other things to do.
    assert!(began.elapsed() >= Duration::from_millis(58));
}
