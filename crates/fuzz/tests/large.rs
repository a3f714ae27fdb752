//! Bodies as large as one may be, made to cost much; libFuzzer tries small inputs only. It is one test, as memory is
//! measured for the whole program.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use fuzz::server::{ask, batching, legacy, modern, simulated};
use std::iter::repeat_n;

/// The largest body that is read.
const LIMIT: usize = 1 << 20;

#[test]
fn large_bodies_cost_little() {
    arrays_of_half_a_million_messages();
    arguments_of_half_a_million_values();
    names_of_a_million_characters();
}

fn arrays_of_half_a_million_messages() {
    for element in ["1", "{}", r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#] {
        let memory = ask_all(array_of(element, LIMIT).as_bytes());
        // Where each is, and a copy of that list while it grows.
        assert!(memory < 20 * LIMIT, "{element}: {memory}");
    }
}

fn arguments_of_half_a_million_values() {
    for element in ["1", "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", r#"{"a":[{}]}"#] {
        for list in [array_of(element, 20_000), array_of(element, LIMIT - 200)] {
            for member in ["arguments", "_meta", "inputResponses"] {
                let params = format!(r#""name":"get_findings","{member}":{{"severity":{list}}}"#);
                let memory = ask_all(request("tools/call", &params).as_bytes());
                assert!(memory < 4 * LIMIT, "{member}, {element}: {memory}");
            }
        }
    }
}

fn names_of_a_million_characters() {
    for character in ["a", "\\u0000", "\u{1F980}"] {
        let name = character.repeat((LIMIT - 100) / character.len());
        for (method, member) in [
            ("tools/call", "name"),
            ("resources/read", "uri"),
            ("prompts/get", "name"),
        ] {
            ask_all(request(method, &format!(r#""{member}":"{name}""#)).as_bytes());
        }
        ask_all(request(&name, "").as_bytes());
        ask_all(format!(r#"{{"jsonrpc":"2.0","id":"{name}","method":"ping"}}"#).as_bytes());
    }
}

fn request(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{{{params}}}}}"#)
}

/// An array of as many of these as fit into so many bytes.
fn array_of(element: &str, length: usize) -> String {
    let elements: Vec<_> = repeat_n(element, (length - 1) / (element.len() + 1)).collect();
    format!("[{}]", elements.join(","))
}

/// In all eras: the answer is one that the judge lets pass. Gives the most memory that one took.
fn ask_all(body: &[u8]) -> usize {
    assert!(body.len() <= LIMIT);
    let memory =
        [legacy, batching, modern].map(|request| ask(&simulated(), request(body.to_vec())).memory);
    memory.into_iter().max().unwrap()
}
