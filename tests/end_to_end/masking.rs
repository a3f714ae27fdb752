//! The caller's token shows nowhere, whoever wrote it into what is read.

use crate::harness::{Canned, Client, Reuse, Server, TOKEN, canned};
use crate::support::texts;
use crate::untrusted::{admin, recording, rows, sim, spoil};
use dojo_sim::{Account, Planted, Profile, Sim};
use serde_json::{Map, json};

/// Any run of this length gives a part of [`TOKEN`] away.
const PART: &str = "01234567";

#[test]
fn the_callers_own_token_is_masked_wherever_it_was_found() {
    let sim = sim(Profile::Oss3);
    let url = sim.url();
    // Whatever the operator shows of the secrets of others.
    for (setting, others) in [("off", None), ("on", Some("[masked: API token]"))] {
        let settings = [("DEFECTDOJO_URL", &*url), ("MCP_MASK_SECRETS", setting)];
        let server = Server::start(&settings, Reuse::Reused);
        own_token_is_masked(&sim, &server);
        let staffer =
            Client::with_token(server.url(), Some(sim.token(Account::Staffer).to_owned()));
        let page = staffer.tool("get_findings", json!({"title": "found in build log"}));
        let shown = others.unwrap_or(sim.token(Account::Admin));
        let title = format!("API token {shown} found in build log");
        assert_eq!(page["findings"][0]["title"], title);
    }
}

fn own_token_is_masked(sim: &Sim, server: &Server) {
    let shown = "API token [token] found in build log";
    let token = sim.token(Account::Admin);
    let findings = &sim.portfolio().findings;
    let is_leak = |finding: &&dojo_sim::Finding| finding.planted == Some(Planted::LiveToken);
    let leak = findings.iter().find(is_leak).unwrap();
    assert!(leak.title.contains(token) && leak.description.contains(token));

    let by_header = admin(server, sim);
    let nobody = Client::new(server.url(), None);
    let low = Client::with_token(server.url(), Some(sim.token(Account::LowPriv).to_owned()));
    for (client, token_argument) in [
        (&by_header, None),
        (&nobody, Some(token)),
        (&low, Some(token)),
    ] {
        for (tool, mut arguments) in [
            ("get_findings", json!({"title": "found in build log"})),
            ("get_findings", json!({"title": token})),
            (
                "get_findings",
                json!({"title": "found in build log", "response_format": "detailed"}),
            ),
            ("get_finding_by_id", json!({"finding_id": leak.id})),
        ] {
            if let Some(token) = token_argument {
                arguments["token"] = token.into();
            }
            let result = client.tool(tool, arguments).to_string();
            assert!(!result.contains(token), "{result}");
            assert!(result.contains(shown), "{result}");
        }
    }
    let uri = format!("defectdojo://findings/{}", leak.id);
    for result in [
        by_header.legacy("resources/read", json!({"uri": uri})),
        by_header.modern("resources/read", json!({"uri": uri})),
    ] {
        let text = result["contents"][0]["text"].as_str().unwrap();
        assert!(text.contains(shown), "{text}");
        assert!(!result.to_string().contains(token), "{result}");
    }
}

#[test]
fn a_token_that_is_echoed_is_masked_in_errors_and_suggestions() {
    let named = json!({"count": 1, "results": [{"id": 1, "name": format!("x{TOKEN}y"), "description": ""}]});
    let answers = [
        canned::json("200 OK", &named.to_string()),
        canned::json("400 Bad Request", &json!({TOKEN: [TOKEN]}).to_string()),
        canned::answer(
            "302 Found",
            "text/html",
            &[&format!("Location: /{TOKEN}/login")],
            "",
        ),
        canned::json("400 Bad Request", &json!({"id": [TOKEN]}).to_string()),
    ];
    let canned = Canned::start(move |turn, stream| canned::send(stream, &answers[turn]));
    let server = Server::of(&canned.url());
    let client = Client::new(server.url(), TOKEN);
    let completed = client.legacy(
        "completion/complete",
        json!({"ref": {"type": "ref/prompt", "name": "sast_review_report"},
            "argument": {"name": "product", "value": "x"}}),
    );
    assert_eq!(completed["completion"]["values"], json!(["x[token]y"]));
    let said = client.failure("get_findings", json!({}));
    assert!(said.ends_with("\"[token]\": \"[token]\""), "{said}");
    let said = client.failure("get_findings", json!({}));
    assert!(said.contains("/[token]/login"), "{said}");
    let said = client.legacy("resources/read", json!({"uri": "defectdojo://findings/1"}));
    let message = said["error"]["message"].as_str().unwrap();
    assert!(message.ends_with("\"id\": \"[token]\""), "{message}");
}

