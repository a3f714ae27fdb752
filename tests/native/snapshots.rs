//! The list of tools, and one whole answer of each, to the letter. After a wanted change, run with
//! `INSTA_UPDATE=always` and read the difference.

use crate::harness::Native;
use dojo_sim::Profile;
use insta::{Settings, assert_snapshot};
use serde_json::{Value, json};

/// Seed, day and number of findings are fixed, so that the answers are.
fn native(profile: Profile) -> Native {
    Native::new(profile, 120, "2026-11-22")
}

fn check(name: &str, value: &Value) {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!(name, serde_json::to_string_pretty(value).unwrap()));
}

#[test]
fn the_list_of_tools() {
    check(
        "tools_list",
        &native(Profile::Oss3).request("tools/list", json!({})),
    );
}

#[test]
fn one_answer_of_each_tool() {
    let native = native(Profile::Oss2);
    let findings = native.portfolio().findings.iter();
    // One with much to show, but no huge description.
    let telling =
        findings.filter(|row| !row.vulnerability_ids.is_empty() && row.description.len() < 2_000);
    let telling = telling
        .max_by_key(|row| (row.notes.len(), row.is_mitigated))
        .unwrap();
    for (tool, arguments) in [
        (
            "get_findings",
            json!({"severity": ["Critical", "High"], "status": ["Active", "Risk Accepted"], "date": ["7 - Past year"], "limit": 5}),
        ),
        ("get_finding_by_id", json!({"finding_id": telling.id})),
        (
            "get_products",
            json!({"criticality": ["very high"], "limit": 3}),
        ),
        ("get_product_types", json!({})),
        ("get_engagements", json!({"product_id": 1})),
        ("get_tests", json!({"engagement_id": 1})),
        (
            "get_users",
            json!({"username": "a", "is_active": true, "limit": 3}),
        ),
        ("get_user_by_id", json!({"user_id": 1})),
        ("get_groups", json!({})),
        ("get_group_by_id", json!({"group_id": 1})),
        ("get_dojo_group_members", json!({"group_id": 1})),
        ("get_roles", json!({})),
    ] {
        check(tool, &native.tool(tool, arguments));
    }
}

#[test]
fn other_shapes_of_findings() {
    let native = native(Profile::Oss3);
    for (name, arguments) in [
        (
            "get_findings_count",
            json!({"status": ["Closed"], "limit": 0}),
        ),
        (
            "get_findings_none",
            json!({"status": ["Active", "Inactive"], "status_match": "all"}),
        ),
        (
            "get_findings_detailed",
            json!({"response_format": "detailed", "order_by": "title", "status": ["Verified", "False Positive"], "limit": 2}),
        ),
    ] {
        check(name, &native.tool("get_findings", arguments));
    }
}
