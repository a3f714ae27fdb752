//! Proof that the official schemas bite: each message passes, and with one member spoilt it doesn't.

use super::conversation::Heard;
use super::messages::HEARD;
use super::protocol::{Protocol, STATELESS};
use serde_json::Value;

/// Whether the schema takes anything at a place.
fn is_open(heard: &Heard, place: &str) -> bool {
    let (revision, definition) = (heard.revision, heard.definition.as_str());
    // Objects of the tools' own; their schemas are held to the meta-schema.
    place.contains("/structuredContent")
        || place.contains("/inputSchema/")
        // An error may have any data.
        || place.starts_with("/data")
        // What it holds is between those who know its names.
        || place.contains("/_meta/")
        // Not known yet.
        || (revision == "2025-03-26" && (place.ends_with("/title") || place.ends_with("/_meta")))
        || (revision < "2026-07-28" && place.starts_with("/capabilities/extensions"))
        || (revision < "2025-11-25" && definition == "ProgressNotification" && place == "/jsonrpc")
}

/// Whether a definition is about a whole message, whose result or parameters have definitions of their own.
fn is_envelope(definition: &str) -> bool {
    definition.starts_with("JSONRPC") || definition.ends_with("ResultResponse")
}

/// The places in a value, with all that is in it.
fn places(value: &Value, here: &str, deep: bool) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(values) => {
            let numbered = values.iter().enumerate();
            numbered
                .map(|(index, value)| (index.to_string(), value))
                .collect()
        }
        Value::Object(members) => {
            // RFC 6901 section 3.
            let escaped = |name: &String| name.replace('~', "~0").replace('/', "~1");
            members
                .iter()
                .map(|(name, value)| (escaped(name), value))
                .collect()
        }
        _ => vec![],
    };
    let mut found = Vec::new();
    for (name, value) in inner {
        let place = format!("{here}/{name}");
        if deep {
            found.extend(places(value, &place, deep));
        }
        found.push(place);
    }
    found
}

/// Fails unless something else than what was heard is refused.
fn check(heard: &Heard, bad: &Value, fault: &str) {
    let Heard {
        revision,
        asked,
        definition,
        ..
    } = heard;
    let faults = Protocol::of(revision).faults(definition, bad);
    assert!(
        !faults.is_empty(),
        "{revision} {definition}, {fault}: {asked}"
    );
}

#[test]
fn no_member_may_be_null() {
    for heard in HEARD.iter() {
        for place in places(&heard.json, "", !is_envelope(&heard.definition)) {
            if !is_open(heard, &place) {
                let mut bad = heard.json.clone();
                *bad.pointer_mut(&place).unwrap() = Value::Null;
                check(heard, &bad, &format!("null at {place}"));
            }
        }
    }
}

#[test]
fn no_declared_member_may_be_null_also_where_it_was_absent() {
    for heard in HEARD.iter() {
        let definition = Protocol::of(heard.revision).definition(&heard.definition);
        let declared = definition["properties"].as_object().into_iter().flatten();
        for (member, _) in declared {
            if !is_open(heard, &format!("/{member}")) {
                let mut bad = heard.json.clone();
                bad[member] = Value::Null;
                check(heard, &bad, &format!("{member} null"));
            }
        }
    }
}

#[test]
fn no_required_member_may_be_absent() {
    for heard in HEARD.iter() {
        for member in Protocol::of(heard.revision).required(&heard.definition) {
            let mut bad = heard.json.clone();
            bad.as_object_mut().unwrap().remove(member).unwrap();
            check(heard, &bad, &format!("without {member}"));
        }
    }
}

#[test]
fn addresses_and_their_templates_are_read() {
    for (definition, place, bad_address) in [
        ("ReadResourceResult", "/contents/0/uri", "not an address"),
        (
            "ListResourcesResult",
            "/resources/0/uri",
            "defectdojo:// guide",
        ),
        (
            "ListResourceTemplatesResult",
            "/resourceTemplates/0/uriTemplate",
            "defectdojo://{",
        ),
    ] {
        for heard in HEARD.iter().filter(|heard| heard.definition == definition) {
            let mut bad = heard.json.clone();
            *bad.pointer_mut(place).unwrap() = bad_address.into();
            check(heard, &bad, bad_address);
        }
    }
}

#[test]
fn what_makes_a_result_is_required() {
    for Heard {
        revision,
        definition,
        ..
    } in HEARD.iter()
    {
        let required = Protocol::of(revision).required(definition);
        let own: &[&str] = match definition.as_str() {
            "CallToolResult" => &["content"],
            "CompleteResult" => &["completion"],
            "GetPromptResult" => &["messages"],
            "InitializeResult" => &["protocolVersion", "capabilities", "serverInfo"],
            "DiscoverResult" => &["supportedVersions", "capabilities", "ttlMs", "cacheScope"],
            "ListToolsResult" => &["tools"],
            "ReadResourceResult" => &["contents"],
            "ProgressNotification" => &["method", "params"],
            _ => &[],
        };
        assert!(
            own.iter().all(|member| required.contains(member)),
            "{revision} {definition}"
        );
        if *revision == STATELESS && definition.ends_with("Result") {
            assert!(required.contains(&"resultType"), "{definition}");
        }
    }
}
