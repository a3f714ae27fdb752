//! `prioritize_findings` against the data.

use super::is_overdue;
use crate::harness::Native;
use crate::support::{Condition, arguments, conditions, no_nulls, sample};
use dojo_sim::{Account, Finding, NaiveDate, Portfolio, Profile, Severity};
use serde_json::{Value, json};

/// The tiers of each strategy, as the README has them.
const STRATEGIES: [(&str, &[&str]); 3] = [
    (
        "exploitability",
        &[
            "exploited",
            "likely_exploited",
            "critical_overdue",
            "critical_exposed",
            "critical",
            "high_overdue",
            "high_exposed",
            "high",
            "medium_overdue",
            "medium",
            "rest",
        ],
    ),
    (
        "sla",
        &[
            "critical_overdue",
            "high_overdue",
            "medium_overdue",
            "low_overdue",
            "critical",
            "high",
            "medium",
            "rest",
        ],
    ),
    ("severity", &["critical", "high", "medium", "low", "info"]),
];

/// Whether a finding meets a tier.
fn meets(tier: &str, row: &Finding, data: &Portfolio, today: NaiveDate) -> bool {
    let is = |severity: Severity| row.severity == severity;
    let is_exposed = data.product(row.product_id).unwrap().internet_accessible;
    let is_severe = is(Severity::Critical) || is(Severity::High);
    match tier {
        "exploited" => row.known_exploited || row.ransomware_used,
        "likely_exploited" => row.epss_score.is_some_and(|score| score >= 0.5) && is_severe,
        "critical_overdue" => is(Severity::Critical) && is_overdue(row, today),
        "critical_exposed" => is(Severity::Critical) && is_exposed,
        "critical" => is(Severity::Critical),
        "high_overdue" => is(Severity::High) && is_overdue(row, today),
        "high_exposed" => is(Severity::High) && is_exposed,
        "high" => is(Severity::High),
        "medium_overdue" => is(Severity::Medium) && is_overdue(row, today),
        "medium" => is(Severity::Medium),
        "low_overdue" => (is(Severity::Low) || is(Severity::Info)) && is_overdue(row, today),
        "low" => is(Severity::Low),
        "info" => is(Severity::Info),
        "rest" => true,
        _ => panic!("{tier}"),
    }
}

/// Holds a ranking to the findings that it is about.
fn hold(told: &Value, tiers: &[&str], top: usize, native: &Native, rows: &[&Finding]) {
    no_nulls(told, "priorities");
    let (data, today) = (native.portfolio(), native.dojo.today());
    assert_eq!(told["exact"], true);
    assert_eq!(told["count"], rows.len());
    let said = told["tiers"].as_array().unwrap();
    assert_eq!(said.len(), tiers.len());
    for (said, tier) in said.iter().zip(tiers) {
        let meeting = rows
            .iter()
            .filter(|row| meets(tier, row, data, today))
            .count();
        assert_eq!(
            (&said["tier"], &said["findings"]),
            (&json!(tier), &json!(meeting))
        );
    }
    let first = |row: &Finding| {
        tiers
            .iter()
            .position(|tier| meets(tier, row, data, today))
            .unwrap()
    };
    let mut expected: Vec<usize> = rows.iter().map(|row| first(row)).collect();
    expected.sort_unstable();
    expected.truncate(top);
    let ranked = told["findings"].as_array().unwrap();
    let found: Vec<usize> = ranked
        .iter()
        .map(|one| {
            let id = one["id"].as_u64().unwrap();
            let row = rows.iter().find(|row| row.id == id).unwrap();
            let place = first(row);
            assert_eq!(one["tier"], tiers[place], "{one}");
            assert!(reasons(one).contains(&row.severity.name()), "{one}");
            assert_eq!(
                reasons(one).contains(&"known to be exploited"),
                row.known_exploited
            );
            let late = reasons(one)
                .iter()
                .any(|reason| reason.ends_with("past its SLA date"));
            assert_eq!(late, is_overdue(row, today), "{one}");
            place
        })
        .collect();
    assert_eq!(found, expected);
    let ids: std::collections::BTreeSet<u64> = ranked
        .iter()
        .map(|one| one["id"].as_u64().unwrap())
        .collect();
    assert_eq!(ids.len(), ranked.len(), "one stands twice");
}

fn reasons(one: &Value) -> Vec<&str> {
    let reasons = one["reasons"].as_array().unwrap().iter();
    reasons.map(|reason| reason.as_str().unwrap()).collect()
}

#[test]
fn sampled_rankings_are_exact() {
    for (profile, findings, turns, seed) in
        [(Profile::Oss3, 200, 30, 3), (Profile::Oss2, 5_000, 40, 9)]
    {
        let mut native = Native::new(profile, findings, "2026-11-22");
        let today = native.dojo.today();
        let all = conditions(native.portfolio(), today);
        let mut random = fastrand::Rng::with_seed(seed);
        for turn in 0..turns {
            native.caller = [Account::Admin, Account::LowPriv, Account::PtUser][turn % 3];
            let filters = random.usize(0..3);
            let others: Vec<&Condition> = sample(&mut random, &all, filters);
            let (strategy, tiers) = STRATEGIES[turn % 3];
            let top = [1, 20, 50][random.usize(..3)];
            let mut asked = arguments(&others);
            asked.insert("strategy".to_owned(), json!(strategy));
            asked.insert("top".to_owned(), json!(top));
            let closes = asked.keys().any(|name| name.starts_with("closed_"));
            let told = native.tool("prioritize_findings", asked.clone().into());
            let statuses: &[&str] = if closes { &[] } else { &["Active"] };
            let rows = super::asked(&native, profile, statuses, &others);
            hold(&told, tiers, top, &native, &rows);
        }
    }
}

/// So that nobody makes them more unseen.
#[test]
fn a_ranking_takes_no_more_requests_than_it_did() {
    let native = Native::new(Profile::Oss3, 5_000, "2026-11-22");
    let requests = STRATEGIES.map(|(strategy, _)| {
        native.dojo.clear_requests();
        let told = native.tool("prioritize_findings", json!({"strategy": strategy}));
        assert_eq!(told["requests"], native.dojo.requests().len(), "{strategy}");
        told["requests"].as_u64().unwrap()
    });
    assert_eq!(requests, [17, 11, 8]);
}
