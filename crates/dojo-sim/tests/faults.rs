//! What each fault does on the wire, seen by a client that reads bytes.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

mod common;

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use common::config;
use dojo_sim::{Account, Config, Fault, Plan, Profile, Sim, When};
use serde_json::Value;

fn sim() -> Sim {
    let config = Config {
        findings: 100,
        ..config(Profile::Oss2)
    };
    Sim::start(&config).unwrap()
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Closed,
    Reset,
    /// Nothing more came for a while, after all that should.
    Silence,
    /// More came than anybody wants.
    Flood,
}

/// What came back.
struct Seen {
    head: String,
    body: Vec<u8>,
    end: End,
}

impl Seen {
    fn length(&self) -> Option<usize> {
        let (_, rest) = self.head.split_once("content-length: ")?;
        rest.split("\r\n").next()?.parse().ok()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// A request with these header lines, and all that comes back.
fn ask(sim: &Sim, target: &str, headers: &str) -> Seen {
    ask_for(sim, target, headers, usize::MAX, |_, _| false)
}

/// Nothing takes so long, but what hangs: that fails the test instead of stopping it.
const HUNG: Duration = Duration::from_mins(1);
/// What comes so late after all that should is not seen. That can hide a fault, and make none.
const SILENCE: Duration = Duration::from_secs(1);

/// The same, with no more than `reads` pieces of what comes back. It may stall once heads and bodies as long as these
/// have come.
fn ask_for(
    sim: &Sim,
    target: &str,
    headers: &str,
    reads: usize,
    may_stall: impl Fn(usize, usize) -> bool,
) -> Seen {
    let address = sim.url().replace("http://", "");
    let mut stream = TcpStream::connect(&address).unwrap();
    let token = sim.token(Account::Admin);
    let request = format!(
        "GET /api/v2/{target} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Token {token}\r\n{headers}\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let mut part = vec![0; 1 << 20];
    let mut turn = 0;
    let end = loop {
        turn += 1;
        let head = border(&bytes);
        let may_stall = may_stall(head, bytes.len() - head);
        let patience = if may_stall { SILENCE } else { HUNG };
        stream.set_read_timeout(Some(patience)).unwrap();
        match stream.read(&mut part) {
            Ok(0) => break End::Closed,
            Ok(length) => bytes.extend_from_slice(&part[..length]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break End::Reset,
            Err(error) if may_stall && error.kind() == ErrorKind::WouldBlock => break End::Silence,
            Err(error) => panic!("{error} after {}", String::from_utf8_lossy(&bytes)),
        }
        if bytes.len() > 80 << 20 || turn == reads {
            break End::Flood;
        }
    };
    let body = bytes.split_off(border(&bytes));
    Seen {
        head: String::from_utf8_lossy(&bytes).to_ascii_lowercase(),
        body,
        end,
    }
}

/// Where the head ends, as far as it has come.
fn border(bytes: &[u8]) -> usize {
    let blank = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    blank.map_or(bytes.len(), |blank| blank + 4)
}

const LIST: &str = "product_types/?limit=3";

fn met(sim: &Sim, target: &str, fault: Fault) -> Seen {
    ask(sim, target, &format!("X-Fault: {}\r\n", fault.name()))
}

#[test]
fn names_are_told_apart_and_read_back() {
    let names: BTreeSet<_> = Fault::ALL.iter().map(|fault| fault.name()).collect();
    assert_eq!(names.len(), Fault::ALL.len());
    for fault in Fault::ALL {
        assert_eq!(fault.name().parse(), Ok(*fault));
        for when in [When::Always, When::From(3), When::Only(2)] {
            let plan = Plan {
                fault: *fault,
                when,
            };
            assert_eq!(plan.to_string().parse(), Ok(plan));
        }
    }
    for bad in ["", "reset", "500@", "500@0", "500@x+", "@3"] {
        assert!(bad.parse::<Plan>().is_err(), "{bad}");
    }
}

#[test]
fn a_name_that_is_unknown_is_refused_with_those_that_are_known() {
    let sim = sim();
    for unknown in ["", "reset", "gzip@1", "g\u{e4}zip"] {
        let seen = ask(&sim, LIST, &format!("X-Fault: {unknown}\r\n"));
        assert!(seen.head.starts_with("http/1.1 400 "), "{unknown}");
        let said = String::from_utf8(seen.body).unwrap();
        for fault in Fault::ALL {
            assert!(said.contains(fault.name()), "{said}");
        }
    }
}

#[test]
fn connections_end_where_they_should() {
    let sim = sim();
    let whole = ask(&sim, LIST, "");
    assert_eq!(whole.end, End::Closed);
    let (head, body) = (whole.head.len(), whole.body.len());
    let cases = [
        ("before-head", 0..1, 0..1),
        // HTTP's own head has a date, too.
        ("in-head", 50..head - 60, 0..1),
        ("after-head", head - 60..head + 1, 0..1),
        ("in-body", head - 60..head + 1, 1..body),
    ];
    for (place, head, body) in cases {
        for (way, end) in [
            ("reset", End::Reset),
            ("close", End::Closed),
            ("stall", End::Silence),
        ] {
            let name = format!("{way}-{place}");
            let header = format!("X-Fault: {name}\r\n");
            let seen = ask_for(&sim, LIST, &header, usize::MAX, |came, after| {
                end == End::Silence && head.contains(&came) && body.contains(&after)
            });
            assert_eq!(seen.end, end, "{name}");
            // A reset may overtake what was sent before it.
            if end != End::Reset {
                assert!(head.contains(&seen.head.len()), "{name}: {}", seen.head);
                assert!(body.contains(&seen.body.len()), "{name}");
            }
        }
    }
    for (fault, head) in [
        (Fault::Drip, 1..head - 60),
        (Fault::DripBody, head - 60..head + 1),
    ] {
        let header = format!("X-Fault: {}\r\n", fault.name());
        let start = Instant::now();
        let seen = ask_for(&sim, LIST, &header, 3, |_, _| false);
        let most = start.elapsed().as_secs() + 1;
        assert_eq!(seen.end, End::Flood, "{fault:?}");
        assert!(head.contains(&seen.head.len()), "{fault:?}: {}", seen.head);
        // A byte a second at most, and several at once only for a client that is late itself.
        let dripped = match fault {
            Fault::Drip => seen.head.len(),
            _ => seen.body.len(),
        };
        assert!(
            (1..=most).contains(&(dripped as u64)),
            "{dripped} in {most} s"
        );
    }
}

#[test]
fn lengths_lie() {
    let sim = sim();
    let whole = ask(&sim, LIST, "").body;
    let small = met(&sim, LIST, Fault::LengthTooSmall);
    assert_eq!(
        (small.length(), &small.body),
        (Some(whole.len() / 2), &whole)
    );
    let large = met(&sim, LIST, Fault::LengthTooLarge);
    assert_eq!(
        (large.length(), &large.body),
        (Some(whole.len() + 10), &whole)
    );
    let none = met(&sim, LIST, Fault::LengthMissing);
    assert_eq!((none.length(), &none.body), (None, &whole));
    assert!(!none.head.contains("transfer-encoding"));
    let huge = met(&sim, LIST, Fault::Body64Mib);
    assert_eq!((huge.length(), huge.body.len()), (Some(64 << 20), 64 << 20));
    assert_eq!(
        huge.json(),
        serde_json::from_slice::<Value>(&whole).unwrap()
    );
    let endless = met(&sim, LIST, Fault::BodyEndless);
    assert_eq!(endless.end, End::Flood);
    assert!(endless.head.contains("transfer-encoding: chunked"));
}

#[test]
fn bodies_are_spoilt() {
    let sim = sim();
    let whole = ask(&sim, LIST, "").body;
    let spoilt = |fault| {
        let seen = met(&sim, LIST, fault);
        assert!(
            seen.head.starts_with("http/1.1 200 ok\r\n"),
            "{}",
            seen.head
        );
        assert_eq!(seen.length(), Some(seen.body.len()), "{fault:?}");
        seen.body
    };
    assert_eq!(spoilt(Fault::JsonCut), whole[..whole.len() / 2]);
    let trailing = spoilt(Fault::JsonTrailing);
    assert!(trailing.starts_with(&whole) && trailing.ends_with(b"-->"));
    assert_eq!(spoilt(Fault::ByteOrderMark)[3..], whole);
    assert!(spoilt(Fault::ByteOrderMark).starts_with(b"\xEF\xBB\xBF"));
    let latin = spoilt(Fault::InvalidUtf8);
    assert_eq!(latin.split(|byte| *byte == 0xFF).count(), 1 + 3);
    assert!(spoilt(Fault::DeepNesting).starts_with(b"[[[[["));
    let twice = String::from_utf8(spoilt(Fault::DuplicateKeys)).unwrap();
    assert_eq!(twice.matches("\"count\":").count(), 2);
    let gzip = spoilt(Fault::Gzip);
    assert!(
        gzip.starts_with(&[0x1F, 0x8B]),
        "the magic number of RFC 1952"
    );
    assert!(
        met(&sim, LIST, Fault::Gzip)
            .head
            .contains("content-encoding: gzip")
    );
}

#[test]
fn rows_are_spoilt() {
    let sim = sim();
    let whole = ask(&sim, LIST, "").json();
    let first = |fault, target| met(&sim, target, fault).json()["results"][0].clone();
    let wrong = first(Fault::WrongTypes, LIST);
    let right = &whole["results"][0];
    assert_eq!(wrong["id"], right["id"]);
    for (name, value) in right.as_object().unwrap() {
        let other = &wrong[name];
        assert!(
            name == "id" || std::mem::discriminant(other) != std::mem::discriminant(value),
            "{name}"
        );
    }
    let unknown = first(Fault::UnknownValues, "findings/?limit=1");
    assert_eq!(unknown["severity"], "Unheard-of");
    assert!(unknown["title"] != "Unheard-of");
    let nulls = first(Fault::Nulls, LIST);
    assert!(nulls["name"].is_null() && nulls["id"].is_u64());
    assert_eq!(
        first(Fault::MissingKeys, LIST).as_object().unwrap().len(),
        1
    );
    assert_eq!(first(Fault::RowsWithoutIds, LIST).get("id"), None);
    let huge = met(&sim, "findings/?limit=1", Fault::HugeNumbers).body;
    let huge = String::from_utf8(huge).unwrap();
    assert!(huge.contains("\"age\":1e400") && !huge.contains("\"id\":1e400,\"t"));
    let object = met(&sim, "product_types/1/", Fault::Nulls).json();
    assert!(object["id"] == 1 && object["name"].is_null());
    let me = met(&sim, "user_profile/", Fault::Nulls).json();
    assert!(me["user"]["username"].is_null());
}

#[test]
fn counts_lie() {
    let sim = sim();
    let whole = ask(&sim, LIST, "").json();
    let seen = |fault| met(&sim, LIST, fault).json();
    assert_eq!(seen(Fault::CountText)["count"], "many");
    assert_eq!(seen(Fault::CountNegative)["count"], -1);
    assert_eq!(seen(Fault::CountMissing).get("count"), None);
    assert_eq!(seen(Fault::ResultsMissing).get("results"), None);
    assert_eq!(seen(Fault::CountTooSmall)["count"], 2);
    assert_eq!(seen(Fault::CountTooSmall)["results"], whole["results"]);
    let fewer = seen(Fault::CountTooLarge);
    assert_eq!(fewer["count"], whole["count"]);
    assert_eq!(fewer["results"].as_array().unwrap().len(), 2);
    let gone = met(&sim, "product_types/?limit=2&offset=0", Fault::RowsShift).json();
    assert_eq!(gone["results"][0], whole["results"][1]);
    assert_eq!(gone["count"].as_u64().unwrap() + 1, whole["count"]);
}

#[test]
fn refusals_and_redirects() {
    let sim = sim();
    for (fault, status, holds) in [
        (Fault::TooMany, "429 ", "text/html"),
        (Fault::TooManyRetryAfter, "429 ", "retry-after: 7\r\n"),
        (Fault::ServerError, "500 ", "application/json"),
        (Fault::BadGateway, "502 ", "text/html"),
        (Fault::Unavailable, "503 ", "text/html"),
        (
            Fault::RedirectSelf,
            "302 ",
            "location: /api/v2/product_types/?limit=3\r\n",
        ),
        (Fault::RedirectLogin, "302 ", "location: /login?next=/\r\n"),
        (Fault::LoginPage, "200 ", "text/html"),
    ] {
        let seen = met(&sim, LIST, fault);
        assert!(
            seen.head.starts_with(&format!("http/1.1 {status}")),
            "{}",
            seen.head
        );
        assert!(seen.head.contains(holds), "{fault:?}: {}", seen.head);
    }
    assert!(!met(&sim, LIST, Fault::TooMany).head.contains("retry-after"));

    let away = met(&sim, LIST, Fault::RedirectElsewhere);
    let (_, location) = away.head.split_once("location: http://").unwrap();
    let host = location.split('/').next().unwrap();
    let next = met(&sim, LIST, Fault::NextElsewhere).json();
    assert!(next["next"].as_str().unwrap().contains(host));
    assert_eq!(sim.heard_elsewhere(), 0);
    drop(TcpStream::connect(host).unwrap());
    assert_eq!(sim.heard_elsewhere(), 1);
}

#[test]
fn a_plan_counts_requests() {
    let sim = sim();
    let statuses = |plan: &str| -> Vec<bool> {
        sim.set_fault(plan.parse().ok());
        let refused = |_| ask(&sim, LIST, "").head.starts_with("http/1.1 503");
        (0..4).map(refused).collect()
    };
    assert_eq!(statuses("503"), [true; 4]);
    assert_eq!(statuses("503@2"), [false, true, false, false]);
    assert_eq!(statuses("503@3+"), [false, false, true, true]);
    assert_eq!(statuses(""), [false; 4]);
    let config = Config {
        findings: 0,
        fault: "503@2".parse().ok(),
        ..config(Profile::Oss3)
    };
    let sim = Sim::start(&config).unwrap();
    assert!(ask(&sim, LIST, "").head.starts_with("http/1.1 200"));
    assert!(ask(&sim, LIST, "").head.starts_with("http/1.1 503"));
}
