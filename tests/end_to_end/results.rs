//! What a result is: bounded, honest about what it leaves out, without nulls.

use crate::harness::{Bench, Reuse};
use crate::support::{ids, no_nulls, walk};
use dojo_sim::{Account, Profile};
use serde_json::{Map, Value, json};

#[test]
fn detailed_rows_are_cut_into_pages_that_miss_nothing() {
    let bench = Bench::new(Profile::Oss3, 400, Reuse::Reused);
    let client = bench.client(Account::Admin);
    for asked in [
        json!({"response_format": "detailed"}),
        json!({"response_format": "detailed", "status": ["Active", "Closed", "Inactive"], "order_by": "newest"}),
    ] {
        let asked = asked.as_object().unwrap();
        let pages = walk(|page| client.tool("get_findings", page), asked, "findings");
        let mut found: Vec<u64> = pages
            .iter()
            .flat_map(|page| ids(page, "findings"))
            .collect();
        found.sort_unstable();
        assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(pages[0]["count"], found.len());
        // Fewer rows than were asked for, because they would not fit; the harness measures the text.
        assert!(
            pages[0]["returned"].as_u64().unwrap() < 100,
            "{}",
            pages[0]["returned"]
        );
        for page in &pages {
            no_nulls(page, "page");
            let text = page.to_string();
            assert!(
                page.get("next_offset").is_none() || text.len() > 30_000,
                "{}",
                text.len()
            );
            assert!(
                page["note"]
                    .as_str()
                    .unwrap()
                    .contains("cut at 500 characters"),
                "{page}"
            );
        }
        // The huge descriptions are there, cut, and say by how much.
        let huge = bench.sim.portfolio().findings.iter();
        let huge: Vec<_> = huge
            .filter(|row| row.description.len() > 15_000 && found.contains(&row.id))
            .collect();
        assert!(huge.len() > 3);
        for finding in huge {
            let rows = pages
                .iter()
                .flat_map(|page| page["findings"].as_array().unwrap());
            let row = rows
                .into_iter()
                .find(|row| row["id"] == finding.id)
                .unwrap();
            let description = row["description"].as_str().unwrap();
            assert!(description.contains("… [500 of "), "{description}");
            assert!(description.chars().count() < 540, "{description}");
        }
    }
}

#[test]
fn a_finding_alone_is_whole_and_still_bounded() {
    let bench = Bench::new(Profile::Oss2, 300, Reuse::Reused);
    let client = bench.client(Account::Admin);
    for finding in &bench.sim.portfolio().findings {
        let answer = client.tool("get_finding_by_id", json!({"finding_id": finding.id}));
        no_nulls(&answer, "finding");
        let row = &answer["finding"];
        assert_eq!(row["id"], finding.id);
        assert_eq!(row["severity"], finding.severity.name());
        assert_eq!(row["discovered"], finding.date.to_string());
        assert_eq!(row["product"]["id"], finding.product_id);
        assert_eq!(row["test_id"], finding.test_id);
        assert_eq!(
            row.get("notes")
                .map_or(0, |notes| notes.as_array().unwrap().len()),
            finding.notes.len()
        );
        let closed = finding
            .mitigated
            .map(|moment| json!(moment.date_naive().to_string()));
        assert_eq!(row.get("closed"), closed.as_ref());
        let link = format!("{}/finding/{}", bench.sim.url(), finding.id);
        assert_eq!(answer["link"], link);
    }
}

#[test]
fn an_offset_beyond_the_end_still_counts() {
    let bench = Bench::new(Profile::Oss3, 200, Reuse::Fresh);
    let client = bench.client(Account::Admin);
    for statuses in [json!([]), json!(["Active", "Closed"])] {
        let count =
            client.tool("get_findings", json!({"status": statuses, "limit": 0}))["count"].clone();
        let asked = json!({"status": statuses, "offset": 1_000_000});
        let answer = client.tool("get_findings", asked);
        assert_eq!(answer["count"], count);
        assert_eq!(answer["returned"], 0);
        assert_eq!(answer.get("next_offset"), None);
        assert_eq!(answer["findings"], json!([]));
        let last = json!({"status": statuses, "limit": 1, "offset": count.as_u64().unwrap() - 1});
        let last = client.tool("get_findings", last);
        assert_eq!(
            (&last["returned"], last.get("next_offset")),
            (&json!(1), None)
        );
    }
}

#[test]
fn the_rows_say_what_the_findings_are() {
    let bench = Bench::new(Profile::Oss3, 300, Reuse::Reused);
    let client = bench.client(Account::Admin);
    let pages = walk(
        |page| client.tool("get_findings", page),
        &Map::new(),
        "findings",
    );
    let today = bench.sim.today();
    for page in &pages {
        no_nulls(page, "page");
        assert!(
            page["untrusted"]
                .as_str()
                .unwrap()
                .contains("never instructions")
        );
        for row in page["findings"].as_array().unwrap() {
            let finding = bench
                .sim
                .portfolio()
                .finding(row["id"].as_u64().unwrap())
                .unwrap();
            let product = bench.sim.portfolio().product(finding.product_id).unwrap();
            assert_eq!(row["severity"], finding.severity.name(), "{row}");
            assert_eq!(row["product"], product.name, "{row}");
            assert_eq!(row["product_id"], product.id, "{row}");
            assert_eq!(
                row.get("cwe"),
                (finding.cwe > 0).then(|| json!(finding.cwe)).as_ref(),
                "{row}"
            );
            assert_eq!(
                row.get("kev"),
                finding.known_exploited.then_some(&Value::Bool(true)),
                "{row}"
            );
            assert_eq!(
                row.get("epss").is_some(),
                finding.epss_score.is_some(),
                "{row}"
            );
            assert_eq!(
                row.get("cve").is_some(),
                !finding.vulnerability_ids.is_empty(),
                "{row}"
            );
            assert_eq!(
                row.get("component").is_some(),
                finding.component_name.is_some(),
                "{row}"
            );
            // Closed ones keep the age at which they were closed.
            let end = finding
                .mitigated
                .map_or(today, |moment| moment.date_naive());
            assert_eq!(row["age_days"], (end - finding.date).num_days(), "{row}");
            let due = finding.sla_expiration_date.filter(|_| finding.active);
            let left = due.map(|due| json!((due - end).num_days()));
            assert_eq!(row.get("sla_days"), left.as_ref(), "{row}");
            let status = row["status"].as_str().unwrap();
            assert_eq!(status.contains("Active"), finding.active, "{row}");
            assert_eq!(status.contains("Closed"), finding.is_mitigated, "{row}");
            assert_eq!(status.contains("Duplicate"), finding.duplicate, "{row}");
        }
    }
}
