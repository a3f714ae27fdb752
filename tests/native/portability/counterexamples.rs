//! Proof that each rule can fail: the made-up tool with one fault breaks the rule that is about it and no other.

use super::bad_tools::{FAULTS, changed, good_tool};
use super::rule::{Violation, broken_by_answer, broken_by_tools, rules};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SAME: &str = "the same object as text and as structure";
const WORDS: &str = "`size` is a number, such as 12.";

fn answer(structure: &Value, text: &str) -> Value {
    json!({"content": [{"type": "text", "text": text}], "structuredContent": structure})
}

fn bad_answers() -> [(&'static str, Value); 7] {
    let long = json!({"note": "b".repeat(40_000)});
    let mut structured_error = answer(&json!({"error": WORDS}), WORDS);
    structured_error["isError"] = true.into();
    [
        (SAME, answer(&json!({"count": 0}), "No birds.")),
        (SAME, answer(&json!({"count": 0}), r#"{"count":1}"#)),
        (
            SAME,
            json!({"content": [], "structuredContent": {"count": 0}}),
        ),
        (
            "a structure as its schema says",
            answer(&json!({"count": null}), r#"{"count":null}"#),
        ),
        ("an error in words", json!({"content": [], "isError": true})),
        ("an error in words", structured_error),
        (
            "at most 40,000 characters",
            answer(&long, &long.to_string()),
        ),
    ]
}

fn names(violations: &[Violation]) -> BTreeSet<&'static str> {
    let names = violations.iter().map(|violation| violation.rule.name);
    names.collect()
}

/// JSON of a text.
fn of_length(length: usize) -> String {
    json!("b".repeat(length)).to_string()
}

#[test]
fn a_good_tool_and_answer_break_nothing() {
    let date = r#"{"type": "string", "format": "date-time", "description": "When it was seen."}"#;
    for good in [
        good_tool(),
        changed("/outputSchema", None),
        changed("/inputSchema/required", None),
        changed("/inputSchema/properties/seen", Some(date)),
        changed("/description", Some(&of_length(1_024))),
    ] {
        let found = broken_by_tools(&vec![good; 40]);
        assert!(found.is_empty(), "{found:?}");
    }
    let again = changed("/inputSchema/properties/size/description", None);
    let values = changed("/inputSchema/properties/colours/description", None);
    let named = r#"{"type": "integer"}"#;
    let named = changed("/inputSchema/properties/bird_id", Some(named));
    let found = broken_by_tools(&[good_tool(), again, values, named]);
    assert!(found.is_empty(), "{found:?}");
    let error = json!({"content": [{"type": "text", "text": WORDS}], "isError": true});
    for good in [answer(&json!({"count": 0}), r#"{"count":0}"#), error] {
        let found = broken_by_answer(&good_tool(), &good);
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn each_rule_can_be_broken_alone() {
    let mut broken = BTreeSet::new();
    for (rule, place, json) in FAULTS {
        let found = broken_by_tools(&[changed(place, *json)]);
        assert_eq!(
            names(&found),
            [*rule].into(),
            "{place}: {json:?}: {found:?}"
        );
        broken.insert(*rule);
    }
    for (rule, bad) in bad_answers() {
        let found = broken_by_answer(&good_tool(), &bad);
        assert_eq!(names(&found), [rule].into(), "{bad}: {found:?}");
        broken.insert(rule);
    }
    let many = names(&broken_by_tools(&vec![good_tool(); 41]));
    assert_eq!(many, ["at most 40 tools"].into());
    broken.extend(many);
    let all: BTreeSet<_> = rules().map(|rule| rule.name).collect();
    assert_eq!(broken, all, "a rule without a counterexample");
}

#[test]
fn what_is_too_long_breaks_the_rule_of_its_length() {
    let size = "/inputSchema/properties/size/description";
    for (place, length, rule) in [
        (
            "/description",
            1_025,
            "a description of 40 to 1024 characters",
        ),
        (
            size,
            401,
            "5 to 400 characters in the description of an argument",
        ),
    ] {
        let found = broken_by_tools(&[changed(place, Some(&of_length(length)))]);
        assert_eq!(names(&found), [rule].into(), "{found:?}");
    }
}

#[test]
fn a_violation_tells_the_place_the_client_and_what_it_does() {
    let found = broken_by_tools(&[changed("/inputSchema/properties/colours/items", None)]);
    assert_eq!(
        format!("{found:?}"),
        "[find_birds/inputSchema/properties/colours: items in each array \
         (VS Code: refuses the tool; ChatGPT wants them too)]"
    );
}