/// What can't be seen is removed: a token with a gap in it would come out whole.
#[test]
fn a_token_with_a_hidden_gap_is_masked_too() {
    let mut finding = recording("3.2.0", "get_finding_related");
    spoil(&mut finding);
    let (start, end) = TOKEN.split_at(20);
    let gap = format!("x{start}\u{2060}{end}y");
    let products = json!({"count": 1, "results": [{"id": 1, "name": gap, "description": ""}]});
    let answers = [
        canned::json("200 OK", &finding.to_string()),
        canned::json("200 OK", &products.to_string()),
        canned::json("400 Bad Request", &json!({"id": [gap]}).to_string()),
        canned::json("400 Bad Request", &json!({"id": [gap]}).to_string()),
    ];
    let canned = Canned::start(move |turn, stream| canned::send(stream, &answers[turn]));
    let server = Server::of(&canned.url());
    let client = Client::new(server.url(), TOKEN);
    let read = json!({"uri": "defectdojo://findings/3"});
    let completion = json!({"ref": {"type": "ref/prompt", "name": "sast_review_report"},
        "argument": {"name": "product", "value": "x"}});
    for (method, params, shown) in [
        ("resources/read", read.clone(), "[31m[token][token]"),
        ("completion/complete", completion, "x[token]y"),
        ("resources/read", read, "x[token]y"),
        ("tools/call", json!({"name": "get_findings"}), "x[token]y"),
    ] {
        let result = client.legacy(method, params).to_string();
        assert!(!result.contains(PART), "{method}: {result}");
        assert!(result.contains(shown), "{method}: {result}");
    }
}

/// A text that is cut within a token would show its beginning, above all where hidden characters divide the
/// token, so that it is whole only once they are gone.
#[test]
fn no_part_of_a_token_stays_where_a_text_is_cut() {
    let (start, end) = TOKEN.split_at(3);
    for token in [
        TOKEN.to_owned(),
        format!("{start}\u{2060}{end}"),
        format!("{start}\u{0}{end}"),
    ] {
        nothing_stays_of(&token);
    }
}

fn nothing_stays_of(token: &str) {
    let recorded = recording("3.2.0", "findings_related_fields");
    let row = recorded["results"][0].clone();
    let page = |lengths: &[usize]| {
        let results: Vec<_> = lengths
            .iter()
            .map(|length| {
                let text = format!("{}{token}", "x".repeat(*length));
                let mut row = row.clone();
                for field in [
                    "title",
                    "description",
                    "mitigation",
                    "component_name",
                    "file_path",
                ] {
                    row[field] = text.clone().into();
                }
                row["related_fields"]["test"]["engagement"]["product"]["name"] = text.into();
                row
            })
            .collect();
        let page = json!({"count": results.len(), "results": results});
        canned::json("200 OK", &page.to_string())
    };
    // Around the lengths at which any field of a row is cut.
    let lengths: Vec<usize> = [60, 120, 200, 300, 500]
        .into_iter()
        .flat_map(|limit| [limit - 36, limit - 20, limit - 8])
        .collect();
    let canned = Canned::answering(page(&lengths));
    let server = Server::of(&canned.url());
    let client = Client::new(server.url(), TOKEN);
    for format in ["concise", "detailed"] {
        let page = client.tool("get_findings", json!({"response_format": format}));
        assert_eq!(rows(&page, "findings").len(), lengths.len());
        for text in texts(&page) {
            assert!(!text.contains(PART), "{format}: {text}");
        }
    }
}

/// Every tool, with every account and with what fails: neither the results nor the log hold a token.
#[test]
fn a_run_leaves_no_token_behind() {
    for profile in [Profile::Oss3, Profile::Oss2] {
        let sim = sim(profile);
        let url = sim.url();
        let server = Server::start(&[("DEFECTDOJO_URL", &url)], Reuse::Reused);
        let tokens = Account::ALL.map(|account| sim.token(account).to_owned());
        let mut results = String::new();
        for account in Account::ALL {
            let own = sim.token(account);
            let client = Client::with_token(server.url(), Some(own.to_owned()));
            let list = client.legacy("tools/list", json!({}));
            for tool in list["tools"].as_array().unwrap() {
                let schema = &tool["inputSchema"];
                let mut arguments = Map::new();
                for name in schema["required"].as_array().into_iter().flatten() {
                    arguments.insert(name.as_str().unwrap().to_owned(), json!(1));
                }
                for more in [
                    json!({}),
                    json!({own: 1}),
                    json!({"limit": own}),
                    json!({"token": own}),
                ] {
                    let mut arguments = arguments.clone();
                    arguments.extend(more.as_object().unwrap().clone());
                    let call = json!({"name": tool["name"], "arguments": arguments});
                    let result = client.legacy("tools/call", call).to_string();
                    assert!(!result.contains(own), "{account:?}: {result}");
                    results.push_str(&result);
                }
            }
            let instance = json!({"uri": "defectdojo://instance"});
            results.push_str(&client.legacy("resources/read", instance).to_string());
        }
        let log = server.stop();
        assert!(log.contains("Serving HTTP"));
        for (token, account) in tokens.iter().zip(Account::ALL) {
            assert!(!log.contains(token), "{account:?} in the log");
            // The administrator's is planted in a finding; only its owner's results can be rid of it.
            if account != Account::Admin {
                assert!(!results.contains(token), "{account:?} in the results");
            }
        }
    }
}

