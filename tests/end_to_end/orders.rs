//! The order of findings, over all pages, for one status and for several.

use crate::harness::{Bench, Client, Reuse};
use crate::support::{has_statuses, ids, walk};
use dojo_sim::{Account, Finding, Profile};
use serde_json::{Value, json};
use std::cmp::Ordering;

const FINDINGS: usize = 400;
const ORDERS: [&str; 6] = [
    "severity", "newest", "oldest", "sla_due", "product", "title",
];

/// How two findings have to come.
fn compare(bench: &Bench, order: &str, one: &Finding, other: &Finding) -> Ordering {
    let product = |row: &Finding| &bench.sim.portfolio().product(row.product_id).unwrap().name;
    // Without a date an SLA is never due.
    let due = |row: &Finding| (row.sla_expiration_date.is_none(), row.sla_expiration_date);
    match order {
        "severity" => one.severity.cmp(&other.severity),
        "newest" => other.date.cmp(&one.date),
        "oldest" => one.date.cmp(&other.date),
        "sla_due" => due(one).cmp(&due(other)),
        "product" => product(one).cmp(product(other)),
        "title" => one.title.cmp(&other.title),
        other => panic!("{other} is no order"),
    }
}

/// All findings of all pages as they come, and the note on their order.
fn listed<'a>(bench: &'a Bench, client: &Client, asked: &Value) -> (Vec<&'a Finding>, String) {
    let ask = |page| client.tool("get_findings", page);
    let pages = walk(ask, asked.as_object().unwrap(), "findings");
    let found = pages.iter().flat_map(|page| ids(page, "findings"));
    let found: Vec<_> = found
        .map(|id| bench.sim.portfolio().finding(id).unwrap())
        .collect();
    let note = pages[0]
        .get("note")
        .map_or("", |note| note.as_str().unwrap());
    (found, note.to_owned())
}

/// Each finding of `statuses` once.
fn all_there(bench: &Bench, found: &[&Finding], statuses: &[&str], what: &Value) {
    let mut found: Vec<u64> = found.iter().map(|row| row.id).collect();
    found.sort_unstable();
    let all = bench.sim.portfolio().findings.iter();
    let all = all.filter(|row| has_statuses(row, statuses, "any"));
    assert_eq!(found, all.map(|row| row.id).collect::<Vec<_>>(), "{what}");
}

/// In order, and those of equal rank by id where `total`.
fn sorted(bench: &Bench, order: &str, found: &[&Finding], total: bool, what: &Value) {
    for pair in found.windows(2) {
        let rank = compare(bench, order, pair[0], pair[1]);
        let rank = if total {
            rank.then(pair[0].id.cmp(&pair[1].id))
        } else {
            rank
        };
        assert_ne!(
            rank,
            Ordering::Greater,
            "{what}: {} {}",
            pair[0].id,
            pair[1].id
        );
    }
}

#[test]
fn one_status_is_sorted_over_all_pages() {
    let bench = Bench::new(Profile::Oss3, FINDINGS, Reuse::Reused);
    let client = bench.client(Account::Admin);
    for order in ORDERS {
        for (statuses, limit) in [(&[][..], 100), (&["Active"], 37), (&["Closed", "Any"], 100)] {
            let asked = json!({"order_by": order, "status": statuses, "limit": limit});
            let (found, note) = listed(&bench, &client, &asked);
            all_there(&bench, &found, statuses, &asked);
            sorted(&bench, order, &found, true, &asked);
            assert_eq!(note, "", "{asked}");
        }
    }
}

#[test]
fn severity_is_the_order_that_is_not_asked_for() {
    let bench = Bench::new(Profile::Oss2, FINDINGS, Reuse::Fresh);
    let client = bench.client(Account::Admin);
    for statuses in [json!([]), json!(["Active", "Closed"])] {
        let plain = client.tool("get_findings", json!({"status": statuses}));
        let severity = json!({"status": statuses, "order_by": "severity"});
        assert_eq!(plain, client.tool("get_findings", severity));
    }
}

/// Several statuses, in two to six groups.
const SETS: [&[&str]; 4] = [
    &["Active", "Closed"],
    &["Verified", "Inactive", "Risk Accepted"],
    &["Out of Scope", "False Positive", "Under Review"],
    &[
        "Verified",
        "Out of Scope",
        "False Positive",
        "Inactive",
        "Risk Accepted",
        "Under Review",
    ],
];

#[test]
fn several_statuses_are_one_list_by_severity_and_by_date() {
    let bench = Bench::new(Profile::Oss2, FINDINGS, Reuse::Reused);
    let client = bench.client(Account::Admin);
    for order in ["severity", "newest", "oldest"] {
        for (statuses, limit) in SETS.into_iter().zip([100, 40, 7, 23]) {
            let asked = json!({"order_by": order, "status": statuses, "limit": limit});
            let (found, note) = listed(&bench, &client, &asked);
            all_there(&bench, &found, statuses, &asked);
            sorted(&bench, order, &found, false, &asked);
            assert_eq!(note, "", "{asked}");
        }
    }
}

#[test]
fn several_statuses_come_group_after_group_in_other_orders() {
    let bench = Bench::new(Profile::Oss3, FINDINGS, Reuse::Fresh);
    let client = bench.client(Account::Admin);
    for order in ["sla_due", "product", "title"] {
        for (statuses, limit) in SETS.into_iter().zip([100, 40, 13, 60]) {
            let asked = json!({"order_by": order, "status": statuses, "limit": limit});
            let (found, note) = listed(&bench, &client, &asked);
            all_there(&bench, &found, statuses, &asked);
            // "… group after group, each sorted: active (12); not active, is_mitigated (9)."
            assert!(note.contains("group after group"), "{note}");
            let (_, groups) = note.split_once("sorted: ").unwrap();
            let mut rest = found.as_slice();
            let mut groups_seen = 0;
            for group in groups.trim_end_matches('.').split("; ") {
                let (_, count) = group.rsplit_once('(').unwrap();
                let count: usize = count.trim_end_matches(')').parse().unwrap();
                let (rows, others) = rest.split_at(count);
                sorted(&bench, order, rows, true, &asked);
                (rest, groups_seen) = (others, groups_seen + 1);
            }
            assert!(rest.is_empty() && groups_seen > 1, "{note}");
        }
    }
}
