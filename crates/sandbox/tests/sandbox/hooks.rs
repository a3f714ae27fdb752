//! What leaves a component at all, seen from where the network begins. Nothing is sent, so that any place in the world
//! may be tried.

use crate::attempts::{BASE, PATH, Places};
use crate::red_team::{Guarded, alone, is_stopped};
use http::{Method, Request, Response};
use red_team::{Attempt, Order, Outcome, Scheme};
use sandbox::{Sandbox, Visit};
use std::path::Path;
use std::sync::Arc;

const GOOD: &str = "dojo.example.com";

/// Places that are worth reaching from within a network, names and numbers that pass for the right one, and this
/// machine.
const AUTHORITIES: [&str; 40] = [
    "evil.example",
    "dojo.example.com.evil.example",
    "evildojo.example.com",
    "dojo.example.org",
    "dojo.example.com.",
    "DOJO.example.com",
    "dojo.example.com:443",
    "dojo.example.com:0443",
    "dojo.example.com:",
    "dojo.example.com:80",
    "dojo.example.com:8443",
    "xn--dojo-example.com",
    // Metadata services of clouds.
    "169.254.169.254",
    "169.254.170.2",
    "[fd00:ec2::254]",
    "metadata.google.internal",
    "100.100.100.200",
    // Private networks, and what runs in them.
    "10.0.0.1",
    "172.16.0.1:2375",
    "192.168.1.1",
    "[fe80::1]",
    "[fc00::1]",
    "kubernetes.default.svc",
    "redis:6379",
    // This machine.
    "localhost",
    "localhost.",
    "LOCALHOST",
    "127.0.0.1",
    "127.0.0.1.",
    // 127.0.0.1 as `inet_aton(3)` reads it.
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "0",
    "[::]",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
];

fn places() -> Places {
    Places {
        scheme: Scheme::Https,
        good: GOOD.to_owned(),
        evil: "evil.example".to_owned(),
    }
}

/// An allowed request but for its authority, for each of them.
fn elsewhere() -> impl Iterator<Item = Attempt> {
    AUTHORITIES
        .into_iter()
        .map(|authority| places().at(authority))
}

/// Has the component carry them out in a host that answers everything.
fn visit(component: &Path, attempts: &[Attempt]) -> (Visit, Vec<Outcome>) {
    let url = format!("https://{GOOD}{BASE}");
    let order = serde_json::to_vec(&Order::Send(attempts.to_vec())).unwrap();
    let request = Request::post("http://127.0.0.1:3000/").body(order).unwrap();
    let everywhere = Arc::new(|_: &Request<()>| Response::new(Vec::new()));
    let visit = Sandbox::load(component).visit(&[("DEFECTDOJO_URL", &url)], everywhere, request);
    let outcomes = serde_json::from_slice(visit.response.body()).unwrap();
    (visit, outcomes)
}

#[test]
fn behind_the_guard_only_what_is_allowed_leaves() {
    let guarded = Guarded::compose();
    let attempts = places().attempts().into_iter();
    let attempts = attempts.chain(places().malformed()).chain(elsewhere());
    let attempts: Vec<_> = attempts.chain([places().allowed()]).collect();
    let (visit, mut outcomes) = visit(&guarded.file(), &attempts);
    assert_eq!(outcomes.len(), attempts.len());
    let allowed = outcomes.pop().unwrap();
    assert!(matches!(allowed, Outcome::Answered { .. }), "{allowed:?}");
    for (attempt, outcome) in attempts.iter().zip(&outcomes) {
        assert!(is_stopped(outcome), "{attempt:?}: {outcome:?}");
    }
    let sent = visit.sent.iter();
    let sent = sent.map(|one| (one.method().clone(), one.uri().to_string()));
    let allowed = format!("https://{GOOD}{PATH}");
    assert_eq!(sent.collect::<Vec<_>>(), [(Method::GET, allowed)]);
}

#[test]
fn without_the_guard_all_that_is_well_formed_leaves() {
    let well_formed = places().attempts().into_iter();
    let well_formed: Vec<_> = well_formed.chain(elsewhere()).collect();
    let count = well_formed.len();
    let attempts: Vec<_> = well_formed
        .into_iter()
        .chain(places().malformed())
        .collect();
    let (visit, outcomes) = visit(&alone(), &attempts);
    let left = |outcome: &&Outcome| matches!(outcome, Outcome::Answered { .. });
    for (attempt, outcome) in attempts.iter().zip(&outcomes).take(count) {
        assert!(left(&outcome), "{attempt:?}: {outcome:?}");
    }
    // A part of what is malformed leaves, too: the host alone would not do.
    let malformed = outcomes.iter().skip(count).filter(left).count();
    assert!(malformed > 0);
    assert_eq!(visit.sent.len(), count + malformed);
}
