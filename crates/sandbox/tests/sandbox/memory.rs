//! How much memory the server itself takes at its worst: what its limit is chosen by.

use crate::bodies::{LONGEST, MIB, OBJECT, list, longest, row};
use crate::server::{Served, result};
use dojo_sim::{Account, Profile};
use http::Response;
use limits::value;
use sandbox::{Together, Visit};
use serde_json::{Value, json};
use std::sync::Arc;

/// What the longest answers take: the body, as it grows, and a little of the texts in it, 74 MiB. The limit of the
/// runtime is so much higher that no honest answer comes near it.
const HONEST: usize = 80 * MIB;

/// What an answer can be made to take, at most. One full of cut texts that quotes the token, of which masking makes two
/// copies, takes 148 MiB; three of the longest objects with a text in a number's place, which serde quotes with six
/// bytes for each of its own, take 116, and took 157 where the allocator had laid them out less well.
const HOSTILE: usize = 176 * MIB;

/// What a visit took.
fn assert_bounded(what: &str, visit: &Visit, most: usize) {
    let (largest, total) = (visit.largest_memory, visit.total_memory);
    println!(
        "{what}: {} KiB, all memories {} KiB",
        largest >> 10,
        total >> 10
    );
    assert!(total <= most, "{what}: {} KiB", total >> 10);
}

#[test]
fn the_limit_of_the_runtime_is_out_of_reach() {
    let limit = value("max-memory-size").unwrap();
    assert!(3 * HONEST < limit && HOSTILE < limit / 4 * 3);
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
    assert_bounded("a hundred findings", &visit, 5 * MIB);
}

/// An answer of `DefectDojo`.
fn json_response(status: u16, body: Vec<u8>) -> Response<Vec<u8>> {
    let response = Response::builder().status(status);
    let response = response.header("content-type", "application/json");
    response.body(body).unwrap()
}

/// Has the server call `tool`, where each answer of `DefectDojo` is `response`.
fn answered(tool: &str, arguments: &Value, response: Response<Vec<u8>>) -> Visit {
    let call = json!({"name": tool, "arguments": arguments});
    let answer = Arc::new(move |_: &_| response.clone());
    Served::new(Profile::Oss3, 0).ask_on(answer, "tools/call", &call)
}

/// The same for a list of tests.
fn tests_of(body: Vec<u8>) -> Visit {
    answered(
        "get_tests",
        &json!({"limit": 100}),
        json_response(200, body),
    )
}

/// What a tool says, as text.
fn said(visit: &Visit) -> String {
    let result = result(&visit.response);
    result["content"][0]["text"].as_str().unwrap().to_owned()
}

