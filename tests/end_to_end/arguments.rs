//! Arguments are forgiving in form and strict in meaning.

use crate::harness::{Bench, Reuse};
use dojo_sim::{Account, Profile};
use serde_json::{Value, json};

/// A tool, arguments in their proper form, and other forms of the same.
type Forms = (&'static str, Value, Vec<Value>);

/// Fixed values.
fn choices() -> Vec<Forms> {
    vec![
        (
            "get_findings",
            json!({"severity": ["High"]}),
            vec![
                json!({"severity": "High"}),
                json!({"severity": "high"}),
                json!({"severity": "[\"HIGH\"]"}),
                json!({"severity": ["high", null]}),
            ],
        ),
        (
            "get_findings",
            json!({"severity": ["Critical", "High"]}),
            vec![
                json!({"severity": "critical, high"}),
                json!({"severity": "[\"critical\", \"High\"]"}),
            ],
        ),
        (
            "get_findings",
            json!({"status": ["Out of Scope", "Closed"], "status_match": "all"}),
            vec![
                json!({"status": ["out_of_scope", "CLOSED"], "status_match": "ALL"}),
                json!({"status": "out-of-scope,closed", "status_match": " all "}),
            ],
        ),
        (
            "get_findings",
            json!({"date": ["3 - Past 30 days"]}),
            vec![
                json!({"date": "3 - Past 30 days"}),
                json!({"date": "past 30 days"}),
                json!({"date": 3}),
                json!({"date": "3"}),
                json!({"date": [3]}),
                json!({"date": "[\"3 - Past 30 days\"]"}),
            ],
        ),
    ]
}

/// Numbers, texts, days and nothing.
fn values() -> Vec<Forms> {
    vec![
        (
            "get_findings",
            json!({"product_id": [1, 2], "limit": 5, "offset": 3}),
            vec![
                json!({"product_id": ["1", "2"], "limit": "5", "offset": "3"}),
                json!({"product_id": "1,2", "limit": 5.0, "offset": 3.0}),
                json!({"product_id": "[1, 2]", "limit": " 5 ", "offset": 3}),
            ],
        ),
        (
            "get_findings",
            json!({}),
            vec![
                json!({"severity": null, "status": null, "date": null, "limit": null, "title": null}),
                json!({"severity": [], "status": "", "date": [], "limit": "", "title": "  "}),
                json!({"severity": [null], "status": [""], "date": [" "], "product_id": "[null]"}),
                json!({"date": "0 - Any date", "epss_min": 0}),
            ],
        ),
        (
            "get_findings",
            json!({"cwe": [79, 89], "known_exploited": false}),
            vec![
                json!({"cwe": ["CWE-79", "cwe 89"], "known_exploited": "false"}),
                json!({"cwe": "CWE-79,89", "known_exploited": "False"}),
            ],
        ),
        (
            "get_findings",
            json!({"discovered_after": "2026-01-31", "epss_min": 0.5}),
            vec![json!({"discovered_after": "2026-01-31T10:00:00Z", "epss_min": "0.5"})],
        ),
        (
            "get_findings",
            json!({"order_by": "sla_due", "response_format": "detailed", "limit": 3}),
            vec![json!({"order_by": "SLA due", "response_format": "Detailed", "limit": 3})],
        ),
    ]
}

/// The same in tools other than `get_findings`.
fn other_tools() -> Vec<Forms> {
    vec![
        (
            "get_finding_by_id",
            json!({"finding_id": 42}),
            vec![json!({"finding_id": "42"}), json!({"finding_id": 42.0})],
        ),
        (
            "get_products",
            json!({"criticality": ["very high"], "lifecycle": ["production"]}),
            vec![json!({"criticality": "Very High", "lifecycle": "PRODUCTION"})],
        ),
        (
            "get_engagements",
            json!({"status": "In Progress", "active": true}),
            vec![json!({"status": "in_progress", "active": "TRUE"})],
        ),
        (
            "get_dojo_group_members",
            json!({"group_id": 4}),
            vec![json!({"group_id": "4", "limit": null})],
        ),
    ]
}

#[test]
fn every_form_of_a_value_asks_the_same() {
    let bench = Bench::new(Profile::Oss2, 300, Reuse::Reused);
    let client = bench.client(Account::Admin);
    for (tool, proper, others) in [choices(), values(), other_tools()].concat() {
        let expected = client.tool(tool, proper.clone());
        for other in others {
            assert_eq!(client.tool(tool, other.clone()), expected, "{tool} {other}");
        }
    }
}

/// A tool, wrong arguments, and what the answer has to name.
type Fault = (&'static str, Value, &'static [&'static str]);

/// Unknown names, values that are not in a fixed set, and ranges.
fn wrong_choices() -> Vec<Fault> {
    vec![
        (
            "get_findings",
            json!({"stauts": "Active"}),
            &["`stauts`", "status", "token", "url"],
        ),
        (
            "get_findings",
            json!({"product": 1}),
            &["`product`", "product_id"],
        ),
        (
            "get_findings",
            json!({"severity": "Urgent"}),
            &["`severity`", "Urgent", "Critical, High, Medium, Low, Info"],
        ),
        (
            "get_findings",
            json!({"severity": ["High", "Urgent"]}),
            &["`severity`", "Urgent"],
        ),
        (
            "get_findings",
            json!({"status": "Fixed"}),
            &["`status`", "Fixed", "Risk Accepted, Closed, Under Review"],
        ),
        (
            "get_findings",
            json!({"status_match": "none"}),
            &["`status_match`", "any, all"],
        ),
        (
            "get_findings",
            json!({"date": 8}),
            &["`date`", "0 - Any date", "7 - Past year"],
        ),
        (
            "get_findings",
            json!({"date": [1, 2]}),
            &["`date`", "only one"],
        ),
        (
            "get_findings",
            json!({"limit": 101}),
            &["`limit`", "1 to 100"],
        ),
        (
            "get_findings",
            json!({"limit": -1}),
            &["`limit`", "1 to 100"],
        ),
        (
            "get_findings",
            json!({"offset": "ten"}),
            &["`offset`", "whole number from 0"],
        ),
    ]
}

/// Values of the wrong kind, and what is missing.
fn wrong_values() -> Vec<Fault> {
    vec![
        (
            "get_findings",
            json!({"epss_min": 50}),
            &["`epss_min`", "0 to 1"],
        ),
        (
            "get_findings",
            json!({"product_id": "Web Shop"}),
            &["`product_id`", "not an id"],
        ),
        ("get_findings", json!({"cwe": "XSS"}), &["`cwe`", "number"]),
        (
            "get_findings",
            json!({"discovered_after": "last week"}),
            &["`discovered_after`", "YYYY-MM-DD"],
        ),
        (
            "get_findings",
            json!({"has_jira": "yes"}),
            &["`has_jira`", "true nor false"],
        ),
        (
            "get_findings",
            json!({"order_by": "epss"}),
            &[
                "`order_by`",
                "severity, newest, oldest, sla_due, product, title",
            ],
        ),
        (
            "get_findings",
            json!({"tags": [{"name": "pci"}]}),
            &["`tags`", "not a text"],
        ),
        (
            "get_finding_by_id",
            json!({}),
            &["`finding_id`", "required"],
        ),
        (
            "get_finding_by_id",
            json!({"finding_id": null}),
            &["`finding_id`", "required"],
        ),
        (
            "get_dojo_group_members",
            json!({"group": 1}),
            &["`group`", "group_id"],
        ),
        (
            "get_products",
            json!({"criticality": "extreme"}),
            &["`criticality`", "very high, high, medium"],
        ),
        (
            "get_engagements",
            json!({"status": "Active"}),
            &["`status`", "Not Started", "Waiting for Resource"],
        ),
    ]
}

#[test]
fn a_wrong_argument_is_answered_with_the_right_ones() {
    let bench = Bench::new(Profile::Oss3, 200, Reuse::Fresh);
    let client = bench.client(Account::Admin);
    for (tool, arguments, named) in [wrong_choices(), wrong_values()].concat() {
        let (failure, asked) = bench.cost(|| client.failure(tool, arguments.clone()));
        for name in named {
            assert!(failure.contains(name), "{tool} {arguments}: {failure}");
        }
        assert_eq!(asked, [""; 0], "{tool} {arguments}");
    }
}

#[test]
fn texts_reach_defectdojo_as_they_are() {
    let bench = Bench::new(Profile::Oss3, 200, Reuse::Fresh);
    let client = bench.client(Account::Admin);
    for text in [
        "a&b=c",
        "100%",
        "1+1",
        "#?/;",
        "\"'\\",
        "<b>",
        "Köln — 決済",
        "a,b",
        "x&active=false",
    ] {
        let answer = client.tool("get_findings", json!({"title": text}));
        let all = &bench.sim.portfolio().findings;
        let expected = all
            .iter()
            .filter(|row| row.title.to_lowercase().contains(&text.to_lowercase()));
        assert_eq!(answer["count"], expected.count() as u64, "{answer}");
        let quoted = format!("title contains \"{}\"", text.replace('"', "'"));
        assert!(
            answer["basis"].as_str().unwrap().contains(&quoted),
            "{answer}"
        );
    }
}
