//! What a row comes to: by `DefectDojo`'s own word, where it has one.

use super::{TODAY, day};
use dojo_sim::{NaiveDate, Portfolio};
use serde_json::Value;

/// Whether a word is in the row's status, which `DefectDojo` composes from its flags.
pub(super) fn is(row: &Value, word: &str) -> bool {
    let mut words = row["display_status"].as_str().unwrap().split(", ");
    words.any(|one| one == word)
}

/// Whether the row has one of the statuses that are asked for; every row has none.
pub(super) fn has_status(row: &Value, status: &str) -> bool {
    let is = |word| is(row, word);
    match status {
        "Any" => true,
        "Active" | "Open" => is("Active"),
        "Verified" => is("Active") && is("Verified"),
        "Under Review" => is("Under Review"),
        "Risk Accepted" => is("Risk Accepted"),
        "Closed" => is("Mitigated"),
        "False Positive" => is("Inactive") && !is("Duplicate") && is("False Positive"),
        "Out of Scope" => is("Inactive") && is("Out Of Scope"),
        "Inactive" => {
            let others = ["Duplicate", "Mitigated", "False Positive", "Out Of Scope"];
            is("Inactive") && !others.into_iter().any(is)
        }
        other => panic!("{other} is no status"),
    }
}

/// Closed by a fix.
pub(super) fn is_fixed(row: &Value) -> bool {
    let others = ["Duplicate", "False Positive", "Out Of Scope"];
    is(row, "Mitigated") && !others.into_iter().any(|word| is(row, word))
}

/// Open, and late by the days that the row says are left.
pub(super) fn is_overdue(row: &Value) -> bool {
    let excuses = [
        "Duplicate",
        "Mitigated",
        "False Positive",
        "Out Of Scope",
        "Risk Accepted",
    ];
    is(row, "Active")
        && !excuses.into_iter().any(|word| is(row, word))
        && row["sla_days_remaining"]
            .as_i64()
            .is_some_and(|days| days < 0)
}

/// The day on which it was closed.
pub(super) fn closed(row: &Value) -> Option<NaiveDate> {
    day(row, "mitigated")
}

/// Days from its discovery to today. The row's own age ends when it is closed.
fn age(row: &Value) -> i64 {
    match closed(row) {
        None => row["age"].as_i64().unwrap(),
        Some(closed) => row["age"].as_i64().unwrap() + (today() - closed).num_days(),
    }
}

pub(super) fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

/// The groups of a summary that the row is in. What it belongs to is in `data` alone.
pub(super) fn groups(by: &str, row: &Value, data: &Portfolio) -> Vec<String> {
    let place = data.finding(row["id"].as_u64().unwrap()).unwrap();
    let group = match by {
        "severity" => row["severity"].as_str().unwrap().to_owned(),
        "status" => {
            let all = [
                "Active",
                "Verified",
                "Under Review",
                "Inactive",
                "Risk Accepted",
                "Closed",
                "False Positive",
                "Out of Scope",
            ];
            let held = all.into_iter().filter(|status| has_status(row, status));
            return held.map(str::to_owned).collect();
        }
        "product" => place.product_id.to_string(),
        "product_type" => place.product_type_id.to_string(),
        "engagement" => place.engagement_id.to_string(),
        "test_type" => row["found_by"][0].to_string(),
        "cwe" => match row["cwe"].as_u64() {
            None | Some(0) => "no CWE".to_owned(),
            Some(number) => format!("CWE-{number}"),
        },
        "owasp_top10" => {
            use defectdojo_mcp::resources::owasp_top_10::CATEGORIES;
            let is_in = |cwes: &[u32]| cwes.iter().any(|cwe| row["cwe"] == *cwe);
            let found = CATEGORIES.iter().find(|category| is_in(category.cwes));
            return found.map(|one| one.code.to_owned()).into_iter().collect();
        }
        "component" => match row["component_name"].as_str() {
            None | Some("") => "no component".to_owned(),
            Some(name) => name.to_owned(),
        },
        "month" => row["date"].as_str().unwrap()[..7].to_owned(),
        "age_band" => match age(row) {
            ..=7 => "0-7 days",
            8..=30 => "8-30 days",
            31..=90 => "31-90 days",
            91..=180 => "91-180 days",
            181..=365 => "181-365 days",
            _ => "over 365 days",
        }
        .to_owned(),
        "sla" => sla(row).to_owned(),
        other => panic!("{other}"),
    };
    vec![group]
}

fn sla(row: &Value) -> &'static str {
    let Some(left) = row["sla_days_remaining"].as_i64() else {
        return "no SLA date";
    };
    // The row's own days end when it is closed.
    let left = closed(row).map_or(left, |closed| left - (today() - closed).num_days());
    match left {
        ..0 if is_overdue(row) => "overdue",
        ..0 => "past, not overdue",
        0..=7 => "due in 7 days",
        8..=30 => "due in 30 days",
        _ => "due later",
    }
}