#[test]
fn a_token_that_is_passed_as_a_name_is_not_echoed() {
    let server = Server::of("http://127.0.0.1:1");
    let client = Client::with_token(server.url(), Some(TOKEN.to_owned()));
    let uri = format!("defectdojo://{TOKEN}");
    let prompt = "security_landscape_report";
    for (method, params) in [
        ("tools/call", json!({"name": TOKEN})),
        ("prompts/get", json!({"name": TOKEN})),
        (
            "prompts/get",
            json!({"name": prompt, "arguments": {TOKEN: "x"}}),
        ),
        (
            "prompts/get",
            json!({"name": prompt, "arguments": {"product": TOKEN}}),
        ),
        ("resources/read", json!({"uri": uri})),
        (TOKEN, json!({})),
    ] {
        for answer in [
            client.legacy(method, params.clone()),
            client.modern(method, params.clone()),
        ] {
            let answer = answer.to_string();
            assert!(!answer.contains(TOKEN), "{method}: {answer}");
            assert!(answer.contains("[token]"), "{method}: {answer}");
        }
    }
}

/// Secrets in every text of a finding: concise, detailed, alone and as a resource.
#[test]
fn secrets_that_scanners_found_are_masked_unless_the_operator_shows_them() {
    let key = ["AK", "IA", "Q3EGRWZ7KHDN2MLT"].concat();
    let recorded = recording("3.2.0", "get_finding_related");
    let mut finding = recorded.clone();
    let text = format!("deploy {key}, then password=Tr0ub4dor&x=1");
    for field in [
        "title",
        "description",
        "mitigation",
        "impact",
        "steps_to_reproduce",
        "severity_justification",
        "references",
        "file_path",
        "component_name",
        "service",
    ] {
        finding[field] = text.clone().into();
    }
    finding["tags"] = json!([text]);
    finding["notes"] = json!([{"id": 1, "entry": text, "author": {"username": "alice"}}]);
    let page = json!({"count": 1, "results": [finding]});
    let id = &finding["id"];
    let requests = [
        ("tools/call", json!({"name": "get_findings"})),
        (
            "tools/call",
            json!({"name": "get_findings", "arguments": {"response_format": "detailed"}}),
        ),
        (
            "tools/call",
            json!({"name": "get_finding_by_id", "arguments": {"finding_id": id}}),
        ),
        (
            "resources/read",
            json!({"uri": format!("defectdojo://findings/{id}")}),
        ),
    ];
    for (setting, masks) in [("on", true), ("", true), ("off", false)] {
        let answers = [&page, &page, &finding, &finding]
            .map(|body| canned::json("200 OK", &body.to_string()));
        let canned = Canned::start(move |turn, stream| canned::send(stream, &answers[turn]));
        let url = canned.url();
        let settings = [("DEFECTDOJO_URL", &*url), ("MCP_MASK_SECRETS", setting)];
        let server = Server::start(&settings, Reuse::Reused);
        let client = Client::new(server.url(), TOKEN);
        for ((method, params), at_least) in requests.iter().zip([2, 5, 11, 11]) {
            let result = client.legacy(method, params.clone()).to_string();
            let count = |part: &str| result.matches(part).count();
            let values = [count(&key), count("Tr0ub4dor")];
            let kinds = [
                count("[masked: AWS access key]"),
                count("password=[masked: password]&x=1"),
            ];
            let (shown, absent) = if masks {
                (kinds, values)
            } else {
                (values, kinds)
            };
            assert_eq!(absent, [0, 0], "{setting}: {result}");
            assert!(
                shown.iter().all(|times| *times >= at_least),
                "{setting}: {result}"
            );
        }
    }
}
