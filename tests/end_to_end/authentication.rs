//! Who asks: the header in its good and bad forms, and that one caller never sees another's rows.

use crate::harness::{Answer, Client, Reuse, Server, TOKEN, raw};
use dojo_sim::{Account, Caller, Config, Sim};
use serde_json::{Value, json};
use std::thread;

pub(crate) fn sim() -> Sim {
    Sim::start(&Config {
        findings: 500,
        strict: true,
        ..Config::default()
    })
    .unwrap()
}

pub(crate) fn as_account(server: &Server, sim: &Sim, account: Account) -> Client {
    Client::with_token(server.url(), Some(sim.token(account).to_owned()))
}

/// A count of all findings, with `more` arguments.
pub(crate) fn count(more: &Value) -> Value {
    let mut arguments = json!({"limit": 0});
    for (name, value) in more.as_object().unwrap() {
        arguments[name] = value.clone();
    }
    json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "get_findings", "arguments": arguments}})
}

/// The number that a call of [`count`] brought.
pub(crate) fn counted(answer: &Answer) -> u64 {
    assert_eq!(answer.status, 200, "{answer:?}");
    let result = answer.json()["result"].clone();
    let count = &result["structuredContent"]["count"];
    count.as_u64().unwrap_or_else(|| panic!("{result}"))
}

/// How many findings an account sees, by the data itself: see `dojo_sim::Account`.
pub(crate) fn visible(sim: &Sim, account: Account) -> u64 {
    let findings = sim.portfolio().findings.iter();
    let seen = findings.filter(|finding| match account {
        Account::Admin => true,
        Account::PtUser => finding.product_type_id == 3,
        Account::LowPriv => finding.product_id == 1,
        _ => false,
    });
    seen.count().try_into().unwrap()
}

#[test]
fn both_schemes_are_taken_in_any_case() {
    let sim = sim();
    let server = Server::of(&sim.url());
    let client = Client::new(server.url(), None);
    let token = sim.token(Account::LowPriv);
    for scheme in ["Token", "token", "TOKEN", "Bearer", "bearer", "BEARER"] {
        let authorization = format!("{scheme} {token}");
        let answer = client.post(
            &count(&json!({})),
            &[("Authorization", authorization.as_str())],
        );
        assert_eq!(
            counted(&answer),
            visible(&sim, Account::LowPriv),
            "{scheme}"
        );
    }
    let callers = sim.requests().into_iter().map(|request| request.caller);
    assert!(callers.eq([Caller::Account(Account::LowPriv); 6]));
}

#[test]
fn a_malformed_header_is_shown_the_right_form() {
    let sim = sim();
    let server = Server::of(&sim.url());
    let client = Client::new(server.url(), None);
    let token = sim.token(Account::Admin);
    let values = [
        token.to_owned(),
        String::new(),
        "Token".to_owned(),
        "Bearer ".to_owned(),
        "Basic YWRtaW46YWRtaW4=".to_owned(),
        format!("ApiKey {token}"),
        format!("Token {token} {token}"),
        format!("Token {token},"),
        format!("Token Token {token}"),
        format!("Token \"{token}\""),
        format!("Token token={token}"),
        "Token <your API token>".to_owned(),
        "Token ${DEFECTDOJO_TOKEN}".to_owned(),
    ];
    let twice = [format!("Token {token}"), format!("Token {token}")];
    let headers = values
        .iter()
        .map(|value| vec![("Authorization", value.as_str())])
        .chain([twice
            .iter()
            .map(|value| ("Authorization", value.as_str()))
            .collect()]);
    for headers in headers {
        for message in [
            count(&json!({})),
            json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}),
        ] {
            let answer = client.post(&message, &headers);
            assert_eq!(answer.status, 401, "{headers:?}: {answer:?}");
            let challenge = answer.header("WWW-Authenticate");
            let realm = "Token realm=\"DefectDojo\", ";
            assert!(challenge.starts_with(realm), "{challenge}");
            let body = answer.json();
            assert_eq!(body["jsonrpc"], "2.0");
            for said in [body["error"]["message"].as_str().unwrap(), challenge] {
                assert!(
                    said.contains("`Authorization: Token <your API token>`"),
                    "{said}"
                );
            }
            assert!(!answer.body.contains(token), "{}", answer.body);
        }
    }
    assert_eq!(sim.requests(), [], "DefectDojo was asked");
}

