//! Findings in short.

use super::{Fake, fields, json, run};
use crate::dojo::{
    FindingFilter, FindingOrder, Limit, Window,
    model::{Finding, RelatedEngagement, RelatedFields, RelatedProduct, RelatedTest},
};
use serde_json::Value;

/// The list of `row` alone, in short.
fn in_short(row: &Value) -> Finding {
    let body = format!(r#"{{"count": 1, "results": [{row}]}}"#);
    let fake = Fake::new(|_: &str| json(200, &body));
    let window = Window {
        limit: Limit::MAX,
        ..Window::COUNT
    };
    let filter = FindingFilter::default();
    let client = fake.client().in_short();
    let page = run(client.findings(&filter, FindingOrder::Severity, window));
    page.unwrap().rows.remove(0)
}

/// As it is whole, but for what nobody sees of it in short.
#[test]
fn what_is_read_in_short_is_read_as_ever() {
    let whole: Finding = serde_json::from_value(fields::finding()).unwrap();
    let product = RelatedProduct {
        id: Some(10),
        name: Some("n".into()),
        prod_type: None,
    };
    let expected = Finding {
        id: whole.id,
        title: whole.title,
        date: whole.date,
        severity: whole.severity,
        active: whole.active,
        verified: whole.verified,
        false_p: whole.false_p,
        duplicate: whole.duplicate,
        out_of_scope: whole.out_of_scope,
        risk_accepted: whole.risk_accepted,
        under_review: whole.under_review,
        is_mitigated: whole.is_mitigated,
        cwe: whole.cwe,
        vulnerability_ids: whole.vulnerability_ids,
        epss_score: whole.epss_score,
        known_exploited: whole.known_exploited,
        ransomware_used: whole.ransomware_used,
        age: whole.age,
        sla_days_remaining: whole.sla_days_remaining,
        component_name: whole.component_name,
        component_version: whole.component_version,
        related_fields: Some(RelatedFields {
            test: Some(RelatedTest {
                engagement: Some(RelatedEngagement {
                    product: Some(product),
                    ..RelatedEngagement::default()
                }),
                ..RelatedTest::default()
            }),
        }),
        ..Finding::default()
    };
    assert_eq!(in_short(&fields::finding()), expected);
}

/// What nobody sees can't be missed; what is shown and can't be read is told, as ever.
#[test]
fn only_what_is_read_can_be_unreadable() {
    let with = |name: &str| {
        let mut row = fields::finding();
        row[name] = serde_json::json!({"of": "no known kind"});
        in_short(&row)
    };
    assert!(with("description").unread.is_empty());
    assert_eq!(with("cwe").unread, ["cwe"]);
    assert_eq!(with("cwe").title, Some("t".into()));
}
