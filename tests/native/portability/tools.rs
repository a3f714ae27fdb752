//! The tools, held to the rules.

use super::rule::{broken_by_answer, broken_by_tools};
use crate::harness::Native;
use defectdojo_mcp::config::MCP_TOKEN_ARGUMENT;
use dojo_sim::Profile;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TODAY: &str = "2026-11-22";

pub(super) fn native() -> Native {
    Native::new(Profile::Oss2, 120, TODAY)
}

fn listed(native: &Native) -> Vec<Value> {
    let list = native.request("tools/list", json!({}));
    list["tools"].as_array().unwrap().clone()
}

/// As they are listed.
pub(crate) fn tools() -> Vec<Value> {
    listed(&native())
}

/// As they are listed where they take no token.
pub(super) fn tools_without_token() -> Vec<Value> {
    listed(&native().with_setting((MCP_TOKEN_ARGUMENT, "off"), TODAY))
}

/// A call of each tool that succeeds, in the order of the list.
pub(super) fn calls() -> [(&'static str, Value); 17] {
    [
        (
            "get_findings",
            json!({"severity": ["Critical"], "status": ["Active", "Risk Accepted"], "limit": 5}),
        ),
        ("get_finding_by_id", json!({"finding_id": 1})),
        (
            "summarize_findings",
            json!({"group_by": "product", "top": 3}),
        ),
        ("get_finding_trends", json!({"interval": "month"})),
        ("get_remediation_metrics", json!({"group_by": "product"})),
        ("prioritize_findings", json!({"top": 3})),
        ("build_report", json!({"kind": "sast_review", "days": 30})),
        ("get_products", json!({"limit": 3})),
        ("get_product_types", json!({})),
        ("get_engagements", json!({"product_id": 1})),
        ("get_tests", json!({"engagement_id": 1})),
        ("get_users", json!({"is_active": true})),
        ("get_user_by_id", json!({"user_id": 1})),
        ("get_groups", json!({})),
        ("get_group_by_id", json!({"group_id": 1})),
        ("get_dojo_group_members", json!({"group_id": 1})),
        ("get_roles", json!({})),
    ]
}

/// Calls that fail, and are answered with an error result.
pub(super) fn failing_calls() -> [(&'static str, Value); 3] {
    [
        ("get_findings", json!({"severity": "Huge"})),
        ("get_finding_by_id", json!({"finding_id": 4_000_000})),
        ("get_roles", json!({"colour": "red"})),
    ]
}

#[test]
fn the_tools_are_the_documented_twelve() {
    let tools = tools();
    let names = tools.iter().map(|tool| tool["name"].as_str().unwrap());
    assert!(names.eq(calls().map(|(name, _)| name)));
}

#[test]
fn the_tools_break_no_rule() {
    for tools in [tools(), tools_without_token()] {
        let found = broken_by_tools(&tools);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn calls_are_as_the_schemas_say_and_answers_break_no_rule() {
    let native = native();
    let tools = tools();
    let calls = calls().map(|call| (call, false)).into_iter();
    for ((name, arguments), fails) in calls.chain(failing_calls().map(|call| (call, true))) {
        let tool = tools.iter().find(|tool| tool["name"] == name).unwrap();
        let result = native.request("tools/call", json!({"name": name, "arguments": &arguments}));
        assert_eq!(result["isError"] == true, fails, "{name}: {result}");
        let admitted = jsonschema::draft202012::is_valid(&tool["inputSchema"], &arguments);
        assert!(admitted || fails, "{name}: {arguments}");
        let found = broken_by_answer(tool, &result);
        assert!(found.is_empty(), "{found:#?}");
    }
}

/// Beyond what clients demand: nothing is sent that has no use.
#[test]
fn every_tool_only_reads_and_takes_a_token() {
    for tool in tools() {
        let name = &tool["name"];
        let annotations = json!({
            "title": tool["title"],
            "readOnlyHint": true,
            "destructiveHint": false,
            "idempotentHint": true,
            "openWorldHint": false,
        });
        assert_eq!(tool["annotations"], annotations, "{name}");
        let members = ["annotations", "description", "inputSchema", "name", "title"];
        let app = (name == "build_report").then_some("_meta");
        assert_eq!(
            keys(&tool),
            members.into_iter().chain(app).collect(),
            "{name}"
        );
        assert_eq!(tool["inputSchema"]["additionalProperties"], false, "{name}");
        assert!(
            keys(&tool["inputSchema"]["properties"]).is_superset(&["token", "url"].into()),
            "{name}"
        );
    }
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}
