//! What the server asks of DefectDojo, byte by byte, and that it can ask thousands of times.

use crate::harness::canned::count_of;
use crate::harness::{Canned, Client, Reuse, Server, TOKEN};
use serde_json::json;
use std::collections::BTreeMap;
use std::thread;

#[test]
fn what_goes_upstream_is_ours_alone() {
    let canned = Canned::answering(count_of(3));
    let server = Server::of(&format!("{}/tools/dojo/", canned.url()));
    let client = Client::new(server.url(), None);
    let call = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "get_findings", "arguments": {"limit": 0, "severity": ["High"]}}});
    for scheme in ["Token", "Bearer"] {
        let authorization = format!("{scheme} {TOKEN}");
        let headers = [
            ("Authorization", authorization.as_str()),
            ("Cookie", "sessionid=1"),
            ("X-Forwarded-For", "192.0.2.1"),
        ];
        assert_eq!(client.post(&call, &headers).status, 200);
    }
    let address = canned.url().replace("http://", "");
    for request in canned.requests() {
        let mut lines = request.trim_end().lines();
        let line = lines.next().unwrap();
        assert!(
            line.starts_with("GET /tools/dojo/api/v2/findings/?severity=High&"),
            "{line}"
        );
        let headers: BTreeMap<_, _> = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value))
            .collect();
        let authorization = format!("Token {TOKEN}");
        let expected = [
            ("accept", "application/json"),
            ("accept-encoding", "identity"),
            ("authorization", &authorization),
            ("host", &address),
            (
                "user-agent",
                concat!("defectdojo-mcp/", env!("CARGO_PKG_VERSION")),
            ),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value));
        assert_eq!(headers, BTreeMap::from(expected), "{request}");
    }
    assert_eq!(canned.requests().len(), 2);
}

/// A client that writes an empty body fails a few calls in a thousand: the answer comes while it still asks the host
/// whether it may write.
#[test]
fn thousands_of_quick_calls_all_succeed() {
    let canned = Canned::answering(count_of(3));
    for (reuse, calls) in [(Reuse::Reused, 500), (Reuse::Fresh, 250)] {
        let server = Server::start(&[("DEFECTDOJO_URL", &canned.url())], reuse);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let client = Client::new(server.url(), TOKEN);
                    for _ in 0..calls {
                        assert_eq!(client.tool("get_findings", json!({"limit": 0}))["count"], 3);
                    }
                });
            }
        });
    }
    assert_eq!(canned.requests().len(), 3_000, "none had to be tried again");
}
