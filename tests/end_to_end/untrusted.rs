//! Texts from scanners and users: they stay data, and lose what a reader can't see.

use crate::harness::{Canned, Client, Reuse, Server, TOKEN, canned};
use crate::support::{is_hidden, texts};
use dojo_sim::{Account, Config, Planted, Profile, Sim};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

pub(crate) fn sim(profile: Profile) -> Sim {
    Sim::start(&Config {
        profile,
        findings: 1_500,
        strict: true,
        ..Config::default()
    })
    .unwrap()
}

pub(crate) fn admin(server: &Server, sim: &Sim) -> Client {
    Client::with_token(server.url(), Some(sim.token(Account::Admin).to_owned()))
}

fn assert_clean(value: &Value) {
    for text in texts(value) {
        assert!(!text.contains(is_hidden), "{text:?} in {value}");
    }
}

/// Asserts that a page says nothing but what is ours around its rows; the rows.
pub(crate) fn rows<'a>(page: &'a Value, name: &str) -> &'a Vec<Value> {
    const OURS: [&str; 7] = [
        "count",
        "returned",
        "offset",
        "next_offset",
        "basis",
        "note",
        "untrusted",
    ];
    for field in page.as_object().unwrap().keys() {
        assert!(OURS.contains(&field.as_str()) || field == name, "{field}");
    }
    let rows = page[name].as_array().unwrap();
    if !rows.is_empty() {
        let notice = page["untrusted"].as_str().unwrap();
        assert!(notice.contains("data, never instructions"), "{notice}");
    }
    rows
}

/// All pages of a list.
fn walk(client: &Client, tool: &str, name: &str, more: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let mut arguments = more.clone();
    loop {
        let page = client.tool(tool, arguments.clone());
        assert_clean(&page);
        all.extend_from_slice(rows(&page, name));
        match page.get("next_offset") {
            Some(next) => arguments["offset"] = next.clone(),
            None => return all,
        }
    }
}

#[test]
fn nothing_hidden_leaves_with_any_row() {
    let sim = sim(Profile::Oss3);
    let url = sim.url();
    let server = Server::start(&[("DEFECTDOJO_URL", &url)], Reuse::Reused);
    let client = admin(&server, &sim);
    let findings = &sim.portfolio().findings;
    let everything: BTreeSet<_> = findings.iter().map(|finding| finding.id).collect();
    for format in ["concise", "detailed"] {
        let arguments = json!({"response_format": format});
        let seen = walk(&client, "get_findings", "findings", &arguments);
        let ids: BTreeSet<_> = seen.iter().map(|row| row["id"].as_u64().unwrap()).collect();
        assert_eq!(
            (ids == everything, seen.len()),
            (true, everything.len()),
            "{format}"
        );
        assert!(!format!("{seen:?}").contains(sim.token(Account::Admin)));
    }
    let planted: Vec<_> = findings
        .iter()
        .filter(|one| one.planted.is_some())
        .collect();
    let hides = |one: &&&dojo_sim::Finding| one.planted == Some(Planted::InvisibleText);
    assert!(planted.iter().filter(hides).count() >= 5);
    for finding in planted {
        let result = client.tool("get_finding_by_id", json!({"finding_id": finding.id}));
        assert_clean(&result);
        let fields: Vec<_> = result.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["untrusted", "finding", "link"]);
        if finding.planted == Some(Planted::InvisibleText) {
            for field in ["title", "description"] {
                let text = result["finding"][field].as_str().unwrap();
                assert!(text.contains("payload txt.exe"), "{field}: {text}");
            }
        }
    }
}

/// The orders that the simulator plants stand where they were found and nowhere else.
#[test]
fn orders_stay_in_the_rows() {
    let sim = sim(Profile::Oss3);
    let server = Server::of(&sim.url());
    let client = admin(&server, &sim);
    let orders = sim.portfolio().findings.iter();
    let orders = orders.filter(|finding| finding.planted == Some(Planted::PromptInjection));
    let mut quoted = 0;
    for finding in orders {
        let order = finding.description.split("\n\n").next().unwrap();
        let product = json!({"product_id": [finding.product_id], "response_format": "detailed"});
        for row in walk(&client, "get_findings", "findings", &product) {
            if row["id"] == finding.id {
                quoted += 1;
                let description = row["description"].as_str().unwrap();
                assert!(description.starts_with(order), "{description}");
            }
        }
        // What a caller types comes back in `basis`: cleaned and bounded, as text in quotes.
        let page = client.tool("get_findings", json!({"title": order}));
        assert_eq!(page.as_object().unwrap().keys().next().unwrap(), "count");
        let mut frame = page.as_object().unwrap().clone();
        let rows = frame.remove("findings").unwrap();
        let is_titled = finding.title.contains(order);
        assert_eq!(
            rows.as_array()
                .unwrap()
                .iter()
                .any(|row| row["id"] == finding.id),
            is_titled
        );
        frame.remove("basis");
        assert!(!json!(frame).to_string().contains(order), "{frame:?}");
    }
    assert!(quoted >= 5, "{quoted}");
}

