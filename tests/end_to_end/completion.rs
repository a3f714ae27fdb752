//! What is suggested while one types: products for the prompts, ids for the templates.

use crate::harness::{Canned, Client, Server, TOKEN, canned};
use crate::resources::{KINDS, client, sim};
use dojo_sim::{Account, Profile};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn products_are_suggested_while_one_types() {
    let sim = sim(Profile::Oss3);
    let server = Server::of(&sim.url());
    let suggested = |client: &Client, argument: &str, value: &str| {
        let params = json!({"ref": {"type": "ref/prompt", "name": "sast_review_report"},
            "argument": {"name": argument, "value": value}});
        let legacy = client.legacy("completion/complete", params.clone());
        let modern = client.modern("completion/complete", params);
        assert_eq!(legacy["completion"], modern["completion"]);
        legacy["completion"].clone()
    };
    let names = |typed: &str, only: Option<u64>| -> BTreeSet<String> {
        let products = sim.portfolio().products.iter();
        let matching = products.filter(|product| {
            let is_seen = only.is_none_or(|id| product.id == id);
            is_seen && product.name.to_lowercase().contains(&typed.to_lowercase())
        });
        matching.map(|product| product.name.clone()).collect()
    };
    let values = |completion: &Value| -> BTreeSet<String> {
        serde_json::from_value(completion["values"].clone()).unwrap()
    };
    let admin = client(&server, &sim, Account::Admin);
    let low = client(&server, &sim, Account::LowPriv);
    let nobody = Client::new(server.url(), None);
    let first = &sim.portfolio().products[0].name;
    for typed in [first.as_str(), &first.to_uppercase()[..3], "zzz"] {
        let given = suggested(&admin, "product", typed);
        assert_eq!(values(&given), names(typed, None), "{typed}");
        assert_eq!(given["total"], names(typed, None).len());
        assert_eq!(given["hasMore"], false);
        assert_eq!(
            values(&suggested(&low, "product", typed)),
            names(typed, Some(1))
        );
    }
    let all = suggested(&admin, "product", "");
    let total = sim.portfolio().products.len();
    assert!(total > 20);
    assert_eq!(
        (
            all["values"].as_array().unwrap().len(),
            &all["total"],
            &all["hasMore"]
        ),
        (20, &json!(total), &json!(true))
    );
    for none in [
        suggested(&nobody, "product", ""),
        suggested(&admin, "days", "3"),
    ] {
        assert_eq!(none["values"], json!([]));
    }
    let unknown =
        json!({"ref": {"type": "ref/prompt", "name": "x"}, "argument": {"name": "x", "value": ""}});
    let answer = admin.legacy("completion/complete", unknown);
    assert_eq!(answer["error"]["code"], -32602);
}

#[test]
fn ids_are_suggested_where_the_api_can_search() {
    let sim = sim(Profile::Oss2);
    let server = Server::of(&sim.url());
    let admin = client(&server, &sim, Account::Admin);
    let nobody = Client::new(server.url(), None);
    let data = sim.portfolio();
    let suggested = |client: &Client, kind: &str, typed: &str| {
        let uri = format!("defectdojo://{kind}/{{id}}");
        let params = json!({"ref": {"type": "ref/resource", "uri": uri},
            "argument": {"name": "id", "value": typed}});
        client.legacy("completion/complete", params)["completion"].clone()
    };
    let sorted = |completion: &Value| {
        let mut values: Vec<String> = serde_json::from_value(completion["values"].clone()).unwrap();
        values.sort();
        values
    };
    let ids = |ids: Vec<u64>| {
        let mut ids: Vec<_> = ids.iter().map(u64::to_string).collect();
        ids.sort();
        ids
    };
    let product = &data.products[4];
    let products = data
        .products
        .iter()
        .filter(|one| one.name.contains(&product.name));
    assert_eq!(
        sorted(&suggested(&admin, "products", &product.name)),
        ids(products.map(|one| one.id).collect())
    );
    assert_eq!(
        sorted(&suggested(&admin, "users", "lowpriv")),
        [Account::LowPriv.user_id().to_string()]
    );
    let finding = data
        .findings
        .iter()
        .find(|one| one.active && one.planted.is_none())
        .unwrap();
    let title = finding.title.to_lowercase();
    let findings = data.findings.iter();
    let findings = findings.filter(|one| one.active && one.title.to_lowercase().contains(&title));
    let found = suggested(&admin, "findings", &finding.title);
    assert_eq!(found["total"], findings.count());
    assert!(
        found["values"]
            .as_array()
            .unwrap()
            .contains(&json!(finding.id.to_string()))
    );

    for kind in ["engagements", "tests", "groups"] {
        assert_eq!(suggested(&admin, kind, "1")["values"], json!([]), "{kind}");
    }
    for kind in KINDS {
        assert_eq!(suggested(&nobody, kind, "")["values"], json!([]), "{kind}");
    }
    let unknown = json!({"ref": {"type": "ref/resource", "uri": "defectdojo://notes/{id}"},
        "argument": {"name": "id", "value": ""}});
    assert_eq!(
        admin.legacy("completion/complete", unknown)["error"]["code"],
        -32602
    );
}

#[test]
fn only_names_that_the_prompts_take_are_suggested() {
    let named = |name: &str| json!({"id": 1, "name": name, "description": ""});
    let (longest, too_long) = ("x".repeat(200), "x".repeat(201));
    let products = [longest.as_str(), &too_long, "\u{2060}"].map(named);
    let page = json!({"count": 3, "results": products});
    let canned = Canned::answering(canned::json("200 OK", &page.to_string()));
    let server = Server::of(&canned.url());
    let client = Client::new(server.url(), TOKEN);
    let params = json!({"ref": {"type": "ref/prompt", "name": "sast_review_report"},
        "argument": {"name": "product", "value": "x"}});
    let suggested = client.legacy("completion/complete", params);
    assert_eq!(suggested["completion"]["values"], json!([longest]));
}
