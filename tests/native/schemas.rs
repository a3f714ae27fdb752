//! The schemas, in the form that every client takes. One tool that breaks a rule makes some clients drop the
//! whole list.

use crate::harness::Native;
use dojo_sim::Profile;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn tools() -> Vec<Value> {
    let native = Native::new(Profile::Oss3, 50, "2026-11-22");
    let list = native.request("tools/list", json!({}));
    list["tools"].as_array().unwrap().clone()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= 40
        && name.chars().all(plain)
}

#[test]
fn the_tools_are_the_documented_twelve() {
    let tools = tools();
    let names: Vec<_> = tools
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect();
    let documented = [
        "get_findings",
        "get_finding_by_id",
        "get_products",
        "get_product_types",
        "get_engagements",
        "get_tests",
        "get_users",
        "get_user_by_id",
        "get_groups",
        "get_group_by_id",
        "get_dojo_group_members",
        "get_roles",
    ];
    assert_eq!(names, documented);
}

#[test]
fn every_tool_is_titled_described_and_read_only() {
    for tool in tools() {
        let name = tool["name"].as_str().unwrap();
        assert!(is_name(name), "{name}");
        assert_eq!(
            keys(&tool),
            ["annotations", "description", "inputSchema", "name", "title"].into()
        );
        assert!(!tool["title"].as_str().unwrap().is_empty(), "{name}");
        let description = tool["description"].as_str().unwrap();
        assert!((40..=1024).contains(&description.chars().count()), "{name}");
        let annotations = json!({
            "title": tool["title"],
            "readOnlyHint": true,
            "destructiveHint": false,
            "idempotentHint": true,
            "openWorldHint": false,
        });
        assert_eq!(tool["annotations"], annotations, "{name}");
    }
}

#[test]
fn every_schema_is_flat_and_single_typed() {
    for tool in tools() {
        let (name, schema) = (&tool["name"], &tool["inputSchema"]);
        assert_eq!(schema["type"], "object", "{name}");
        // No combinator, reference or definition, nor a `$schema` to stumble over.
        let allowed = ["additionalProperties", "properties", "required", "type"].into();
        assert!(
            keys(schema).is_subset(&allowed),
            "{name}: {:?}",
            keys(schema)
        );
        let properties = keys(&schema["properties"]);
        for required in schema
            .get("required")
            .map_or(&vec![], |names| names.as_array().unwrap())
        {
            assert!(
                properties.contains(required.as_str().unwrap()),
                "{name}: {required}"
            );
        }
        assert!(properties.is_superset(&["token", "url"].into()), "{name}");
        for (property, schema) in schema["properties"].as_object().unwrap() {
            assert!(is_name(property), "{name}.{property}");
            let described = schema["description"].as_str().unwrap();
            assert!(
                (5..=400).contains(&described.chars().count()),
                "{name}.{property}"
            );
            check_type(schema, &format!("{name}.{property}"), true);
        }
    }
}

/// One type, with the keywords that go with it.
fn check_type(schema: &Value, place: &str, may_be_list: bool) {
    let kind = schema["type"]
        .as_str()
        .unwrap_or_else(|| panic!("{place}: {schema}"));
    let mut allowed = BTreeSet::from(["type", "description"]);
    allowed.extend(match kind {
        "string" => &["enum", "pattern"][..],
        "integer" | "number" => &["minimum", "maximum"],
        "boolean" => &[],
        "array" if may_be_list => &["items", "maxItems"],
        other => panic!("{place}: {other}"),
    });
    assert!(keys(schema).is_subset(&allowed), "{place}: {schema}");
    if kind == "array" {
        check_type(&schema["items"], place, false);
    }
    if let Some(values) = schema.get("enum") {
        let values = values.as_array().unwrap();
        assert!(
            !values.is_empty() && values.iter().all(Value::is_string),
            "{place}: {schema}"
        );
    }
}
