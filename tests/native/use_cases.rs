//! The questions that `DefectDojo`'s documentation names, each with few calls and short results.

use crate::harness::Native;
use dojo_sim::Profile;
use serde_json::{Value, json};
use tiktoken_rs::o200k_base_singleton;

/// The most calls of a question.
const MOST_CALLS: usize = 6;
/// The most tokens of all their results.
const MOST_TOKENS: usize = 30_000;

/// The questions, with calls that answer them.
fn questions() -> [(&'static str, Vec<(&'static str, Value)>); 5] {
    let severe = json!(["Critical", "High"]);
    [
        (
            "executive dashboard",
            vec![
                ("summarize_findings", json!({"group_by": "severity"})),
                (
                    "summarize_findings",
                    json!({"group_by": "product", "severity": severe, "top": 10}),
                ),
                (
                    "get_finding_trends",
                    json!({"interval": "month", "days": 180}),
                ),
                ("summarize_findings", json!({"group_by": "cwe", "top": 5})),
                ("get_remediation_metrics", json!({})),
            ],
        ),
        (
            "team performance",
            vec![
                ("summarize_findings", json!({"group_by": "product_type"})),
                (
                    "summarize_findings",
                    json!({"group_by": "cwe", "product_type_id": [1], "status": ["Any"]}),
                ),
                (
                    "summarize_findings",
                    json!({"group_by": "owasp_top10", "product_type_id": [1]}),
                ),
                ("get_remediation_metrics", json!({"product_type_id": [1]})),
                ("get_groups", json!({})),
            ],
        ),
        (
            "tool effectiveness",
            vec![
                (
                    "get_remediation_metrics",
                    json!({"group_by": "test_type", "days": 365}),
                ),
                (
                    "summarize_findings",
                    json!({"group_by": "test_type", "status": ["Any"]}),
                ),
                (
                    "summarize_findings",
                    json!({"group_by": "test_type", "severity": severe, "status": ["Verified"]}),
                ),
            ],
        ),
        (
            "compliance evidence",
            vec![
                ("summarize_findings", json!({"group_by": "sla"})),
                (
                    "get_finding_trends",
                    json!({"interval": "month", "days": 365}),
                ),
                ("get_remediation_metrics", json!({"days": 365})),
                ("get_engagements", json!({"limit": 100})),
                ("get_users", json!({"limit": 100})),
            ],
        ),
        (
            "risk prioritisation",
            vec![
                ("prioritize_findings", json!({"top": 20})),
                ("get_products", json!({"limit": 100})),
            ],
        ),
    ]
}

#[test]
fn each_question_takes_few_calls_and_little_room() {
    let native = Native::new(Profile::Oss2, 20_000, "2026-11-22");
    for (question, calls) in questions() {
        assert!(calls.len() <= MOST_CALLS, "{question}");
        let texts = calls
            .into_iter()
            .map(|(tool, arguments)| native.text(tool, arguments));
        let tokens: usize = texts
            .map(|text| o200k_base_singleton().encode_ordinary(&text).len())
            .sum();
        println!("{question}: {tokens} tokens");
        assert!(tokens < MOST_TOKENS, "{question}: {tokens} tokens");
    }
}
