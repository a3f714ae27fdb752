//! Every status, every pair of them and more, counted and paged: `DefectDojo` can only AND its flags, so
//! what several statuses mean together is the component's own work.

use crate::harness::{Bench, Client, Reuse, on_one_day};
use crate::support::{STATUSES, arguments, conditions, has_statuses, ids, sample, sees, walk};
use dojo_sim::{Account, Finding, NaiveDate, Profile};
use serde_json::{Map, Value, json};

/// Enough for every combination of flags to occur, and for more than one page of most.
const FINDINGS: usize = 450;

/// Asks for the count and for all pages, and compares both with a look at every finding. `holds` gets the
/// day on which it was asked.
fn compare(
    bench: &Bench,
    client: &Client,
    asked: &Map<String, Value>,
    holds: impl Fn(&Finding, NaiveDate) -> bool,
) {
    let (today, (count, pages)) = on_one_day(|| {
        let mut count = asked.clone();
        count.insert("limit".to_owned(), json!(0));
        let count = client.tool("get_findings", Value::Object(count));
        let pages = walk(|page| client.tool("get_findings", page), asked, "findings");
        (count, pages)
    });
    let findings = bench.sim.portfolio().findings.iter();
    let expected = findings.filter(|row| holds(row, today));
    let expected: Vec<u64> = expected.map(|row| row.id).collect();
    assert_eq!(count["count"], expected.len(), "{asked:?}: {count}");
    assert_eq!(count["findings"], json!([]), "{asked:?}");
    assert_eq!(pages[0]["count"], expected.len(), "{asked:?}");
    let mut found: Vec<u64> = pages
        .iter()
        .flat_map(|page| ids(page, "findings"))
        .collect();
    found.sort_unstable();
    assert_eq!(found, expected, "{asked:?}");
}

fn compare_statuses(bench: &Bench, client: &Client, statuses: &[&str], mode: &str) {
    let asked = json!({"status": statuses, "status_match": mode});
    compare(bench, client, asked.as_object().unwrap(), |row, _| {
        has_statuses(row, statuses, mode)
    });
}

/// Every single status and every pair, both ways to combine them.
fn every_pair(bench: &Bench) {
    let admin = bench.client(Account::Admin);
    for (place, one) in STATUSES.iter().enumerate() {
        for mode in ["any", "all"] {
            compare_statuses(bench, &admin, &[one], mode);
            for other in &STATUSES[place + 1..] {
                compare_statuses(bench, &admin, &[one, other], mode);
            }
        }
    }
}

#[test]
fn every_pair_is_exact_on_version_3() {
    every_pair(&Bench::new(Profile::Oss3, FINDINGS, Reuse::Reused));
}

#[test]
fn every_pair_is_exact_on_version_2() {
    every_pair(&Bench::new(Profile::Oss2, FINDINGS, Reuse::Fresh));
}

/// Combinations of one to four statuses with up to three other filters, asked by every account.
fn combinations(bench: &Bench, seed: u64, turns: usize) {
    let mut random = fastrand::Rng::with_seed(seed);
    let all = conditions(bench.sim.portfolio(), bench.sim.today());
    let accounts = Account::ALL
        .into_iter()
        .filter(|account| *account != Account::Inactive);
    let clients: Vec<_> = accounts
        .map(|account| (account, bench.client(account)))
        .collect();
    for turn in 0..turns {
        // The administrator sees most, and so has most to get wrong.
        let (account, client) = if turn % 2 == 0 {
            &clients[0]
        } else {
            &clients[random.usize(..clients.len())]
        };
        let mut statuses = STATUSES.to_vec();
        random.shuffle(&mut statuses);
        statuses.truncate(random.usize(1..=4));
        let mode = if random.u8(..4) == 0 { "all" } else { "any" };
        let others = sample(&mut random, &all, turn % 4);
        let mut asked = arguments(&others);
        asked.insert("status".to_owned(), json!(statuses));
        asked.insert("status_match".to_owned(), json!(mode));
        compare(bench, client, &asked, |row, today| {
            sees(*account, bench.profile, row)
                && has_statuses(row, &statuses, mode)
                && others.iter().all(|other| other.holds(row, today))
        });
    }
}

#[test]
fn combinations_are_exact_on_version_3() {
    combinations(&Bench::new(Profile::Oss3, FINDINGS, Reuse::Fresh), 3, 120);
}

#[test]
fn combinations_are_exact_on_version_2() {
    combinations(&Bench::new(Profile::Oss2, FINDINGS, Reuse::Reused), 2, 120);
}

#[test]
fn every_account_counts_what_it_sees() {
    for profile in [Profile::Oss3, Profile::Oss2] {
        let bench = Bench::new(profile, FINDINGS, Reuse::Reused);
        for account in Account::ALL {
            if account == Account::Inactive {
                continue;
            }
            let client = bench.client(account);
            let findings = &bench.sim.portfolio().findings;
            for statuses in [
                &[][..],
                &["Closed", "Risk Accepted"],
                &["Verified", "Inactive"],
            ] {
                let expected = findings.iter().filter(|row| {
                    sees(account, profile, row) && has_statuses(row, statuses, "any")
                });
                let asked = json!({"status": statuses, "limit": 0});
                let answer = client.tool("get_findings", asked);
                assert_eq!(
                    answer["count"],
                    expected.count() as u64,
                    "{account:?} {answer}"
                );
            }
        }
    }
}
