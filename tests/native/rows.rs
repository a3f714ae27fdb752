//! What findings cost their reader as rows, and how much less than the JSON of `DefectDojo`.

use crate::budgets::hold;
use crate::harness::{Native, URL};
use crate::tokens::tokens;
use defectdojo_mcp::dojo::{BoxFuture, Transport, TransportError};
use dojo_sim::{Account, Dojo, Profile};
use http::{Request, Response};
use serde_json::{Value, json};
use std::path::Path;
use std::rc::Rc;

const TODAY: &str = "2026-11-22";

/// Answers everything with one recorded page.
struct Recorded(Vec<u8>);

impl Transport for Recorded {
    fn get(&self, _: Request<()>) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        let response = Response::builder().header("content-type", "application/json");
        Box::pin(std::future::ready(Ok(response
            .body(self.0.clone())
            .unwrap())))
    }
}

/// The rows of a page that a tool gave, a hundred or as many as fit.
fn rows(page: &Value) -> &Vec<Value> {
    page["findings"].as_array().unwrap()
}

/// The tokens of a hundred rows, as they stand in a page.
fn of_a_hundred(text: &str) -> u64 {
    let page: Value = serde_json::from_str(text).unwrap();
    assert_eq!(rows(&page).len(), 100);
    tokens(&page["findings"].to_string())
}

#[test]
fn a_hundred_concise_rows_stay_small() {
    let native = Native::new(Profile::Oss3, 2_000, TODAY);
    let worst = json!({"severity": ["Critical", "High"], "status": ["Active"]});
    let closed = json!({"order_by": "oldest", "status": ["Closed", "Risk Accepted"]});
    // Those with most to say: each has a vulnerability, a score and a component.
    let telling = json!({"epss_min": 0.0001});
    let rows = [
        ("any", json!({})),
        ("active ones, critical or high", worst),
        ("closed ones, the oldest first", closed),
        ("ones with an EPSS score", telling),
    ];
    let measured = rows.map(|(of, asked)| (of, of_a_hundred(&native.text("get_findings", asked))));
    hold("tokens of 100 concise rows", &measured);
}

/// How many tokens a page has for each 1,000 of the findings in it as `DefectDojo` sends them: a fifteenth is 66.
fn share(page: &str, raw: &Value) -> u64 {
    let parsed: Value = serde_json::from_str(page).unwrap();
    let returned = rows(&parsed).len();
    let raw = raw["results"].as_array().unwrap();
    let ids = |rows: &[Value]| -> Vec<Value> { rows.iter().map(|row| row["id"].clone()).collect() };
    assert_eq!(ids(rows(&parsed)), ids(&raw[..returned]));
    let raw = Value::from(&raw[..returned]).to_string();
    println!(
        "{returned} rows, {} tokens instead of {}",
        tokens(page),
        tokens(&raw)
    );
    1_000 * tokens(page) / tokens(&raw)
}

/// A page of the tool, of what a version of `DefectDojo` sent when it was asked for a hundred findings.
fn recorded(version: &str, arguments: Value) -> u64 {
    let recordings = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings");
    let read = |name: &str| -> Value {
        let path = recordings.join(version).join(name);
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    };
    let raw = read("findings_limit100.json");
    // The page was recorded without the names of products, which are always asked for; those of another recorded
    // finding stand in for them.
    let related = &read("findings_related_fields.json")["results"][0]["related_fields"];
    let mut page = raw.clone();
    for row in page["results"].as_array_mut().unwrap() {
        row["related_fields"] = related.clone();
    }
    let dojo = Rc::new(Dojo::new(&dojo_sim::Config::default()));
    let transport = Rc::new(Recorded(page.to_string().into_bytes()));
    let native = Native::on(dojo, transport, TODAY);
    share(&native.text("get_findings", arguments), &raw)
}

/// The same of the simulator, which is asked once more for what the tool asked for, but without the names of products.
fn simulated(arguments: Value) -> u64 {
    let native = Native::new(Profile::Oss3, 2_000, TODAY);
    let page = native.text("get_findings", arguments);
    let asked = native.dojo.requests().pop().unwrap();
    let query = asked.query.split('&');
    let query: Vec<_> = query
        .filter(|pair| !pair.starts_with("related_fields"))
        .collect();
    let request = Request::get(format!("{URL}{}?{}", asked.path, query.join("&")));
    let token = format!("Token {}", native.dojo.token(Account::Admin));
    let request = request.header("authorization", token).body(()).unwrap();
    let raw = native.dojo.answer(&request).into_body();
    share(&page, &serde_json::from_slice(&raw).unwrap())
}

#[test]
fn a_page_has_a_fraction_of_the_tokens_of_the_json() {
    let detailed = || json!({"response_format": "detailed"});
    hold(
        "tokens for 1,000 of DefectDojo's",
        &[
            ("100 findings that 3.2.0 sent", recorded("3.2.0", json!({}))),
            (
                "100 findings that 2.58.4 sent",
                recorded("2.58.4", json!({})),
            ),
            ("100 simulated findings", simulated(json!({}))),
            (
                "detailed findings that 3.2.0 sent",
                recorded("3.2.0", detailed()),
            ),
            (
                "detailed findings that 2.58.4 sent",
                recorded("2.58.4", detailed()),
            ),
            ("detailed simulated findings", simulated(detailed())),
        ],
    );
}
