//! Every filter of `get_findings`, alone and together, against a look at every finding.

use crate::harness::{Bench, Client, Reuse, on_one_day};
use crate::support::{Condition, arguments, conditions, ids, periods, sample, sees, walk};
use chrono::Days;
use dojo_sim::{Account, Finding, Profile};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const FINDINGS: usize = 450;

fn matching(bench: &Bench, holds: impl Fn(&Finding) -> bool) -> Vec<u64> {
    let findings = bench.sim.portfolio().findings.iter();
    findings
        .filter(|row| holds(row))
        .map(|row| row.id)
        .collect()
}

/// The ids of all pages, in the order of the ids.
fn found(client: &Client, asked: &Map<String, Value>) -> Vec<u64> {
    let pages = walk(|page| client.tool("get_findings", page), asked, "findings");
    let mut found: Vec<u64> = pages
        .iter()
        .flat_map(|page| ids(page, "findings"))
        .collect();
    found.sort_unstable();
    found
}

fn compare(bench: &Bench, client: &Client, account: Account, conditions: &[&Condition]) {
    let asked = arguments(conditions);
    let (today, found) = on_one_day(|| found(client, &asked));
    let expected = matching(bench, |row| {
        sees(account, bench.profile, row) && conditions.iter().all(|one| one.holds(row, today))
    });
    assert_eq!(found, expected, "{account:?} {asked:?}");
}

fn each_alone(profile: Profile, reuse: Reuse) {
    let bench = Bench::new(profile, FINDINGS, reuse);
    let all = conditions(bench.sim.portfolio(), bench.sim.today());
    let client = bench.client(Account::Admin);
    for one in &all {
        compare(&bench, &client, Account::Admin, &[one]);
    }
    // The conditions are worth asking: of each filter one lets some through and keeps some back.
    let names: BTreeSet<_> = all.iter().map(|one| one.name).collect();
    let telling = all.iter().filter(|one| {
        let through = matching(&bench, |row| one.holds(row, bench.sim.today())).len();
        0 < through && through < FINDINGS
    });
    assert_eq!(telling.map(|one| one.name).collect::<BTreeSet<_>>(), names);
    // And no filter of the schema is left out.
    let list = client.legacy("tools/list", json!({}));
    let known = list["tools"][0]["inputSchema"]["properties"]
        .as_object()
        .unwrap();
    let others = [
        "status",
        "status_match",
        "limit",
        "offset",
        "order_by",
        "response_format",
        "token",
        "url",
    ];
    let filters = known
        .keys()
        .map(String::as_str)
        .filter(|name| !others.contains(name));
    assert_eq!(filters.collect::<BTreeSet<_>>(), names);
}

#[test]
fn each_filter_finds_what_it_says_on_version_3() {
    each_alone(Profile::Oss3, Reuse::Fresh);
}

#[test]
fn each_filter_finds_what_it_says_on_version_2() {
    each_alone(Profile::Oss2, Reuse::Reused);
}

#[test]
fn filters_combine_for_every_account() {
    for (profile, seed) in [(Profile::Oss3, 5), (Profile::Oss2, 6)] {
        let bench = Bench::new(profile, FINDINGS, Reuse::Reused);
        let all = conditions(bench.sim.portfolio(), bench.sim.today());
        let mut random = fastrand::Rng::with_seed(seed);
        for account in [
            Account::Admin,
            Account::PtUser,
            Account::LowPriv,
            Account::NoPerm,
        ] {
            let client = bench.client(account);
            for turn in 0..30 {
                compare(
                    &bench,
                    &client,
                    account,
                    &sample(&mut random, &all, 2 + turn % 3),
                );
            }
        }
    }
}

#[test]
fn ranges_and_periods_hold_together_and_are_named_in_days() {
    let bench = Bench::new(Profile::Oss3, FINDINGS, Reuse::Fresh);
    let client = bench.client(Account::Admin);
    let today = bench.sim.today();
    let back = |days| today - Days::new(days);
    let (early, late) = (back(60), back(10));
    let asked = json!({
        "date": ["4 - Past 90 days"],
        "discovered_after": early.to_string(),
        "discovered_before": late.to_string(),
        "limit": 0,
    });
    let answer = client.tool("get_findings", asked);
    let expected = matching(&bench, |row| row.date > early && row.date < late);
    assert!(!expected.is_empty());
    assert_eq!(answer["count"], expected.len() as u64, "{answer}");
    let days = format!("discovered from {} to {}", back(59), back(11));
    assert!(
        answer["basis"].as_str().unwrap().contains(&days),
        "{answer}"
    );
    // Days that exclude each other find nothing, rather than everything.
    let asked =
        json!({"discovered_after": late.to_string(), "discovered_before": early.to_string()});
    assert_eq!(client.tool("get_findings", asked)["count"], 0);
}

#[test]
fn the_server_reckons_periods_from_its_own_day() {
    let bench = Bench::new(Profile::Oss3, FINDINGS, Reuse::Reused);
    let client = bench.client(Account::Admin);
    for place in 0..periods().len() {
        let asked = json!({"date": [place], "limit": 0});
        let (today, answer) = on_one_day(|| client.tool("get_findings", asked.clone()));
        let period = &periods()[place];
        let expected = matching(&bench, |row| period.holds(row, today));
        assert_eq!(
            answer["count"],
            expected.len() as u64,
            "{}: {answer}",
            period.value
        );
        let basis = answer["basis"].as_str().unwrap();
        match place {
            0 => assert_eq!(basis, "All findings that this token can see."),
            1 => assert!(
                basis.contains(&format!("discovered on {today} (Today, UTC)")),
                "{basis}"
            ),
            5 | 6 => assert!(basis.contains(" (Current "), "{basis}"),
            _ => assert!(basis.contains(&format!(" to {today} (Past ")), "{basis}"),
        }
    }
}

#[test]
fn a_test_type_is_found_by_its_name_or_a_part_of_it() {
    let bench = Bench::new(Profile::Oss3, FINDINGS, Reuse::Fresh);
    let client = bench.client(Account::Admin);
    let failure = client.failure("get_findings", json!({"test_type": "No Such Scanner"}));
    assert!(
        failure.contains("test_type") && failure.contains("No Such Scanner"),
        "{failure}"
    );
    let types = &bench.sim.portfolio().test_types;
    let used = |id| {
        bench
            .sim
            .portfolio()
            .findings
            .iter()
            .any(|row| row.test_type_id == id)
    };
    let last = types.iter().rev().find(|one| used(one.id)).unwrap();
    let answer = client.tool("get_findings", json!({"test_type": last.name, "limit": 0}));
    assert!(
        answer["basis"].as_str().unwrap().contains(&last.name),
        "{answer}"
    );
}

#[test]
fn what_no_finding_can_be_is_refused_by_name() {
    let bench = Bench::new(Profile::Oss3, 200, Reuse::Fresh);
    let client = bench.client(Account::Admin);
    // DefectDojo answers an unknown test with a 400, where other unknown ids just find nothing.
    let failure = client.failure("get_findings", json!({"test_id": 99_999}));
    assert!(failure.contains("test"), "{failure}");
    let failure = client.failure("get_findings", json!({"overdue": false}));
    assert!(failure.contains("`overdue`: only true"), "{failure}");
}
