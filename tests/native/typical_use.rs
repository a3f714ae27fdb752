//! What the typical uses of each tool cost: the tokens of the result, and what is asked of `DefectDojo` for it.

use crate::budgets::hold;
use crate::harness::Native;
use crate::portability::tools;
use crate::tokens::tokens;
use dojo_sim::Profile;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Each with the tool and the arguments.
fn uses() -> [(&'static str, &'static str, Value); 34] {
    let active = |rows: u8| json!({"status": ["Active"], "limit": rows});
    let report = |kind: &str| json!({"kind": kind});
    let by = |what: &str| json!({"group_by": what});
    [
        ("how many findings", "get_findings", active(0)),
        ("10 findings", "get_findings", active(10)),
        ("100 findings", "get_findings", active(100)),
        (
            "10 detailed findings",
            "get_findings",
            json!({"status": ["Active"], "limit": 10, "response_format": "detailed"}),
        ),
        (
            "10 findings of two statuses",
            "get_findings",
            json!({"status": ["Active", "Risk Accepted"], "limit": 10}),
        ),
        ("one finding", "get_finding_by_id", json!({"finding_id": 7})),
        ("findings by severity", "summarize_findings", by("severity")),
        ("findings by status", "summarize_findings", by("status")),
        ("findings by product", "summarize_findings", by("product")),
        (
            "findings by product type",
            "summarize_findings",
            by("product_type"),
        ),
        (
            "findings by engagement",
            "summarize_findings",
            by("engagement"),
        ),
        (
            "findings by test type",
            "summarize_findings",
            by("test_type"),
        ),
        ("findings by CWE", "summarize_findings", by("cwe")),
        (
            "findings by OWASP Top 10",
            "summarize_findings",
            by("owasp_top10"),
        ),
        (
            "findings by component",
            "summarize_findings",
            by("component"),
        ),
        ("findings by month", "summarize_findings", by("month")),
        ("findings by age", "summarize_findings", by("age_band")),
        ("findings by SLA", "summarize_findings", by("sla")),
        ("trends of 90 days", "get_finding_trends", json!({})),
        ("remediation", "get_remediation_metrics", json!({})),
        (
            "remediation by product",
            "get_remediation_metrics",
            by("product"),
        ),
        ("what to fix first", "prioritize_findings", json!({})),
        (
            "report of a landscape",
            "build_report",
            report("security_landscape"),
        ),
        (
            "report of static analysis",
            "build_report",
            report("sast_review"),
        ),
        ("products", "get_products", json!({})),
        ("product types", "get_product_types", json!({})),
        (
            "engagements of a product",
            "get_engagements",
            json!({"product_id": 1}),
        ),
        (
            "tests of an engagement",
            "get_tests",
            json!({"engagement_id": 1}),
        ),
        ("users", "get_users", json!({})),
        ("one user", "get_user_by_id", json!({"user_id": 1})),
        ("groups", "get_groups", json!({})),
        ("one group", "get_group_by_id", json!({"group_id": 1})),
        (
            "members of a group",
            "get_dojo_group_members",
            json!({"group_id": 1}),
        ),
        ("roles", "get_roles", json!({})),
    ]
}

#[test]
fn typical_uses_cost_little() {
    let native = Native::new(Profile::Oss2, 2_000, "2026-11-22");
    let (mut results, mut requests) = (Vec::new(), Vec::new());
    for (of, tool, arguments) in uses() {
        native.dojo.clear_requests();
        results.push((of, tokens(&native.text(tool, arguments))));
        requests.push((of, native.requests()));
    }
    hold("tokens of a result", &results);
    hold("requests to DefectDojo", &requests);
}

#[test]
fn each_tool_is_in_use() {
    let used = uses().map(|(_, tool, _)| tool.to_owned());
    let tools = tools().into_iter();
    let tools = tools.map(|tool| tool["name"].as_str().unwrap().to_owned());
    let tools: BTreeSet<_> = tools.collect();
    assert_eq!(BTreeSet::from(used), tools);
}
