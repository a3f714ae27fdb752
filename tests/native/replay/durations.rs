//! What `get_remediation_metrics` says of a group, on the rows that were recorded.

use super::day;
use super::verdict::{closed, is, is_fixed, is_overdue, today};
use dojo_sim::NaiveDate;
use serde_json::{Value, json};

/// A share with three decimals.
fn rate(part: usize, whole: usize) -> Value {
    #[expect(clippy::cast_precision_loss, reason = "few findings")]
    let share = part as f64 / whole as f64;
    if whole == 0 {
        return Value::Null;
    }
    json!((share * 1000.0).round() / 1000.0)
}

/// Holds the figures since `from` to the rows. How long a fix took and whether it was in time, `DefectDojo` says.
pub(super) fn hold(said: &Value, rows: &[&Value], from: NaiveDate) {
    let within = |day: NaiveDate| (from..=today()).contains(&day);
    let fixed = rows.iter().filter(|row| is_fixed(row));
    let fixed: Vec<&&Value> = fixed
        .filter(|row| closed(row).is_some_and(within))
        .collect();
    let new = rows.iter().filter(|row| within(day(row, "date").unwrap()));
    let new: Vec<&&Value> = new.collect();
    let marked = |word: &str| new.iter().filter(|row| is(row, word)).count();
    let (false_positives, duplicates) = (marked("False Positive"), marked("Duplicate"));
    for (name, expected) in [
        ("fixed", fixed.len()),
        ("open", rows.iter().filter(|row| is(row, "Active")).count()),
        ("overdue", rows.iter().filter(|row| is_overdue(row)).count()),
        ("discovered", new.len()),
        ("false_positives", false_positives),
        ("duplicates", duplicates),
    ] {
        assert_eq!(said[name], expected, "{name} of {said}");
    }
    assert_eq!(
        said["false_positive_rate"],
        rate(false_positives, new.len()),
        "{said}"
    );
    assert_eq!(
        said["duplicate_rate"],
        rate(duplicates, new.len()),
        "{said}"
    );

    let mut days: Vec<i64> = fixed
        .iter()
        .map(|row| row["age"].as_i64().unwrap())
        .collect();
    days.sort_unstable();
    let said = &said["days_to_fix"];
    if days.is_empty() {
        assert_eq!(said, &Value::Null);
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "few days")]
    let mean = days.iter().sum::<i64>() as f64 / days.len() as f64;
    assert_eq!(said["mean"], (mean * 10.0).round() / 10.0, "{said}");
    #[expect(clippy::cast_precision_loss, reason = "few days")]
    let median = (days[(days.len() - 1) / 2] + days[days.len() / 2]) as f64 / 2.0;
    assert_eq!(said["median"], median, "{said}");
    // The least number that nine of ten are not above.
    let is_p90 = |most: &&i64| days.iter().filter(|one| one <= most).count() * 10 >= days.len() * 9;
    assert_eq!(said["p90"], *days.iter().find(is_p90).unwrap(), "{said}");
    let left: Vec<i64> = fixed
        .iter()
        .filter_map(|row| row["sla_days_remaining"].as_i64())
        .collect();
    let in_time = left.iter().filter(|days| **days >= 0).count();
    assert_eq!(said["with_sla"], left.len(), "{said}");
    assert_eq!(said["within_sla"], rate(in_time, left.len()), "{said}");
}
