//! That the pages of reports are right to the eye, to a screen reader, on a phone and on paper.

#[path = "../page/fixture.rs"]
mod fixture;

use crate::program::{picture, run};
use defectdojo_mcp::report::{Kind, page};
use dojo_sim::{Account, Profile};
use fixture::{KINDS, SIZES, Size, Texts, report};
use serde_json::{Value, json};
use std::fs;
use testbed::{Bench, Reuse};

/// A name and a document.
type Page = (String, String);

/// What is wrong with these pages.
fn faults(pages: &[Page]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let pages: Vec<_> = pages
        .iter()
        .map(|(name, html)| {
            let path = folder.path().join(format!("{name}.html"));
            fs::write(&path, html).unwrap();
            json!({"name": name, "path": path, "picture": picture(name)})
        })
        .collect();
    run("page.mjs", json!({"pages": pages}))
}

/// Made-up reports of these sizes with these texts.
fn pages(sizes: &[Size], texts: Texts, suffix: &str) -> Vec<Page> {
    let reports = sizes
        .iter()
        .flat_map(|&size| KINDS.map(|kind| (kind, size)));
    reports
        .map(|(kind, size)| {
            let what = match kind {
                Kind::SecurityLandscape => "landscape",
                Kind::SastReview => "sast",
            };
            let name = format!("page-{what}-{}{suffix}", size.name);
            (name, page(&report(kind, size, texts)).unwrap())
        })
        .collect()
}

#[test]
fn pages_of_every_size_are_right_for_everybody() {
    assert_eq!(faults(&pages(&SIZES, Texts::USUAL, "")), json!([]));
}

#[test]
fn pages_with_hostile_texts_are_too() {
    let [_, tiny, typical, _] = SIZES;
    let pages = pages(&[tiny, typical], Texts::HOSTILE, "-hostile");
    assert_eq!(faults(&pages), json!([]));
}

#[test]
fn pages_of_real_reports_are_too() {
    for profile in [Profile::Oss3, Profile::Oss2] {
        let pages: Vec<_> = [0, 1, 200, 5_000]
            .into_iter()
            .flat_map(|findings| reports(profile, findings))
            .collect();
        assert_eq!(faults(&pages), json!([]), "{profile:?}");
    }
}

/// The reports of an instance with so many findings, of a component that a client asks.
fn reports(profile: Profile, findings: usize) -> Vec<Page> {
    let bench = Bench::new(profile, findings, Reuse::Reused);
    let client = bench.client(Account::Admin);
    let asked = [
        ("landscape", json!({"kind": "security_landscape"})),
        (
            "product",
            json!({"kind": "security_landscape", "product_id": 1, "days": 730}),
        ),
        ("sast", json!({"kind": "sast_review", "days": 14})),
    ];
    asked
        .into_iter()
        // An instance without findings has no products and no tools.
        .filter(|(what, _)| findings > 0 || *what == "landscape")
        .map(|(what, mut arguments)| {
            arguments["format"] = json!("html");
            let call = json!({"name": "build_report", "arguments": arguments});
            let result = client.legacy("tools/call", call);
            let html = result["structuredContent"]["html"].as_str();
            let html = html.unwrap_or_else(|| panic!("{result}"));
            let name = format!("report-{what}-{findings}-{}", profile.name());
            (name, html.to_owned())
        })
        .collect()
}