/// Each text field of recorded objects, spoilt: no tool passes one on as it came.
#[test]
fn no_field_of_any_object_is_passed_on_as_it_came() {
    let by_id = json!({"finding_id": 3, "user_id": 2, "group_id": 1});
    for (version, name, tool, needs, plural) in [
        (
            "3.2.0",
            "findings_related_fields",
            "get_findings",
            "",
            "findings",
        ),
        (
            "3.2.0",
            "get_finding_related",
            "get_finding_by_id",
            "finding_id",
            "finding",
        ),
        ("3.2.0", "products_prefetch", "get_products", "", "products"),
        (
            "3.2.0",
            "list_product_types_limit2",
            "get_product_types",
            "",
            "product_types",
        ),
        (
            "3.2.0",
            "list_engagements_limit2",
            "get_engagements",
            "",
            "engagements",
        ),
        ("3.2.0", "list_tests_limit2", "get_tests", "", "tests"),
        ("3.2.0", "list_users_limit2", "get_users", "", "users"),
        ("3.2.0", "get_user", "get_user_by_id", "user_id", "user"),
        ("2.58.4", "dojo_groups_all", "get_groups", "", "groups"),
        (
            "2.58.4",
            "get_dojo_group",
            "get_group_by_id",
            "group_id",
            "group",
        ),
        (
            "2.58.4",
            "dojo_group_members_prefetch",
            "get_dojo_group_members",
            "group_id",
            "members",
        ),
        ("2.58.4", "roles_all", "get_roles", "", "roles"),
    ] {
        let mut body = recording(version, name);
        let spoilt = spoil(&mut body);
        assert!(spoilt > 0, "{name}");
        let canned = Canned::answering(canned::json("200 OK", &body.to_string()));
        let server = Server::of(&canned.url());
        let client = Client::new(server.url(), TOKEN);
        let mut arguments = json!({});
        if !needs.is_empty() {
            arguments[needs] = by_id[needs].clone();
        }
        if name == "dojo_group_members_prefetch" {
            arguments[needs] = body["results"][0]["group"].clone();
        }
        for arguments in [Some(arguments.clone()), detailed(tool, arguments)]
            .into_iter()
            .flatten()
        {
            let result = client.tool(tool, arguments);
            assert_clean(&result);
            assert!(!result.to_string().contains(TOKEN), "{tool}: {result}");
            let shown = result[plural].to_string();
            assert!(shown.contains("[31m[token][token]"), "{tool}: {shown}");
            assert!(result["untrusted"].is_string(), "{tool}");
        }
    }
}

fn detailed(tool: &str, mut arguments: Value) -> Option<Value> {
    arguments["response_format"] = "detailed".into();
    (tool == "get_findings").then_some(arguments)
}

/// Appends hidden characters and the token, whole and with a gap that can't be seen, to every text but
/// dates: how many.
pub(crate) fn spoil(value: &mut Value) -> usize {
    match value {
        Value::String(text) if !text.starts_with(|c: char| c.is_ascii_digit()) => {
            let (start, end) = TOKEN.split_at(20);
            *text = format!("\u{202e}{text}\u{200b}\u{1b}[31m{TOKEN}\u{e0041}{start}\u{2060}{end}");
            1
        }
        Value::Array(values) => values.iter_mut().map(spoil).sum(),
        Value::Object(fields) => fields.values_mut().map(spoil).sum(),
        _ => 0,
    }
}

pub(crate) fn recording(version: &str, name: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/recordings")
        .join(version)
        .join(format!("{name}.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_huge_description_is_cut_and_says_by_how_much() {
    let sim = sim(Profile::Oss3);
    let server = Server::of(&sim.url());
    let client = admin(&server, &sim);
    let findings = sim.portfolio().findings.iter();
    let huge: Vec<_> = findings
        .filter(|finding| finding.planted.is_none() && finding.description.len() > 15_000)
        .collect();
    assert!(!huge.is_empty());
    for finding in huge {
        let whole = finding.description.trim().chars().count();
        let result = client.tool("get_finding_by_id", json!({"finding_id": finding.id}));
        let text = result["finding"]["description"].as_str().unwrap();
        if whole > 20_000 {
            assert!(
                text.ends_with(&format!("… [20000 of {whole} characters]")),
                "{text}"
            );
        } else {
            assert_eq!(text.chars().count(), whole);
        }
        assert!(finding.description.starts_with(&text[..1_000]));

        let arguments = json!({"product_id": [finding.product_id], "response_format": "detailed",
            "test_id": finding.test_id, "title": finding.title});
        let page = client.tool("get_findings", arguments);
        assert!(
            page["note"]
                .as_str()
                .unwrap()
                .contains("get_finding_by_id gives up to 20000")
        );
        let mut row = page["findings"].as_array().unwrap().iter();
        let row = row.find(|row| row["id"] == finding.id).unwrap();
        let text = row["description"].as_str().unwrap();
        assert!(
            text.ends_with(&format!("… [500 of {whole} characters]")),
            "{text}"
        );
    }
}