#[test]
fn bytes_that_no_token_has_are_refused_like_a_malformed_header() {
    let server = Server::of("http://127.0.0.1:1");
    let body = count(&json!({})).to_string();
    let length = format!("Content-Length: {}", body.len());
    let value = b"Authorization: Token caf\xe9caf\xe9".as_slice();
    let request = raw::post(&[length.as_bytes(), value], body.as_bytes());
    let answer = raw::exchange(server.url(), &request);
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
}

#[test]
fn without_a_token_all_works_that_needs_none() {
    let sim = sim();
    let server = Server::of(&sim.url());
    let client = Client::new(server.url(), None);
    let initialize = json!({"protocolVersion": "2025-11-25", "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"}});
    let prompt = json!({"name": "sast_review_report"});
    let guide = json!({"uri": "defectdojo://guide"});
    for (method, params) in [
        ("initialize", initialize),
        ("ping", json!({})),
        ("tools/list", json!({})),
        ("prompts/list", json!({})),
        ("prompts/get", prompt.clone()),
        ("resources/list", json!({})),
        ("resources/templates/list", json!({})),
        ("resources/read", guide.clone()),
    ] {
        let result = client.legacy(method, params);
        assert_eq!(result.get("error"), None, "{method}: {result}");
    }
    for (method, params) in [
        ("server/discover", json!({})),
        ("tools/list", json!({})),
        ("prompts/get", prompt),
        ("resources/read", guide),
    ] {
        let result = client.modern(method, params);
        assert_eq!(result["resultType"], "complete", "{method}: {result}");
    }
    for tool in client.legacy("tools/list", json!({}))["tools"]
        .as_array()
        .unwrap()
    {
        let name = tool["name"].as_str().unwrap();
        let said = client.failure(name, json!({}));
        assert!(
            said.contains("`Authorization: Token <your API token>`"),
            "{name}: {said}"
        );
        assert!(said.contains("tool argument `token`"), "{name}: {said}");
    }
    assert_eq!(sim.requests(), [], "DefectDojo was asked");
}

#[test]
fn a_rejected_token_is_told_from_other_refusals() {
    let sim = sim();
    let server = Server::of(&sim.url());
    let unknown = Client::new(server.url(), TOKEN);
    let said = unknown.failure("get_findings", json!({}));
    assert!(said.contains("does not know this API token"), "{said}");
    assert!(!said.contains(TOKEN), "{said}");

    let inactive = as_account(&server, &sim, Account::Inactive);
    let said = inactive.failure("get_findings", json!({}));
    assert!(said.contains("disabled"), "{said}");

    let low = as_account(&server, &sim, Account::LowPriv);
    let said = low.failure("get_users", json!({}));
    assert!(said.contains("lacks the permission"), "{said}");
    // What a token may not see looks like what is not there.
    let hidden = sim.portfolio().findings.iter();
    let mut hidden = hidden.filter(|finding| finding.product_id != 1);
    let said = low.failure(
        "get_finding_by_id",
        json!({"finding_id": hidden.next_back().unwrap().id}),
    );
    assert!(said.contains("does not exist or is not visible"), "{said}");
}

#[test]
fn callers_on_one_instance_see_their_own_rows_only() {
    let sim = sim();
    let url = sim.url();
    let server = Server::start(&[("DEFECTDOJO_URL", &url)], Reuse::Reused);
    let accounts = [
        Account::Admin,
        Account::PtUser,
        Account::LowPriv,
        Account::NoPerm,
    ];
    let counts = accounts.map(|account| visible(&sim, account));
    assert!(
        counts.is_sorted_by(|more, fewer| more > fewer),
        "{counts:?}"
    );
    // One after the other on the same instances, by header and by argument in turn.
    let nobody = Client::new(server.url(), None);
    for round in 0..10 {
        for (account, expected) in accounts.into_iter().zip(counts) {
            let answer = if round % 2 == 0 {
                as_account(&server, &sim, account).post(&count(&json!({})), &[])
            } else {
                nobody.post(&count(&json!({"token": sim.token(account)})), &[])
            };
            assert_eq!(counted(&answer), expected, "{account:?}");
        }
        let said = nobody.failure("get_findings", json!({"limit": 0}));
        assert!(said.contains("No DefectDojo API token"), "{said}");
    }
    // And at the same time.
    thread::scope(|scope| {
        for (account, expected) in accounts.into_iter().zip(counts) {
            let (server, sim) = (&server, &sim);
            scope.spawn(move || {
                let client = as_account(server, sim, account);
                for _ in 0..25 {
                    assert_eq!(counted(&client.post(&count(&json!({})), &[])), expected);
                }
            });
        }
    });
}
