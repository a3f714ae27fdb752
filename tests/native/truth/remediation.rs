//! `get_remediation_metrics` against the data.

use super::is_overdue;
use crate::harness::Native;
use crate::support::{Condition, arguments, conditions, no_nulls, sample};
use chrono::Duration;
use dojo_sim::{Account, Finding, NaiveDate, Profile};
use serde_json::{Value, json};

/// The group that a finding is in.
pub(super) fn group(by: &str, row: &Finding) -> String {
    match by {
        "severity" => row.severity.name().to_owned(),
        "product" => row.product_id.to_string(),
        "test_type" => row.test_type_id.to_string(),
        "cwe" if row.cwe == 0 => "no CWE".to_owned(),
        "cwe" => format!("CWE-{}", row.cwe),
        _ => panic!("{by}"),
    }
}

/// What a row is called in [`group`].
pub(super) fn key(by: &str, told: &Value) -> String {
    let label = told["label"].as_str().unwrap();
    match by {
        "product" | "test_type" => told["id"].to_string(),
        "cwe" if label != "no CWE" => label.split(' ').next().unwrap().to_owned(),
        _ => label.to_owned(),
    }
}

fn rate(part: usize, whole: usize) -> Value {
    if whole == 0 {
        return Value::Null;
    }
    #[expect(clippy::cast_precision_loss, reason = "few findings")]
    let share = part as f64 / whole as f64;
    json!((share * 1000.0).round() / 1000.0)
}

/// Holds the figures of a group, or of all, to its findings.
pub(super) fn hold(told: &Value, rows: &[&Finding], from: NaiveDate, today: NaiveDate) {
    let period = from..=today;
    let count = |holds: &dyn Fn(&Finding) -> bool| rows.iter().filter(|row| holds(row)).count();
    let is_fixed = |row: &Finding| {
        let closed = row
            .mitigated
            .is_some_and(|moment| period.contains(&moment.date_naive()));
        closed && row.is_mitigated && !row.false_p && !row.out_of_scope && !row.duplicate
    };
    let is_new = |row: &Finding| period.contains(&row.date);
    let discovered = count(&is_new);
    let false_positives = count(&|row| is_new(row) && row.false_p);
    let duplicates = count(&|row| is_new(row) && row.duplicate);
    for (name, expected) in [
        ("fixed", count(&is_fixed)),
        ("open", count(&|row| row.active)),
        ("overdue", count(&|row| is_overdue(row, today))),
        ("discovered", discovered),
        ("false_positives", false_positives),
        ("duplicates", duplicates),
    ] {
        assert_eq!(told[name], expected, "{name} of {told}");
    }
    assert_eq!(
        told["false_positive_rate"],
        rate(false_positives, discovered),
        "{told}"
    );
    assert_eq!(
        told["duplicate_rate"],
        rate(duplicates, discovered),
        "{told}"
    );

    let fixed: Vec<&&Finding> = rows.iter().filter(|row| is_fixed(row)).collect();
    let mut days: Vec<i64> = fixed
        .iter()
        .map(|row| (row.mitigated.unwrap().date_naive() - row.date).num_days())
        .collect();
    days.sort_unstable();
    let said = &told["days_to_fix"];
    if days.is_empty() {
        assert_eq!(said, &Value::Null);
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "few days")]
    let mean = days.iter().sum::<i64>() as f64 / days.len() as f64;
    assert_eq!(said["mean"], (mean * 10.0).round() / 10.0, "{told}");
    #[expect(clippy::cast_precision_loss, reason = "few days")]
    let median = (days[(days.len() - 1) / 2] + days[days.len() / 2]) as f64 / 2.0;
    assert_eq!(said["median"], median, "{told}");
    // The least number that nine of ten are not above.
    let mut all = days.iter();
    let p90 = all.find(|most| days.iter().filter(|one| one <= most).count() * 10 >= days.len() * 9);
    assert_eq!(said["p90"], *p90.unwrap(), "{told}");
    let with_sla: Vec<bool> = fixed
        .iter()
        .filter_map(|row| Some(row.mitigated.unwrap().date_naive() <= row.sla_expiration_date?))
        .collect();
    let in_time = with_sla.iter().filter(|in_time| **in_time).count();
    assert_eq!(said["with_sla"], with_sla.len(), "{told}");
    assert_eq!(said["within_sla"], rate(in_time, with_sla.len()), "{told}");
}

