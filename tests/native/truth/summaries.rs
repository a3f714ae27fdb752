//! `summarize_findings` against the data.

use super::groups;
use super::severities::{Counts, count, told, total};
use crate::harness::Native;
use crate::support::{Condition, STATUSES, arguments, conditions, no_nulls, sample};
use dojo_sim::{Account, Finding, Profile};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const TODAY: &str = "2026-11-22";
/// What a row is called in [`groups::of`].
fn key(by: &str, row: &Value) -> String {
    let label = row["label"].as_str().unwrap();
    match by {
        "product" | "product_type" | "engagement" | "test_type" => row["id"].to_string(),
        "cwe" if label != "no CWE" => label.split(' ').next().unwrap().to_owned(),
        "owasp_top10" => label.split(' ').next().unwrap().to_owned(),
        _ => label.to_owned(),
    }
}

/// Holds a summary to the findings that it is about.
pub(super) fn hold(by: &str, top: usize, summary: &Value, native: &Native, asked: &[&Finding]) {
    no_nulls(summary, "summary");
    let today = native.dojo.today();
    let mut expected: BTreeMap<String, Counts> = BTreeMap::new();
    let mut whole = Counts::default();
    for row in asked {
        count(&mut whole, row);
        for group in groups::of(by, row, native.portfolio(), today) {
            count(expected.entry(group).or_default(), row);
        }
    }
    assert_eq!(summary["count"], total(&whole));
    assert_eq!(summary["exact"], true);
    let rows = summary["groups"].as_array().unwrap();
    let mut seen = Counts::default();
    for row in rows {
        let key = key(by, row);
        let counts = expected.remove(&key).unwrap_or_default();
        assert_eq!(told(row), counts, "{key}");
        seen.iter_mut()
            .zip(counts)
            .for_each(|(sum, count)| *sum += count);
    }
    if total(&whole) == 0 {
        assert!(rows.is_empty());
        return;
    }
    if by == "status" {
        assert_eq!(summary.get("others"), None);
        assert!(expected.is_empty(), "{expected:?}");
        return;
    }
    let rest: Counts = std::array::from_fn(|place| whole[place] - seen[place]);
    match summary.get("others") {
        Some(row) => assert_eq!(told(row), rest),
        None => assert_eq!(total(&rest), 0),
    }
    let ranked = !matches!(
        by,
        "severity" | "month" | "age_band" | "sla" | "owasp_top10"
    );
    if ranked {
        let totals: Vec<u64> = rows
            .iter()
            .map(|row| row["total"].as_u64().unwrap())
            .collect();
        assert!(totals.is_sorted_by(|one, next| one >= next), "{totals:?}");
        assert_eq!(rows.len(), top.min(rows.len() + expected.len()));
        let least = totals.last().copied().unwrap_or_default();
        let larger = expected.iter().find(|(_, counts)| total(counts) > least);
        assert_eq!(larger, None, "left out");
    } else if by != "month" && by != "owasp_top10" {
        assert!(expected.is_empty(), "{expected:?}");
    }
}

#[test]
fn sampled_summaries_are_exact() {
    for (profile, findings, turns, seed) in [
        (Profile::Oss3, 200, 120, 5),
        (Profile::Oss2, 5_000, 180, 7),
        (Profile::Oss3, 5_000, 60, 11),
        (Profile::Oss2, 50_000, 12, 13),
    ] {
        let mut native = Native::new(profile, findings, TODAY);
        let all = conditions(native.portfolio(), native.dojo.today());
        let mut random = fastrand::Rng::with_seed(seed);
        let accounts = [
            Account::Admin,
            Account::LowPriv,
            Account::Admin,
            Account::PtUser,
        ];
        for turn in 0..turns {
            native.caller = accounts[(turn / groups::ALL.len()) % accounts.len()];
            let by = groups::ALL[turn % groups::ALL.len()];
            let filters = random.usize(0..3);
            let others: Vec<&Condition> = sample(&mut random, &all, filters);
            let mut statuses = STATUSES.to_vec();
            random.shuffle(&mut statuses);
            statuses.truncate(random.usize(0..=2));
            let top = [1, 3, 15, 50][random.usize(..4)];
            let mut asked = arguments(&others);
            asked.insert("group_by".to_owned(), json!(by));
            asked.insert("top".to_owned(), json!(top));
            if !statuses.is_empty() {
                asked.insert("status".to_owned(), json!(statuses));
            }
            let closes = asked.keys().any(|name| name.starts_with("closed_"));
            if statuses.is_empty() && by != "status" && !closes {
                statuses.push("Active");
            }
            let summary = native.tool("summarize_findings", asked.clone().into());
            let rows = super::asked(&native, profile, &statuses, &others);
            hold(by, top, &summary, &native, &rows);
            assert!(summary["requests"].as_u64().unwrap() <= 400, "{summary}");
        }
    }
}

/// So that nobody makes them more unseen: on 5,000 findings, by 15 groups.
#[test]
fn a_summary_takes_no_more_requests_than_it_did() {
    let native = Native::new(Profile::Oss3, 5_000, TODAY);
    let requests = groups::ALL.map(|by| {
        native.dojo.clear_requests();
        let summary = native.tool("summarize_findings", json!({"group_by": by}));
        assert_eq!(summary["requests"], native.dojo.requests().len(), "{by}");
        (by, summary["requests"].as_u64().unwrap())
    });
    assert_eq!(
        requests,
        [
            ("severity", 6),
            ("status", 46),
            ("product", 87),
            ("product_type", 37),
            ("engagement", 147),
            ("test_type", 122),
            ("cwe", 182),
            ("owasp_top10", 56),
            ("component", 262),
            ("month", 83),
            ("age_band", 36),
            ("sla", 114),
        ]
    );
}
