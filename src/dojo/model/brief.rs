//! Findings in short, as most lists show them.
//!
//! A page of findings is mostly texts, dates and names that no list in short shows. To make them took more of the time
//! of a page than to find where they end.

use serde::Deserialize;

use super::{
    Finding, RelatedEngagement, RelatedFields, RelatedProduct, RelatedTest, finding::cwe, lenient,
    object::objects,
};
use crate::dojo::Day;
use crate::text::Untrusted;

/// What is read of a finding in short. A field means what it means in [`Finding`].
#[derive(Deserialize)]
#[serde(remote = "Self")]
pub struct Brief {
    id: u64,
    #[serde(default)]
    title: Option<Untrusted>,
    #[serde(default)]
    date: Option<Day>,
    #[serde(default)]
    severity: Option<Untrusted>,
    #[serde(default)]
    active: Option<bool>,
    #[serde(default)]
    verified: Option<bool>,
    #[serde(default)]
    false_p: Option<bool>,
    #[serde(default)]
    duplicate: Option<bool>,
    #[serde(default)]
    out_of_scope: Option<bool>,
    #[serde(default)]
    risk_accepted: Option<bool>,
    #[serde(default)]
    under_review: Option<bool>,
    #[serde(default)]
    is_mitigated: Option<bool>,
    #[serde(default, deserialize_with = "cwe")]
    cwe: Option<u32>,
    #[serde(default, deserialize_with = "lenient::vulnerability_ids")]
    vulnerability_ids: Vec<Untrusted>,
    #[serde(default)]
    epss_score: Option<f64>,
    #[serde(default)]
    known_exploited: Option<bool>,
    #[serde(default)]
    ransomware_used: Option<bool>,
    #[serde(default)]
    age: Option<i64>,
    #[serde(default)]
    sla_days_remaining: Option<i64>,
    #[serde(default)]
    component_name: Option<Untrusted>,
    #[serde(default)]
    component_version: Option<Untrusted>,
    #[serde(default)]
    related_fields: Option<Related>,
}

/// The way to its product.
#[derive(Deserialize)]
#[serde(remote = "Self")]
struct Related {
    #[serde(default)]
    test: Option<Test>,
}

#[derive(Deserialize)]
#[serde(remote = "Self")]
struct Test {
    #[serde(default)]
    engagement: Option<Engagement>,
}

#[derive(Deserialize)]
#[serde(remote = "Self")]
struct Engagement {
    #[serde(default)]
    product: Option<Product>,
}

#[derive(Deserialize)]
#[serde(remote = "Self")]
struct Product {
    #[serde(default)]
    id: Option<u64>,
    #[serde(default)]
    name: Option<Untrusted>,
}

objects!(Brief, Related, Test, Engagement, Product);

impl From<Brief> for Finding {
    fn from(brief: Brief) -> Self {
        Self {
            id: brief.id,
            title: brief.title,
            date: brief.date,
            severity: brief.severity,
            active: brief.active,
            verified: brief.verified,
            false_p: brief.false_p,
            duplicate: brief.duplicate,
            out_of_scope: brief.out_of_scope,
            risk_accepted: brief.risk_accepted,
            under_review: brief.under_review,
            is_mitigated: brief.is_mitigated,
            cwe: brief.cwe,
            vulnerability_ids: brief.vulnerability_ids,
            epss_score: brief.epss_score,
            known_exploited: brief.known_exploited,
            ransomware_used: brief.ransomware_used,
            age: brief.age,
            sla_days_remaining: brief.sla_days_remaining,
            component_name: brief.component_name,
            component_version: brief.component_version,
            related_fields: brief.related_fields.map(RelatedFields::from),
            ..Self::default()
        }
    }
}

impl From<Related> for RelatedFields {
    fn from(related: Related) -> Self {
        let product = |product: Product| RelatedProduct {
            id: product.id,
            name: product.name,
            prod_type: None,
        };
        let engagement = |engagement: Engagement| RelatedEngagement {
            product: engagement.product.map(product),
            ..RelatedEngagement::default()
        };
        let test = |test: Test| RelatedTest {
            engagement: test.engagement.map(engagement),
            ..RelatedTest::default()
        };
        Self {
            test: related.test.map(test),
        }
    }
}