#[test]
fn the_longest_answer() {
    let texts = |text: &str, length: usize| {
        let title = text.repeat(length / text.len() - 40);
        list(LONGEST / length, &format!(r#""title":"{title}""#))
    };
    let mut odd = texts("x", MIB);
    *odd.iter_mut().find(|byte| **byte == b'x').unwrap() = 0xFF;
    let all_odd = texts("x", MIB).into_iter();
    let all_odd = all_odd.map(|byte| if byte == b'x' { 0xFF } else { byte });
    for (what, body) in [
        ("texts", texts("x", MIB)),
        ("texts of escapes", texts("\\u00e9", MIB)),
        ("the longest texts", texts("x", OBJECT)),
        ("one byte that is no UTF-8", odd),
        ("nothing that is UTF-8", all_odd.collect()),
    ] {
        let visit = tests_of(body);
        // It was read to its end.
        let read = &result(&visit.response)["structuredContent"];
        assert!(read["returned"].as_u64() >= Some(4), "{what}: {read}");
        assert_bounded(what, &visit, HONEST);
    }
}

/// What is made of JSON takes up to sixty times its length.
#[test]
fn the_longest_answer_of_what_takes_most() {
    // A character that serde quotes as `\u{7f}`.
    let quoted = "\u{7f}";
    let (too_long, unknown) = ("larger than 8 MiB", "unknown kind");
    for (what, body, says) in [
        (
            "rows",
            longest(r#"{"count":1,"results":["#, r#"{"id":1},"#, r#"{"id":1}]}"#),
            "more rows than were asked for",
        ),
        ("tags", row(r#""tags":[""#, r#"",""#, r#""]"#), too_long),
        (
            "objects",
            row(r#""title":["#, r#"{"":0},"#, "{}]"),
            too_long,
        ),
        (
            "a number",
            row(r#""percent_complete":""#, quoted, r#"""#),
            too_long,
        ),
        (
            "a count",
            longest(r#"{"results":[],"count":""#, quoted, r#""}"#),
            unknown,
        ),
        (
            "results",
            longest(r#"{"count":1,"results":""#, quoted, r#""}"#),
            unknown,
        ),
        (
            "a text alone",
            longest(r#"""#, quoted, r#"""#),
            "of another shape",
        ),
        (
            "names",
            longest(
                r#"{"count":0,"results":[],"prefetch":{"lead":{"a":1"#,
                r#","1":{}"#,
                "}}}",
            ),
            r#""count":0"#,
        ),
    ] {
        let visit = tests_of(body);
        assert_bounded(what, &visit, HONEST);
        let text = said(&visit);
        assert!(text.contains(says), "{what}: {text}");
    }
}

#[test]
fn the_longest_objects_and_lists() {
    let quoted = "\u{7f}".repeat(OBJECT - 40);
    let names: String = (0..)
        .map_while(|n| (n < 600_000).then(|| format!(r#","{n:x}":0"#)))
        .collect();
    let list_of = |name: &str, element: &str, count: usize| {
        format!(r#""{name}":[{}]"#, vec![element; count].join(","))
    };
    let left_out = "values of an unknown kind";
    for (what, tool, body, says) in [
        (
            "three numbers",
            "get_tests",
            list(3, &format!(r#""percent_complete":"{quoted}""#)),
            left_out,
        ),
        (
            "names of fields",
            "get_tests",
            list(1, &format!(r#""percent_complete":""{names}"#)),
            left_out,
        ),
        (
            "objects to mend",
            "get_tests",
            list(100, &list_of("engagement", r#"{"":0}"#, 30_000)),
            left_out,
        ),
        (
            "notes",
            "get_findings",
            list(100, &list_of("notes", "{}", 100_000)),
            left_out,
        ),
        (
            "as many notes as are read",
            "get_findings",
            list(100, &list_of("notes", "{}", 1_000)),
            r#""returned":100"#,
        ),
        (
            "users",
            "get_groups",
            list(100, &list_of("users", "1", 160_000)),
            left_out,
        ),
        (
            "as many users as are read",
            "get_groups",
            list(100, &list_of("users", "1", 10_000)),
            r#""member_count":10000"#,
        ),
    ] {
        let visit = answered(tool, &json!({"limit": 100}), json_response(200, body));
        assert_bounded(what, &visit, HOSTILE);
        let text = said(&visit);
        assert!(text.contains(says), "{what}: {text}");
    }
}

/// The caller's token is masked before anything is read, and so is its beginning before what marks a cut: each is a copy.
#[test]
fn the_longest_answers_that_quote_the_token() {
    let token = Served::new(Profile::Oss3, 0)
        .dojo
        .token(Account::Admin)
        .to_owned();
    let beginning = &token[..20];
    for (what, middle) in [
        ("tokens", format!("{token} ")),
        ("cuts", "…".to_owned()),
        ("cut tokens", format!("{beginning}…")),
    ] {
        let head = format!(r#"{{"count":0,"results":[],"quoted":"{token}"#);
        let visit = tests_of(longest(&head, &middle, r#""}"#));
        assert_bounded(what, &visit, HOSTILE);
        let text = said(&visit);
        assert!(text.contains(r#""count":0"#), "{what}: {text}");
    }
}

#[test]
fn the_longest_errors() {
    for (what, status, body) in [
        ("texts", 400, longest(r#"{"a":["""#, r#","""#, "]}")),
        ("lists", 400, longest(r#"{"a":[[]"#, ",[]", "]}")),
        ("a text", 403, longest(r#"""#, "\u{7f}", r#"""#)),
    ] {
        let visit = answered("get_tests", &json!({}), json_response(status, body));
        assert_eq!(result(&visit.response)["isError"], true);
        assert_bounded(what, &visit, HONEST);
    }
}

/// Six statuses are six calls at once.
#[test]
fn several_of_the_longest_answers() {
    let statuses = [
        "Active",
        "Out of Scope",
        "False Positive",
        "Inactive",
        "Risk Accepted",
        "Under Review",
    ];
    let mut response = json_response(200, longest(r#"{"count":1,"results":[]}"#, " ", ""));
    response.extensions_mut().insert(Together::new(6));
    let visit = answered("get_findings", &json!({"status": statuses}), response);
    assert_bounded("six answers", &visit, HONEST);
    let text = said(&visit);
    assert!(text.contains("larger than 32 MiB in all"), "{text}");
    assert_eq!(visit.sent.len(), 6);
}
