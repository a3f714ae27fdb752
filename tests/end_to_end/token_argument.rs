//! What web assistants pass as arguments because they can't set a header: a token, and the instance's URL.

use crate::authentication::{as_account, count, counted, sim, visible};
use crate::harness::{Canned, Client, Reuse, Server, TOKEN, canned};
use dojo_sim::Account;
use serde_json::json;

#[test]
fn the_argument_wins_over_the_header() {
    let sim = sim();
    let server = Server::of(&sim.url());
    let low = sim.token(Account::LowPriv);
    let (all, few) = (
        visible(&sim, Account::Admin),
        visible(&sim, Account::LowPriv),
    );
    assert!(0 < few && few < all);

    let admin = as_account(&server, &sim, Account::Admin);
    let nobody = Client::new(server.url(), None);
    let tokens = [
        low.to_owned(),
        format!(" {low}\n"),
        format!("Token {low}"),
        format!("token  {low}"),
    ];
    for token in tokens {
        for client in [&admin, &nobody] {
            let answer = client.post(&count(&json!({"token": token})), &[]);
            assert_eq!(counted(&answer), few, "{token:?}");
        }
    }
    for nothing in [json!(null), json!(""), json!(" ")] {
        let answer = admin.post(&count(&json!({"token": nothing})), &[]);
        assert_eq!(counted(&answer), all, "{nothing}");
    }
}

#[test]
fn an_argument_that_is_no_token_is_not_sent() {
    let sim = sim();
    let server = Server::of(&sim.url());
    let admin = as_account(&server, &sim, Account::Admin);
    for token in [
        json!("short"),
        json!("two words of some length"),
        json!("abcdefgh\r\nX-Injected: 1"),
        json!(12_345_678),
        json!(["0123456789abcdef"]),
    ] {
        let said = admin.failure("get_findings", json!({"token": token}));
        assert!(said.starts_with("Argument `token`: "), "{said}");
        assert!(!said.contains("Injected"), "{said}");
    }
    assert_eq!(sim.requests(), [], "DefectDojo was asked");
}

#[test]
fn a_token_that_is_a_number_of_the_result_leaves_it_json() {
    let nothing = canned::json("200 OK", &json!({"count": 3, "results": []}).to_string());
    let canned = Canned::start(move |_, stream| canned::send(stream, &nothing));
    let server = Server::of(&canned.url());
    let nobody = Client::new(server.url(), None);
    let arguments = json!({"token": "12345678", "offset": 12_345_678});
    let said = nobody.failure("get_findings", arguments);
    assert_eq!(said, "The server made a result that is not JSON.");
}

#[test]
fn the_token_argument_can_be_switched_off() {
    let sim = sim();
    let url = sim.url();
    let settings = [
        ("DEFECTDOJO_URL", url.as_str()),
        ("MCP_TOKEN_ARGUMENT", "off"),
    ];
    let server = Server::start(&settings, Reuse::Fresh);
    let admin = as_account(&server, &sim, Account::Admin);
    let nobody = Client::new(server.url(), None);
    let properties = |client: &Client, name| -> Vec<bool> {
        let list = client.legacy("tools/list", json!({}));
        let tools = list["tools"].as_array().unwrap().iter();
        tools
            .map(|tool| tool["inputSchema"]["properties"].get(name).is_some())
            .collect()
    };
    assert_eq!(properties(&admin, "token"), [false; 17]);
    assert_eq!(properties(&admin, "url"), [true; 17]);
    let on = Server::of(&url);
    assert_eq!(
        properties(&Client::new(on.url(), None), "token"),
        [true; 17]
    );

    let low = sim.token(Account::LowPriv);
    for client in [&admin, &nobody] {
        let said = client.failure("get_findings", json!({"token": low, "limit": 0}));
        assert!(said.contains("takes no token as an argument"), "{said}");
        assert!(
            said.contains("`Authorization: Token <your API token>`"),
            "{said}"
        );
        assert!(!said.contains(low), "{said}");
    }
    let said = nobody.failure("get_findings", json!({"limit": 0}));
    assert!(said.contains("No DefectDojo API token"), "{said}");
    assert!(!said.contains("pass the tool argument"), "{said}");
    assert_eq!(sim.requests(), [], "DefectDojo was asked");
    assert_eq!(
        counted(&admin.post(&count(&json!({})), &[])),
        visible(&sim, Account::Admin)
    );
}

#[test]
fn the_url_argument_names_the_instance_or_is_refused() {
    let here = Canned::answering(canned::count_of(3));
    let there = Canned::answering(canned::count_of(3));
    let port = here.url().rsplit(':').next().unwrap().to_owned();
    let base = format!("http://localhost:{port}/Dojo");
    let server = Server::of(&base);
    let client = Client::new(server.url(), TOKEN);
    let same = [
        base.clone(),
        format!("{base}/"),
        format!("HTTP://LocalHost:{port}/Dojo"),
        format!("  {base} "),
        String::new(),
    ];
    for url in &same {
        let found = client.tool("get_findings", json!({"limit": 0, "url": url}));
        assert_eq!(found["count"], 3, "{url:?}");
    }
    assert_eq!(here.requests().len(), same.len());

    let other = [
        there.url(),
        format!("{}/Dojo", there.url()),
        format!("http://localhost:{port}"),
        format!("http://localhost:{port}/dojo"),
        format!("https://localhost:{port}/Dojo"),
        format!("http://127.0.0.1:{port}/Dojo"),
        format!("http://localhost:{port}@evil.example/Dojo"),
        format!("http://user@localhost:{port}/Dojo"),
        format!("{base}?x=1"),
        format!("{base}#x"),
        "evil.example".to_owned(),
    ];
    for url in other
        .iter()
        .map(|url| json!(url))
        .chain([json!(7), json!([base])])
    {
        let said = client.failure("get_findings", json!({"limit": 0, "url": url}));
        assert!(said.contains(&format!("only serves {base}. ")), "{said}");
    }
    assert_eq!(here.requests().len(), same.len());
    assert_eq!(there.requests(), [] as [String; 0], "a caller chose a host");
}

/// Where the instance is, is for those who have a token.
#[test]
fn without_a_token_another_instance_tells_nothing_of_this_one() {
    let server = Server::of("https://dojo.invalid");
    let nobody = Client::new(server.url(), None);
    let elsewhere = json!({"limit": 0, "url": "https://other.invalid"});
    let said = nobody.failure("get_findings", elsewhere);
    assert!(said.starts_with("No DefectDojo API token"), "{said}");
    assert!(!said.contains("dojo.invalid"), "{said}");
}

/// Without a port the default one is meant; nothing listens there, and that is what is told.
#[test]
fn the_default_port_is_the_same_as_none() {
    let server = Server::of("https://localhost");
    let client = Client::new(server.url(), TOKEN);
    let ask = |url| client.failure("get_findings", json!({"limit": 0, "url": url}));
    assert!(!ask("https://LOCALHOST:443/").contains("only serves"));
    assert!(ask("https://localhost:444").contains("only serves https://localhost. "));
}
