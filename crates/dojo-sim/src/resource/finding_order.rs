//! What `findings/` can be ordered by. Not among it: EPSS, age, closing date.

use chrono::NaiveDate;

use super::finding::product_name;
use crate::ordering::{Key, Order};
use crate::portfolio::Finding;
use crate::world::midnight;

fn number(id: u64) -> Option<i64> {
    i64::try_from(id).ok()
}

fn day(date: NaiveDate) -> i64 {
    midnight(date).timestamp()
}

pub(super) const ORDERS: &[Order<Finding>] = &[
    ("active", Key::Number(|_, row| Some(row.active.into()))),
    (
        "component_name",
        Key::Text(|_, row| row.component_name.as_deref()),
    ),
    (
        "component_version",
        Key::Text(|_, row| row.component_version.as_deref()),
    ),
    (
        "created",
        Key::Number(|_, row| Some(row.created.timestamp())),
    ),
    ("cwe", Key::Number(|_, row| Some(row.cwe.into()))),
    ("date", Key::Number(|_, row| Some(day(row.date)))),
    (
        "duplicate",
        Key::Number(|_, row| Some(row.duplicate.into())),
    ),
    (
        "dynamic_finding",
        Key::Number(|_, row| Some(row.dynamic_finding.into())),
    ),
    ("false_p", Key::Number(|_, row| Some(row.false_p.into()))),
    ("found_by", Key::Number(|_, row| number(row.test_type_id))),
    ("id", Key::Number(|_, row| number(row.id))),
    (
        "is_mitigated",
        Key::Number(|_, row| Some(row.is_mitigated.into())),
    ),
    (
        "last_reviewed",
        Key::Number(|_, row| row.last_reviewed.map(|moment| moment.timestamp())),
    ),
    (
        "last_status_update",
        Key::Number(|_, row| Some(row.created.timestamp())),
    ),
    (
        "numerical_severity",
        Key::Text(|_, row| Some(row.severity.code())),
    ),
    (
        "out_of_scope",
        Key::Number(|_, row| Some(row.out_of_scope.into())),
    ),
    (
        "planned_remediation_date",
        Key::Number(|_, row| row.planned_remediation_date.map(day)),
    ),
    (
        "reviewers",
        Key::Number(|_, row| row.reviewer_ids.iter().min().copied().and_then(number)),
    ),
    // By the letter, not by how bad it is: Critical, High, Info, Low, Medium.
    ("severity", Key::Text(|_, row| Some(row.severity.name()))),
    (
        "sla_expiration_date",
        Key::Number(|_, row| row.sla_expiration_date.map(day)),
    ),
    (
        "static_finding",
        Key::Number(|_, row| Some(row.static_finding.into())),
    ),
    ("test__engagement__product__name", Key::Text(product_name)),
    ("title", Key::Text(|_, row| Some(&row.title))),
    (
        "under_defect_review",
        Key::Number(|_, row| Some(row.under_defect_review.into())),
    ),
    (
        "under_review",
        Key::Number(|_, row| Some(row.under_review.into())),
    ),
    ("verified", Key::Number(|_, row| Some(row.verified.into()))),
];
