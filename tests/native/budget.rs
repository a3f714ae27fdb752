//! What a page costs its reader, in characters and in tokens.

use crate::harness::Native;
use defectdojo_mcp::dojo::{BoxFuture, Transport, TransportError};
use dojo_sim::{Dojo, Profile};
use http::{Request, Response};
use serde_json::{Value, json};
use std::path::Path;
use std::rc::Rc;
use tiktoken_rs::o200k_base_singleton;

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

/// Average tokens of the rows of a page, each with its comma.
fn tokens_a_row(page: &Value) -> f64 {
    let rows = page["findings"].as_array().unwrap();
    let tokens = o200k_base_singleton()
        .encode_ordinary(&Value::from(rows.clone()).to_string())
        .len();
    #[expect(
        clippy::cast_precision_loss,
        reason = "there are a few thousand tokens"
    )]
    let average = tokens as f64 / rows.len() as f64;
    average
}

/// Average tokens of the rows of a page of a hundred, which is short enough.
fn measure(what: &str, text: &str) -> f64 {
    let page: Value = serde_json::from_str(text).unwrap();
    let (characters, tokens) = (text.chars().count(), tokens_a_row(&page));
    println!("{what}: {characters} characters, {tokens:.1} tokens a row");
    assert_eq!(page["returned"], 100, "{what}");
    assert!(characters < 27_000, "{what}: {characters} characters");
    tokens
}

#[test]
fn a_hundred_concise_rows_stay_small() {
    let native = Native::new(Profile::Oss3, 2_000, "2026-11-22");
    for (asked, most) in [
        (json!({}), 70.0),
        (
            json!({"severity": ["Critical", "High"], "status": ["Active"]}),
            70.0,
        ),
        (
            json!({"order_by": "oldest", "status": ["Closed", "Risk Accepted"]}),
            70.0,
        ),
        // Those with most to say: each has a vulnerability, a score and a component.
        (json!({"epss_min": 0.0001}), 95.0),
    ] {
        let tokens = measure(
            &asked.to_string(),
            &native.text("get_findings", asked.clone()),
        );
        assert!(tokens <= most, "{asked}: {tokens} tokens a row");
    }
}

#[test]
fn the_recorded_pages_stay_small() {
    for version in ["3.2.0", "2.58.4"] {
        let recordings = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings");
        let read = |name: &str| -> Value {
            let path = recordings.join(version).join(name);
            serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
        };
        let mut page = read("findings_limit100.json");
        // The page was recorded without the names of products, which are always asked for; those of another
        // recorded finding stand in for them.
        let related = read("findings_related_fields.json")["results"][0]["related_fields"].clone();
        for row in page["results"].as_array_mut().unwrap() {
            row["related_fields"] = related.clone();
        }
        let dojo = Rc::new(Dojo::new(&dojo_sim::Config::default()));
        let transport = Rc::new(Recorded(page.to_string().into_bytes()));
        let native = Native::on(dojo, transport, "2026-11-22");
        let tokens = measure(version, &native.text("get_findings", json!({})));
        assert!(tokens <= 70.0, "{version}: {tokens} tokens a row");
    }
}
