//! What a finding belongs to, said without the code that asks for it.

use super::is_overdue;
use crate::support::has_statuses;
use chrono::Datelike as _;
use dojo_sim::{Finding, NaiveDate, Portfolio};

/// Every property to group by.
pub(crate) const ALL: [&str; 12] = [
    "severity",
    "status",
    "product",
    "product_type",
    "engagement",
    "test_type",
    "cwe",
    "owasp_top10",
    "component",
    "month",
    "age_band",
    "sla",
];

/// The statuses that a summary tells.
const STATUSES: [&str; 8] = [
    "Active",
    "Verified",
    "Under Review",
    "Inactive",
    "Risk Accepted",
    "Closed",
    "False Positive",
    "Out of Scope",
];

/// The groups that `row` is in; none for the others.
pub(crate) fn of(by: &str, row: &Finding, data: &Portfolio, today: NaiveDate) -> Vec<String> {
    let one = |name: &str| vec![name.to_owned()];
    match by {
        "severity" => one(row.severity.name()),
        "status" => {
            let all = STATUSES.into_iter();
            all.filter(|status| has_statuses(row, &[*status], "any"))
                .map(str::to_owned)
                .collect()
        }
        "product" => vec![row.product_id.to_string()],
        "product_type" => vec![row.product_type_id.to_string()],
        "engagement" => vec![row.engagement_id.to_string()],
        "test_type" => vec![data.test(row.test_id).unwrap().test_type_id.to_string()],
        "cwe" if row.cwe == 0 => one("no CWE"),
        "cwe" => vec![format!("CWE-{}", row.cwe)],
        "owasp_top10" => {
            use defectdojo_mcp::resources::owasp_top_10::CATEGORIES;
            let mut all = CATEGORIES.iter();
            let found = all.find(|category| category.cwes.contains(&row.cwe));
            found
                .map(|category| category.code.to_owned())
                .into_iter()
                .collect()
        }
        "component" => match row.component_name.as_deref() {
            None | Some("") => one("no component"),
            Some(name) => one(name),
        },
        "month" => vec![format!("{:04}-{:02}", row.date.year(), row.date.month())],
        "age_band" => one(match (today - row.date).num_days() {
            ..=7 => "0-7 days",
            8..=30 => "8-30 days",
            31..=90 => "31-90 days",
            91..=180 => "91-180 days",
            181..=365 => "181-365 days",
            _ => "over 365 days",
        }),
        "sla" => one(sla(row, today)),
        _ => panic!("{by}"),
    }
}

fn sla(row: &Finding, today: NaiveDate) -> &'static str {
    let Some(end) = row.sla_expiration_date else {
        return "no SLA date";
    };
    match (end - today).num_days() {
        ..0 if is_overdue(row, today) => "overdue",
        ..0 => "past, not overdue",
        0..=7 => "due in 7 days",
        8..=30 => "due in 30 days",
        _ => "due later",
    }
}
