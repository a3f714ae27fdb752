//! The server starts, and says what it is.

use crate::harness::{Client, Reuse, Server};
use dojo_sim::{Account, Config, Sim};
use serde_json::json;

#[test]
fn both_eras_list_the_tools_and_answer() {
    let sim = Sim::start(&Config {
        findings: 200,
        strict: true,
        ..Config::default()
    })
    .unwrap();
    for reuse in [Reuse::Fresh, Reuse::Reused] {
        let server = Server::start(&[("DEFECTDOJO_URL", &sim.url())], reuse);
        let client = Client::with_token(server.url(), Some(sim.token(Account::Admin).to_owned()));
        for list in [
            client.legacy("tools/list", json!({})),
            client.modern("tools/list", json!({})),
        ] {
            assert_eq!(list["tools"].as_array().unwrap().len(), 17);
        }
        let call = json!({"name": "get_findings", "arguments": {"limit": 0}});
        for result in [
            client.legacy("tools/call", call.clone()),
            client.modern("tools/call", call),
        ] {
            assert_eq!(result["structuredContent"]["count"], 200, "{result}");
        }
    }
}

#[test]
fn health_needs_neither_token_nor_upstream() {
    let server = Server::of("http://127.0.0.1:1");
    let client = Client::new(server.url(), None);
    let answer = client.send("GET", "/healthz", &[], "");
    assert_eq!(
        (answer.status, &answer.json()["status"]),
        (200, &json!("ok"))
    );
}

#[test]
fn a_wrong_setting_is_named_in_answers_and_on_standard_error() {
    let server = Server::start(&[], Reuse::Fresh);
    let client = Client::new(server.url(), None);
    let answer = client.post(
        &json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}),
        &[],
    );
    assert_eq!(answer.status, 500);
    assert!(
        answer.body.contains("DEFECTDOJO_URL is not set"),
        "{}",
        answer.body
    );
    server.stderr_with("DEFECTDOJO_URL is not set");
}