#[test]
fn sampled_metrics_are_exact() {
    for (profile, findings, turns, seed) in
        [(Profile::Oss3, 200, 24, 3), (Profile::Oss2, 5_000, 36, 9)]
    {
        let mut native = Native::new(profile, findings, "2026-11-22");
        let today = native.dojo.today();
        let all = conditions(native.portfolio(), today);
        let mut random = fastrand::Rng::with_seed(seed);
        for turn in 0..turns {
            native.caller = [Account::Admin, Account::LowPriv, Account::PtUser][turn % 3];
            let filters = random.usize(0..3);
            let others: Vec<&Condition> = sample(&mut random, &all, filters);
            let by = ["severity", "product", "test_type", "cwe"][turn % 4];
            let days = [30, 90, 730][random.usize(..3)];
            let mut asked = arguments(&others);
            asked.insert("group_by".to_owned(), json!(by));
            asked.insert("days".to_owned(), json!(days));
            let told = native.tool("get_remediation_metrics", asked.clone().into());
            no_nulls(&told, "metrics");
            let rows = super::asked(&native, profile, &[], &others);
            let from = today - Duration::days(days - 1);
            assert_eq!(told["from"], from.to_string());
            assert_eq!(told["exact"], true, "{asked:?}: {told}");
            hold(&told["all"], &rows, from, today);
            let groups = told["groups"].as_array().unwrap();
            for one in groups {
                let key = key(by, one);
                let within: Vec<&Finding> = rows
                    .iter()
                    .copied()
                    .filter(|row| group(by, row) == key)
                    .collect();
                hold(one, &within, from, today);
            }
            let fixed = |one: &Value| one["fixed"].as_u64().unwrap();
            if by != "severity" {
                assert!(
                    groups.is_sorted_by(|one, next| fixed(one) >= fixed(next)),
                    "{told}"
                );
            }
            let sum: u64 = groups.iter().map(fixed).sum();
            assert!(groups.len() == 15 || sum == fixed(&told["all"]), "{told}");
        }
    }
}

#[test]
fn more_than_3000_are_sampled_and_said_to_be() {
    let native = Native::new(Profile::Oss3, 50_000, "2026-11-22");
    let told = native.tool("get_remediation_metrics", json!({"days": 730}));
    assert_eq!(told["exact"], false);
    let from = &told["days_to_fix_from"];
    assert_eq!(from["findings"], 3_000, "{from}");
    assert_eq!(from["of"], told["all"]["fixed"], "{from}");
    assert!(
        from["how"].as_str().unwrap().contains("systematic sample"),
        "{from}"
    );
    let fixed = native.portfolio().findings.iter().filter(|row| {
        row.is_mitigated
            && !row.false_p
            && !row.out_of_scope
            && !row.duplicate
            && (native.dojo.today() - row.mitigated.unwrap().date_naive()).num_days() < 730
    });
    let days = fixed.map(|row| (row.mitigated.unwrap().date_naive() - row.date).num_days());
    let days: Vec<i64> = days.collect();
    #[expect(clippy::cast_precision_loss, reason = "few days")]
    let mean = days.iter().sum::<i64>() as f64 / days.len() as f64;
    let sampled = told["all"]["days_to_fix"]["mean"].as_f64().unwrap();
    assert!((sampled - mean).abs() < mean / 10.0, "{sampled} for {mean}");
}

/// They cost `DefectDojo` a third more.
#[test]
fn names_are_asked_for_where_groups_are_told_apart_by_them() {
    let native = Native::new(Profile::Oss3, 500, "2026-11-22");
    let is_named = |by: &str| {
        native.dojo.clear_requests();
        native.tool("get_remediation_metrics", json!({"group_by": by}));
        let requests = native.dojo.requests();
        let mut queries = requests.iter().map(|request| &request.query);
        queries.any(|query| query.contains("related_fields=true"))
    };
    let by = ["severity", "cwe", "product", "test_type"];
    assert_eq!(by.map(is_named), [false, false, true, true]);
}
