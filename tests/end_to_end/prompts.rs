//! The two reports as a client picks them: listed, filled in, refused, suggested.

use crate::harness::{Client, Server};
use dojo_sim::{Account, Config, Sim};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PROMPTS: [(&str, &str); 2] = [
    ("sast_review_report", "SAST Review Report"),
    ("security_landscape_report", "Security Landscape Report"),
];

/// A server whose `DefectDojo` is never asked: prompts are texts.
fn server() -> Server {
    Server::of("http://127.0.0.1:1")
}

fn get(client: &Client, name: &str, arguments: Value) -> Value {
    client.legacy("prompts/get", json!({"name": name, "arguments": arguments}))
}

/// The one message of a prompt.
fn text(result: &Value) -> String {
    let messages = result["messages"]
        .as_array()
        .unwrap_or_else(|| panic!("{result}"));
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0]["role"], "user");
    assert_eq!(messages[0]["content"]["type"], "text");
    messages[0]["content"]["text"].as_str().unwrap().to_owned()
}

#[test]
fn both_are_listed_with_what_they_take() {
    let server = server();
    let client = Client::new(server.url(), None);
    for list in [
        client.legacy("prompts/list", json!({})),
        client.modern("prompts/list", json!({})),
    ] {
        let prompts = list["prompts"].as_array().unwrap();
        assert_eq!(prompts.len(), PROMPTS.len());
        for (prompt, (name, title)) in prompts.iter().zip(PROMPTS) {
            assert_eq!(
                (&prompt["name"], &prompt["title"]),
                (&json!(name), &json!(title))
            );
            let arguments = prompt["arguments"].as_array().unwrap().iter();
            let arguments: Vec<_> = arguments
                .map(|one| (one["name"].as_str().unwrap(), one["required"] == false))
                .collect();
            assert_eq!(arguments, [("product", true), ("days", true)]);
        }
    }
}

/// Every part that the report is asked for, in the words of its issue.
#[test]
fn they_lead_to_every_part_of_the_report() {
    let server = server();
    let client = Client::new(server.url(), None);
    let parts: [&[&str]; 2] = [
        &[
            "false-positive rates by tool and by type",
            "remediation time by severity",
            "recurring criticals",
            "teams",
            "tool configuration",
            "training gaps",
            "cost of current against recommended tooling",
            "budget",
        ],
        &[
            "trend",
            "Critical",
            "product type",
            "CWE",
            "cost",
            "benefit",
            "roadmap",
            "statistics cards",
        ],
    ];
    for ((name, _), parts) in PROMPTS.into_iter().zip(parts) {
        for result in [
            client.legacy("prompts/get", json!({"name": name})),
            client.modern("prompts/get", json!({"name": name})),
            get(&client, name, json!({"product": "", "days": " "})),
        ] {
            let text = text(&result);
            for part in parts
                .iter()
                .chain(&["HTML", "counting basis", "90 days", "all products"])
            {
                assert!(text.contains(part), "{name}: no {part:?} in {text}");
            }
        }
    }
}

