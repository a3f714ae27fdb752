//! A finding in short: what triage needs.

use super::{Row, unset};
use crate::dojo::model::{Finding, RelatedEngagement, RelatedProduct, RelatedTest};
use crate::dojo::{Conjunction, Flag, Status};
use crate::report::Priority;
use crate::text::Reader;
use serde::Serialize;

/// Longest title, in characters.
const TITLE: usize = 120;
/// Longest name of a product, in characters.
const PRODUCT: usize = 60;
/// Longest component with its version, in characters.
const COMPONENT: usize = 60;
/// Most vulnerability ids of one finding.
const IDS: usize = 3;

/// One finding in about 60 tokens.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FindingRow {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<String>,
    /// The statuses as they can be asked for, and Duplicate.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cwe: Option<u32>,
    /// CVEs and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    cve: Option<String>,
    /// 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    epss: Option<f64>,
    /// Known to be exploited.
    #[serde(skip_serializing_if = "unset")]
    kev: bool,
    /// Days since discovery, or until it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    age_days: Option<i64>,
    /// Days to the end of the SLA, negative when past; open findings only.
    #[serde(skip_serializing_if = "Option::is_none")]
    sla_days: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<String>,
}

impl Row<Finding> for FindingRow {
    fn new(finding: &Finding, reader: Reader) -> Self {
        let product = product(finding);
        Self {
            id: finding.id,
            title: reader.line(finding.title.as_ref(), TITLE),
            severity: reader.line(finding.severity.as_ref(), 20),
            status: statuses(finding),
            product: product.and_then(|product| reader.line(product.name.as_ref(), PRODUCT)),
            product_id: product.and_then(|product| product.id),
            cwe: finding.cwe,
            cve: vulnerability_ids(finding, reader),
            epss: finding
                .epss_score
                .map(|score| (score * 1000.0).round() / 1000.0),
            kev: finding.known_exploited == Some(true),
            age_days: finding.age,
            sla_days: finding
                .sla_days_remaining
                .filter(|_| finding.active == Some(true)),
            component: component(finding, reader),
        }
    }
}

impl FindingRow {
    /// The same on a list of what to fix first, with the reasons for its place.
    pub(crate) fn into_priority(self, reasons: Vec<String>) -> Priority {
        Priority {
            id: self.id,
            title: self.title,
            severity: self.severity,
            product: self.product,
            product_id: self.product_id,
            age_days: self.age_days,
            reasons,
        }
    }
}

/// The product of a finding.
pub(super) fn product(finding: &Finding) -> Option<&RelatedProduct> {
    engagement(finding)?.product.as_ref()
}

/// The id of its product.
pub(crate) fn product_id(finding: &Finding) -> Option<u64> {
    product(finding)?.id
}

/// The engagement of a finding.
pub(super) fn engagement(finding: &Finding) -> Option<&RelatedEngagement> {
    test(finding)?.engagement.as_ref()
}

/// The test of a finding.
pub(super) fn test(finding: &Finding) -> Option<&RelatedTest> {
    finding.related_fields.as_ref()?.test.as_ref()
}

/// The first few CVEs and the like, and how many more there are.
fn vulnerability_ids(finding: &Finding, reader: Reader) -> Option<String> {
    let ids = &finding.vulnerability_ids;
    let mut shown: Vec<_> = ids
        .iter()
        .take(IDS)
        .filter_map(|id| reader.line(id, 30))
        .collect();
    if ids.len() > IDS {
        shown.push(format!("+{}", ids.len() - IDS));
    }
    (!shown.is_empty()).then(|| shown.join(", "))
}

fn component(finding: &Finding, reader: Reader) -> Option<String> {
    let name = finding.component_name.as_ref()?;
    match &finding.component_version {
        Some(version) => reader.line(&name.and(version), COMPONENT),
        None => reader.line(name, COMPONENT),
    }
}

/// The statuses that find it, in the order of the documented list, without the two that say the same as
/// another; and Duplicate, which no status asks for. Nothing unless every flag is known: one that is not
/// may add a status or take one away.
pub(super) fn statuses(finding: &Finding) -> Option<String> {
    let duplicate = flag(finding, Flag::Duplicate)?;
    let known = Flag::ALL.into_iter().filter_map(|name| {
        let value = flag(finding, name)?;
        Some(Conjunction::only(name, value))
    });
    // No flag is there twice, so that nothing contradicts.
    let known = known.fold(Conjunction::ANY, |all, one| all.and(one).unwrap_or(all));
    let mut found = String::new();
    let mut add = |status| {
        if !found.is_empty() {
            found.push_str(", ");
        }
        found.push_str(status);
    };
    for status in Status::ALL {
        if !matches!(status, Status::Any | Status::Open) && has(known, *status)? {
            add(status.as_str());
        }
    }
    if duplicate {
        add("Duplicate");
    }
    Some(found)
}

/// Whether a status finds what has the flags `known`; nothing where that takes another flag.
fn has(known: Conjunction, status: Status) -> Option<bool> {
    let asked = status.conjunction();
    match known.and(asked) {
        None => Some(false),
        Some(_) => asked.contains(known).then_some(true),
    }
}

fn flag(finding: &Finding, flag: Flag) -> Option<bool> {
    match flag {
        Flag::Active => finding.active,
        Flag::Verified => finding.verified,
        Flag::Duplicate => finding.duplicate,
        Flag::FalsePositive => finding.false_p,
        Flag::OutOfScope => finding.out_of_scope,
        Flag::Mitigated => finding.is_mitigated,
        Flag::RiskAccepted => finding.risk_accepted,
        Flag::UnderReview => finding.under_review,
    }
}
