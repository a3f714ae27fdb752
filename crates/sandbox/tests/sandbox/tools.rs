//! The real server, as it is handed out: all that it asks for, whatever tool is called.

use crate::server::{Served, URL, result};
use dojo_sim::Profile;
use http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Every tool once, with arguments that make it ask `DefectDojo`.
fn calls() -> [(&'static str, Value); 17] {
    [
        (
            "get_findings",
            json!({"status": ["Active", "Closed"], "severity": "high", "product_name": "a",
                "order_by": "newest", "response_format": "detailed", "tags": ["a/../b", "?&#"],
                "title": "//evil.example/../%2e%2e"}),
        ),
        ("get_finding_by_id", json!({"finding_id": 1})),
        (
            "summarize_findings",
            json!({"group_by": "component", "title": "//evil.example/../%2e%2e"}),
        ),
        ("get_finding_trends", json!({"file_path": "../../admin"})),
        (
            "get_remediation_metrics",
            json!({"group_by": "cwe", "tags": ["a/../b", "?&#"]}),
        ),
        ("prioritize_findings", json!({"product_name": "@evil"})),
        (
            "build_report",
            json!({"kind": "sast_review", "days": 7, "product_id": 1}),
        ),
        ("get_products", json!({"name": "../../admin"})),
        ("get_product_types", json!({"name": "http://evil.example/"})),
        ("get_engagements", json!({"product_id": 1})),
        ("get_tests", json!({"test_type": "zap"})),
        ("get_users", json!({"username": "@evil.example"})),
        ("get_user_by_id", json!({"user_id": 1})),
        ("get_groups", json!({})),
        ("get_group_by_id", json!({"group_id": 1})),
        ("get_dojo_group_members", json!({"group_id": 1})),
        ("get_roles", json!({})),
    ]
}

#[test]
fn every_tool_asks_nobody_but_the_instance() {
    let served = Served::new(Profile::Oss2, 50);
    let listed = served.ask("tools/list", &json!({}));
    let listed = result(&listed.response);
    let listed = listed["tools"].as_array().unwrap().iter();
    let listed: BTreeSet<_> = listed
        .map(|tool| tool["name"].as_str().unwrap().to_owned())
        .collect();
    let called = calls().map(|(name, _)| name.to_owned());
    assert_eq!(listed, called.into_iter().collect());

    for (name, arguments) in calls() {
        let visit = served.call(name, &arguments);
        assert!(!visit.sent.is_empty(), "{name}: {visit:?}");
        for request in &visit.sent {
            assert_eq!(request.method(), Method::GET, "{name}");
            let target = request.uri().to_string();
            let below = format!("{URL}/api/v2/");
            assert!(target.starts_with(&below), "{name}: {target}");
            let path = request.uri().path();
            assert!(!path.contains(['%', '.', ';', '\\']), "{name}: {path}");
        }
        assert_eq!(
            result(&visit.response).get("isError"),
            None,
            "{name}: {visit:?}"
        );
    }
}