/// What a prompt or the guide puts between backticks is a tool, an argument, or a field of a result.
#[test]
fn every_name_they_use_exists() {
    let sim = Sim::start(&Config {
        findings: 500,
        strict: true,
        ..Config::default()
    })
    .unwrap();
    let server = Server::of(&sim.url());
    let client = Client::with_token(server.url(), Some(sim.token(Account::Admin).to_owned()));
    let mut known = BTreeSet::new();
    for tool in client.legacy("tools/list", json!({}))["tools"]
        .as_array()
        .unwrap()
    {
        known.insert(tool["name"].as_str().unwrap().to_owned());
        fields(&tool["inputSchema"], &mut known);
    }
    for format in ["concise", "detailed"] {
        let arguments = json!({"response_format": format});
        fields(&client.tool("get_findings", arguments), &mut known);
    }
    for tool in ["get_products", "get_engagements", "get_tests", "get_users"] {
        fields(&client.tool(tool, json!({})), &mut known);
    }
    for (tool, arguments) in [
        (
            "summarize_findings",
            json!({"group_by": "product", "top": 1}),
        ),
        ("get_finding_trends", json!({})),
        ("get_remediation_metrics", json!({})),
        ("prioritize_findings", json!({})),
    ] {
        fields(&client.tool(tool, arguments), &mut known);
    }
    // With its page, which is longer than other results.
    let report = json!({"kind": "security_landscape", "format": "html"});
    let report = json!({"name": "build_report", "arguments": report});
    let report = client.legacy("tools/call", report);
    fields(&report["structuredContent"], &mut known);
    let guide = client.legacy("resources/read", json!({"uri": "defectdojo://guide"}));
    let guide = guide["contents"][0]["text"].as_str().unwrap().to_owned();
    let prompts = PROMPTS.map(|(name, _)| text(&get(&client, name, json!({"product": "x"}))));
    for text in prompts.iter().chain([&guide]) {
        let is_name = |word: &&str| {
            !word.is_empty() && word.bytes().all(|c| c == b'_' || c.is_ascii_lowercase())
        };
        let names: Vec<_> = text.split('`').skip(1).step_by(2).filter(is_name).collect();
        assert!(names.len() >= 3, "{names:?}");
        for name in names {
            assert!(known.contains(name), "{name} in {text}");
        }
    }
}

/// Adds the names of all fields in `value`.
fn fields(value: &Value, known: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| fields(value, known)),
        Value::Object(object) => {
            for (name, value) in object {
                known.insert(name.clone());
                fields(value, known);
            }
        }
        _ => {}
    }
}

#[test]
fn product_and_days_are_taken() {
    let server = server();
    let client = Client::new(server.url(), None);
    for (name, _) in PROMPTS {
        let arguments = json!({"product": "Web \"Shop\"\u{202e}\n", "days": "30"});
        let said = text(&get(&client, name, arguments));
        // As a JSON string in the call: its quotes can't end it, and nothing in it is hidden.
        assert!(
            said.contains(r#"get_products({name: "Web \"Shop\""})"#),
            "{said}"
        );
        assert!(
            said.contains("30 days") && !said.contains("90 days"),
            "{said}"
        );
        assert!(!said.contains('\u{202e}'));
        for days in ["1", "730", " 7 "] {
            assert!(text(&get(&client, name, json!({"days": days}))).contains(days.trim()));
        }
    }
}

#[test]
fn what_they_do_not_take_is_refused() {
    let server = server();
    let client = Client::new(server.url(), None);
    let refused = |params: Value| {
        let mut both = [
            client.legacy("prompts/get", params.clone()),
            client.modern("prompts/get", params.clone()),
        ]
        .into_iter()
        .map(|answer| {
            assert_eq!(answer["error"]["code"], -32602, "{params}: {answer}");
            answer["error"]["message"].as_str().unwrap().to_owned()
        });
        let message = both.next().unwrap();
        assert_eq!(both.next().as_ref(), Some(&message));
        message
    };
    for (name, _) in PROMPTS {
        for days in ["0", "-1", "731", "1.5", "soon", "99999999999999999999"] {
            let said = refused(json!({"name": name, "arguments": {"days": days}}));
            assert!(
                said.contains("a whole number from 1 to 730"),
                "{days}: {said}"
            );
        }
        let long = "x".repeat(201);
        let said = refused(json!({"name": name, "arguments": {"product": long}}));
        assert!(said.contains("at most 200 characters"), "{said}");
        let said = refused(json!({"name": name, "arguments": {"team": "x"}}));
        assert!(said.contains("product, days"), "{said}");
        // The protocol has texts only.
        refused(json!({"name": name, "arguments": {"days": 30}}));
    }
    assert!(refused(json!({"name": "report"})).contains("unknown prompt"));
    refused(json!({}));
}
