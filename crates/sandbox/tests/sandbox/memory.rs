//! How much memory the server itself takes at its worst: what its limit is chosen by.

use crate::server::{Served, result};
use dojo_sim::Profile;
use http::Response;
use limits::value;
use sandbox::Visit;
use serde_json::json;
use std::sync::Arc;

const MIB: usize = 1 << 20;

/// The longest answer of `DefectDojo` that is read.
const LONGEST: usize = 32 * MIB;

/// What a visit took. The limit of the runtime has to be so much higher that no honest answer comes near it.
fn assert_bounded(what: &str, visit: &Visit, most: usize) {
    let (largest, total) = (visit.largest_memory, visit.total_memory);
    println!(
        "{what}: {} KiB, all memories {} KiB",
        largest >> 10,
        total >> 10
    );
    assert!(total <= most, "{what}: {} KiB", total >> 10);
    assert!(2 * most < value("max-memory-size").unwrap(), "{what}");
}

/// An answer of the greatest length: `head`, as many of `middle` as fit, and `tail`.
fn longest(head: &str, middle: &str, tail: &str) -> Vec<u8> {
    let count = (LONGEST - head.len() - tail.len()) / middle.len();
    let mut body = head.as_bytes().to_vec();
    body.extend(middle.as_bytes().repeat(count));
    body.extend(tail.as_bytes());
    body.resize(LONGEST, b' ');
    body
}

#[test]
fn a_page_of_a_hundred_detailed_findings() {
    let served = Served::new(Profile::Oss3, 300);
    let arguments = json!({"limit": 100, "response_format": "detailed"});
    let visit = served.call("get_findings", &arguments);
    let asked = visit
        .sent
        .iter()
        .filter_map(|request| request.uri().query());
    assert!(asked.into_iter().any(|query| query.contains("limit=100")));
    assert!(result(&visit.response)["structuredContent"]["returned"].is_number());
    assert_bounded("a hundred findings", &visit, 8 * MIB);
}

/// Has the server list tests, where each answer of `DefectDojo` is `body`.
fn tests_of(body: Vec<u8>) -> Visit {
    let answer = move |_: &_| {
        let response = Response::builder().header("content-type", "application/json");
        response.body(body.clone()).unwrap()
    };
    let call = json!({"name": "get_tests", "arguments": {}});
    Served::new(Profile::Oss3, 0).ask_on(Arc::new(answer), "tools/call", &call)
}

#[test]
fn the_longest_answer() {
    for (what, text) in [("one text", "x"), ("one text of escapes", "\\u00e9")] {
        let head = r#"{"count":1,"results":[{"id":1,"title":""#;
        let visit = tests_of(longest(head, text, r#""}]}"#));
        // It was read to its end.
        assert_eq!(
            result(&visit.response)["structuredContent"]["count"],
            1,
            "{what}"
        );
        assert_bounded(what, &visit, 120 * MIB);
    }
}

#[test]
fn the_longest_answer_of_the_shortest_rows() {
    let head = r#"{"count":1,"results":["#;
    let visit = tests_of(longest(head, r#"{"id":1},"#, r#"{"id":1}]}"#));
    assert_eq!(result(&visit.response)["isError"], true);
    assert_bounded("rows", &visit, 120 * MIB);
}
