//! Raw HTTP traffic of findings, with other people's cookies in it, which no result has.

use crate::harness::Native;
use crate::support::walk;
use dojo_sim::{Account, Profile};
use http::{Request, header};
use serde_json::{Map, json};

const COOKIE: &str = "Cookie: session=";

#[test]
fn raw_traffic_stays_in_defectdojo() {
    let native = Native::new(Profile::Oss3, 300, "2026-11-22");
    let findings = native.portfolio().findings.iter();
    let ids: Vec<u64> = findings
        .filter(|finding| finding.has_traffic)
        .map(|finding| finding.id)
        .collect();
    assert!(ids.len() > 5, "{ids:?}");
    let id = ids[0];
    let asked = Request::get(format!("https://dojo.example.com/api/v2/findings/{id}/"))
        .header(
            header::AUTHORIZATION,
            format!("Token {}", native.dojo.token(Account::Admin)),
        )
        .body(())
        .unwrap();
    let body = native.dojo.answer(&asked).into_body();
    assert!(
        String::from_utf8(body).unwrap().contains(COOKIE),
        "DefectDojo has none to pass on"
    );

    for id in ids {
        let text = native.text("get_finding_by_id", json!({"finding_id": id}));
        assert!(!text.contains(COOKIE), "{text}");
    }
    for format in ["concise", "detailed"] {
        let asked = Map::from_iter([("response_format".to_owned(), json!(format))]);
        for page in walk(|page| native.tool("get_findings", page), &asked, "findings") {
            assert!(!page.to_string().contains(COOKIE), "{page}");
        }
    }
}
