//! Progress of the tools that ask DefectDojo in several requests.

use crate::harness::Native;
use dojo_sim::Profile;
use serde_json::{Value, json};

fn call(native: &Native, arguments: Value) -> Vec<Value> {
    let params = json!({
        "name": "get_findings",
        "arguments": arguments,
        "_meta": { "progressToken": "here" },
    });
    native.messages("tools/call", params)
}

fn several() -> Value {
    json!({"status": ["Closed", "Risk Accepted", "Active"], "limit": 5})
}

#[test]
fn several_statuses_report_how_far_they_have_come() {
    let native = Native::new(Profile::Oss3, 200, "2026-11-22");
    let messages = call(&native, several());
    let (response, notifications) = messages.split_last().unwrap();
    assert!(notifications.len() >= 3, "{messages:?}");
    for (step, notification) in notifications.iter().enumerate() {
        assert_eq!(notification["method"], "notifications/progress");
        let params = &notification["params"];
        assert_eq!(params["progressToken"], "here");
        assert_eq!(params["progress"], step, "one more with each answer");
        assert!(!params["message"].as_str().unwrap().is_empty());
    }
    let whole = native.request(
        "tools/call",
        json!({"name": "get_findings", "arguments": several()}),
    );
    assert_eq!(response["result"], whole, "the answer is another one");
}

#[test]
fn a_single_request_is_answered_in_one_piece() {
    let native = Native::new(Profile::Oss3, 200, "2026-11-22");
    for arguments in [
        json!({}),
        json!({"status": ["Active"], "severity": ["Critical", "High"]}),
        json!({"status": ["Active", "Verified"], "status_match": "all"}),
    ] {
        assert_eq!(call(&native, arguments.clone()).len(), 1, "{arguments}");
    }
}
