//! Many combinations of statuses and other filters, in more pages than a test over sockets has time for.

use crate::harness::Native;
use crate::support::{
    Condition, STATUSES, arguments, conditions, has_statuses, ids, no_nulls, sample, sees, walk,
};
use dojo_sim::{Account, Profile};
use serde_json::json;

#[test]
fn sampled_questions_are_answered_exactly() {
    let orders = [
        "severity", "newest", "oldest", "sla_due", "product", "title",
    ];
    for (profile, seed) in [(Profile::Oss3, 31), (Profile::Oss2, 23)] {
        let mut native = Native::new(profile, 600, "2026-11-22");
        let all = conditions(native.portfolio(), native.dojo.today());
        let mut random = fastrand::Rng::with_seed(seed);
        let accounts = [
            Account::Admin,
            Account::PtUser,
            Account::Admin,
            Account::LowPriv,
        ];
        for turn in 0..60 {
            native.caller = accounts[turn % accounts.len()];
            let mut statuses = STATUSES[1..].to_vec();
            random.shuffle(&mut statuses);
            statuses.truncate(random.usize(1..=6));
            let mode = if random.u8(..5) == 0 { "all" } else { "any" };
            let others: Vec<&Condition> = sample(&mut random, &all, turn % 3);
            let mut asked = arguments(&others);
            asked.insert("status".to_owned(), json!(statuses));
            asked.insert("status_match".to_owned(), json!(mode));
            asked.insert(
                "order_by".to_owned(),
                json!(orders[random.usize(..orders.len())]),
            );
            asked.insert("limit".to_owned(), json!([19, 64, 100][random.usize(..3)]));
            let pages = walk(|page| native.tool("get_findings", page), &asked, "findings");
            for page in &pages {
                no_nulls(page, "page");
            }
            let mut found: Vec<u64> = pages
                .iter()
                .flat_map(|page| ids(page, "findings"))
                .collect();
            found.sort_unstable();
            let findings = native.portfolio().findings.iter();
            let expected = findings.filter(|row| {
                sees(native.caller, profile, row)
                    && has_statuses(row, &statuses, mode)
                    && others.iter().all(|one| one.holds(row, native.dojo.today()))
            });
            let expected: Vec<u64> = expected.map(|row| row.id).collect();
            assert_eq!(found, expected, "{asked:?}");
            assert_eq!(pages[0]["count"], expected.len(), "{asked:?}");
        }
    }
}
