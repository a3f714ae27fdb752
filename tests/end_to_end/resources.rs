//! What can be read: the guide and the lists by anyone, the instance and its objects with a token.

use crate::harness::{Canned, Client, Server, canned};
use dojo_sim::{Account, Config, Profile, Sim};
use serde_json::{Value, json};

const STATIC: [&str; 4] = [
    "defectdojo://guide",
    "defectdojo://reference/cwe-top-25",
    "defectdojo://reference/owasp-top-10",
    "ui://defectdojo/report",
];
pub(crate) const KINDS: [&str; 6] = [
    "findings",
    "products",
    "engagements",
    "tests",
    "users",
    "groups",
];

pub(crate) fn sim(profile: Profile) -> Sim {
    Sim::start(&Config {
        profile,
        findings: 300,
        strict: true,
        ..Config::default()
    })
    .unwrap()
}

pub(crate) fn client(server: &Server, sim: &Sim, account: Account) -> Client {
    Client::with_token(server.url(), Some(sim.token(account).to_owned()))
}

/// Reads `uri` in both eras, which have to agree: its text.
fn read(client: &Client, uri: &str) -> String {
    let legacy = client.legacy("resources/read", json!({"uri": uri}));
    let modern = client.modern("resources/read", json!({"uri": uri}));
    assert_eq!(
        legacy["contents"], modern["contents"],
        "{uri}: {legacy} {modern}"
    );
    let contents = legacy["contents"]
        .as_array()
        .unwrap_or_else(|| panic!("{legacy}"));
    assert_eq!(contents.len(), 1);
    assert_eq!(contents[0]["uri"], uri);
    contents[0]["text"].as_str().unwrap().to_owned()
}

/// The codes with which reading `uri` fails in either era, and the message.
fn failure(client: &Client, uri: &str) -> ([i64; 2], String) {
    let both = [
        client.legacy("resources/read", json!({"uri": uri})),
        client.modern("resources/read", json!({"uri": uri})),
    ];
    let codes = both.each_ref().map(|answer| {
        answer["error"]["code"]
            .as_i64()
            .unwrap_or_else(|| panic!("{uri}: {answer}"))
    });
    (
        codes,
        both[0]["error"]["message"].as_str().unwrap().to_owned(),
    )
}

/// What the eras answer for what is not there.
const NOT_FOUND: [i64; 2] = [-32002, -32602];
const UNAVAILABLE: [i64; 2] = [-32603, -32603];

#[test]
fn the_guide_is_listed_first_and_all_that_is_static_needs_no_token() {
    let server = Server::of("http://127.0.0.1:1");
    let client = Client::new(server.url(), None);
    let list = client.legacy("resources/list", json!({}));
    let listed = list["resources"].as_array().unwrap();
    let uris: Vec<_> = listed
        .iter()
        .map(|one| one["uri"].as_str().unwrap())
        .collect();
    assert_eq!(
        uris,
        [STATIC.as_slice(), &["defectdojo://instance"]].concat()
    );
    for resource in listed {
        for field in ["name", "title", "description", "mimeType"] {
            assert!(!resource[field].as_str().unwrap().is_empty(), "{resource}");
        }
    }
    for uri in STATIC {
        assert!(read(&client, uri).len() > 500, "{uri}");
        let modern = client.modern("resources/read", json!({"uri": uri}));
        assert_eq!(
            (&modern["ttlMs"], &modern["cacheScope"]),
            (&json!(3_600_000), &json!("public"))
        );
    }
    assert!(read(&client, STATIC[0]).contains("next_offset"));
    for (uri, length) in [(STATIC[1], 25), (STATIC[2], 10)] {
        let list: Value = serde_json::from_str(&read(&client, uri)).unwrap();
        let entries = list
            .as_object()
            .unwrap()
            .values()
            .filter_map(Value::as_array);
        assert_eq!(entries.map(Vec::len).max(), Some(length), "{uri}");
    }
}

#[test]
fn every_kind_of_object_has_a_template() {
    let server = Server::of("http://127.0.0.1:1");
    let client = Client::new(server.url(), None);
    let list = client.legacy("resources/templates/list", json!({}));
    let templates = list["resourceTemplates"].as_array().unwrap().iter();
    let templates: Vec<_> = templates
        .map(|one| one["uriTemplate"].as_str().unwrap())
        .collect();
    assert_eq!(
        templates,
        KINDS.map(|kind| format!("defectdojo://{kind}/{{id}}"))
    );
}

#[test]
fn the_instance_says_where_it_is_and_who_asks() {
    for (profile, missing) in [
        (Profile::Oss3, json!(["groups", "group_members", "roles"])),
        (Profile::Oss2, json!(null)),
    ] {
        let sim = sim(profile);
        let server = Server::of(&sim.url());
        for account in [Account::Admin, Account::LowPriv] {
            let text = read(&client(&server, &sim, account), "defectdojo://instance");
            let instance: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(instance["url"], sim.url());
            assert_eq!(instance["user"]["username"], account.name());
            assert_eq!(instance["missing"], missing);
            assert!(
                instance["available"]
                    .as_array()
                    .unwrap()
                    .contains(&json!("findings"))
            );
        }
        let asked = client(&server, &sim, Account::Admin);
        let modern = asked.modern("resources/read", json!({"uri": "defectdojo://instance"}));
        assert_eq!(modern["cacheScope"], "private");
        let nobody = Client::new(server.url(), None);
        let (codes, said) = failure(&nobody, "defectdojo://instance");
        assert_eq!(codes, UNAVAILABLE);
        assert!(
            said.contains("`Authorization: Token <your API token>`"),
            "{said}"
        );
        let stranger = Client::new(server.url(), "fedcba9876543210fedcba9876543210fedcba98");
        let (codes, said) = failure(&stranger, "defectdojo://instance");
        assert_eq!(codes, UNAVAILABLE);
        assert!(said.contains("does not know this API token"), "{said}");
    }
}

#[test]
fn each_object_is_read_by_its_id() {
    let sim = sim(Profile::Oss2);
    let server = Server::of(&sim.url());
    let admin = client(&server, &sim, Account::Admin);
    let data = sim.portfolio();
    let engagement = data.engagements.iter().find(|one| one.id == 2).unwrap();
    for (kind, id, field, value) in [
        (
            "findings",
            7,
            "severity",
            data.finding(7).unwrap().severity.name(),
        ),
        ("products", 3, "name", &data.product(3).unwrap().name),
        ("engagements", 2, "name", &engagement.name),
        ("tests", 4, "test_type", &test_type(&sim, 4)),
        ("users", 42, "username", Account::LowPriv.name()),
        ("groups", 1, "name", &data.group(1).unwrap().name),
    ] {
        let uri = format!("defectdojo://{kind}/{id}");
        let read: Value = serde_json::from_str(&read(&admin, &uri)).unwrap();
        assert!(read["untrusted"].is_string(), "{read}");
        let object = &read[kind.trim_end_matches('s')];
        assert_eq!(object["id"], id, "{read}");
        let shown = &object[field];
        let shown = shown.get("name").unwrap_or(shown);
        assert_eq!(shown, value, "{object}");
        let modern = admin.modern("resources/read", json!({"uri": uri}));
        assert_eq!(
            (&modern["ttlMs"], &modern["cacheScope"]),
            (&json!(0), &json!("private"))
        );
    }
}

fn test_type(sim: &Sim, test: u64) -> String {
    let test = sim.portfolio().test(test).unwrap();
    sim.portfolio()
        .test_type(test.test_type_id)
        .unwrap()
        .name
        .clone()
}

#[test]
fn what_is_not_there_is_not_found_in_the_words_of_each_era() {
    let sim = sim(Profile::Oss2);
    let server = Server::of(&sim.url());
    let admin = client(&server, &sim, Account::Admin);
    let low = client(&server, &sim, Account::LowPriv);
    let nobody = Client::new(server.url(), None);
    for kind in KINDS {
        let absent = format!("defectdojo://{kind}/99999999");
        let (codes, said) = failure(&admin, &absent);
        assert_eq!(codes, NOT_FOUND, "{kind}: {said}");
        assert!(said.contains(&absent), "{said}");
        let (codes, said) = failure(&nobody, &format!("defectdojo://{kind}/1"));
        assert_eq!(codes, UNAVAILABLE, "{kind}");
        assert!(said.contains("No DefectDojo API token"), "{said}");
        assert!(!said.contains("tool argument"), "{said}");
    }
    // A finding of another product looks the same to a token that may not see it.
    let hidden = sim
        .portfolio()
        .findings
        .iter()
        .find(|one| one.product_id != 1)
        .unwrap();
    let (codes, _) = failure(&low, &format!("defectdojo://findings/{}", hidden.id));
    assert_eq!(codes, NOT_FOUND);
    let (codes, said) = failure(&low, "defectdojo://users/1");
    assert_eq!(codes, UNAVAILABLE);
    assert!(said.contains("lacks the permission"), "{said}");

    sim.clear_requests();
    for id in [
        "0",
        "-1",
        "1.5",
        "x",
        "1/../2",
        "1%2F..%2Fusers",
        "18446744073709551616",
        "",
        "1?o=id",
    ] {
        let (codes, said) = failure(&admin, &format!("defectdojo://findings/{id}"));
        assert_eq!(codes, NOT_FOUND, "{id}: {said}");
    }
    for uri in [
        "defectdojo://notes/1",
        "defectdojo://guide/1",
        "https://dojo.example.com/finding/1",
        "x",
    ] {
        assert_eq!(failure(&admin, uri).0, NOT_FOUND, "{uri}");
    }
    assert_eq!(sim.requests(), [], "what is no id was sent");
    let modern = admin.modern("resources/read", json!({"uri": "defectdojo://x"}));
    assert_eq!(modern["error"]["data"]["uri"], "defectdojo://x");
}

#[test]
fn where_there_are_no_groups_the_template_says_so() {
    let sim = sim(Profile::Oss3);
    let server = Server::of(&sim.url());
    let (codes, said) = failure(
        &client(&server, &sim, Account::Admin),
        "defectdojo://groups/1",
    );
    assert_eq!(codes, UNAVAILABLE);
    assert!(said.contains("this DefectDojo has no groups"), "{said}");
}

#[test]
fn a_fault_upstream_is_told() {
    let canned = Canned::answering(canned::html("502 Bad Gateway"));
    let server = Server::of(&canned.url());
    let client = Client::new(server.url(), "0123456789abcdef0123456789abcdef01234567");
    for uri in ["defectdojo://instance", "defectdojo://findings/1"] {
        let (codes, said) = failure(&client, uri);
        assert_eq!(codes, UNAVAILABLE, "{uri}");
        assert!(said.contains("HTTP 502"), "{said}");
    }
}
