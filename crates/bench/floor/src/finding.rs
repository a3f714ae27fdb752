//! A finding, as `DefectDojo` sends it and in short. No text is copied that needs no change.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, Serializer};

/// A text of at most so many characters.
#[derive(Debug, Deserialize)]
pub(crate) struct Text<'a, const MOST: usize>(#[serde(borrow)] Cow<'a, str>);

impl<const MOST: usize> Serialize for Text<'_, MOST> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.char_indices().nth(MOST) {
            Some((end, _)) => serializer.collect_str(&format_args!("{}…", self.0.split_at(end).0)),
            None => serializer.serialize_str(&self.0),
        }
    }
}

/// A page of a list.
#[derive(Debug, Deserialize)]
pub struct Findings<'a> {
    /// How many there are in all.
    pub count: u64,
    /// Those of the page.
    #[serde(borrow)]
    pub results: Vec<Finding<'a>>,
}

/// One of a page.
#[derive(Debug, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are flags of the finding"
)]
pub struct Finding<'a> {
    id: u64,
    #[serde(borrow)]
    title: Text<'a, 120>,
    #[serde(borrow)]
    severity: Text<'a, 20>,
    active: bool,
    verified: bool,
    false_p: bool,
    duplicate: bool,
    out_of_scope: bool,
    is_mitigated: bool,
    risk_accepted: bool,
    under_review: bool,
    cwe: Option<u32>,
    #[serde(borrow)]
    vulnerability_ids: Vec<VulnerabilityId<'a>>,
    epss_score: Option<f64>,
    age: Option<i64>,
    sla_days_remaining: Option<i64>,
    #[serde(borrow)]
    component_name: Option<Text<'a, 60>>,
    #[serde(borrow)]
    component_version: Option<Text<'a, 60>>,
    #[serde(borrow)]
    related_fields: Related<'a>,
}

#[derive(Debug, Deserialize)]
struct VulnerabilityId<'a> {
    #[serde(borrow)]
    vulnerability_id: Text<'a, 30>,
}

#[derive(Debug, Deserialize)]
struct Related<'a> {
    #[serde(borrow)]
    test: RelatedTest<'a>,
}

#[derive(Debug, Deserialize)]
struct RelatedTest<'a> {
    #[serde(borrow)]
    engagement: RelatedEngagement<'a>,
}

#[derive(Debug, Deserialize)]
struct RelatedEngagement<'a> {
    #[serde(borrow)]
    product: Named<'a>,
}

#[derive(Debug, Deserialize)]
struct Named<'a> {
    id: u64,
    #[serde(borrow)]
    name: Text<'a, 60>,
}

/// One of a page in short.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    id: u64,
    title: Text<'a, 120>,
    severity: Text<'a, 20>,
    status: String,
    product: Text<'a, 60>,
    product_id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cwe: Option<u32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    cve: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    epss: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_days: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sla_days: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<String>,
}

impl<'a> From<Finding<'a>> for Row<'a> {
    fn from(finding: Finding<'a>) -> Self {
        let statuses = [
            (finding.active, "Active"),
            (finding.verified, "Verified"),
            (finding.false_p, "False Positive"),
            (finding.out_of_scope, "Out of Scope"),
            (finding.is_mitigated, "Closed"),
            (finding.risk_accepted, "Risk Accepted"),
            (finding.under_review, "Under Review"),
            (finding.duplicate, "Duplicate"),
        ];
        let statuses = statuses.iter().filter(|(is, _)| *is).map(|(_, name)| *name);
        let ids = finding.vulnerability_ids.iter().take(3);
        let ids: Vec<_> = ids.map(|id| &*id.vulnerability_id.0).collect();
        let Named { id, name } = finding.related_fields.test.engagement.product;
        Self {
            id: finding.id,
            title: finding.title,
            severity: finding.severity,
            status: statuses.collect::<Vec<_>>().join(", "),
            product: name,
            product_id: id,
            cwe: finding.cwe,
            cve: ids.join(", "),
            epss: finding
                .epss_score
                .map(|score| (score * 1000.0).round() / 1000.0),
            age_days: finding.age,
            sla_days: finding.sla_days_remaining.filter(|_| finding.active),
            component: finding.component_name.map(|name| {
                let version = finding.component_version.map(|version| version.0);
                format!("{} {}", name.0, version.unwrap_or_default())
            }),
        }
    }
}

/// A finding alone.
#[derive(Debug, Deserialize, Serialize)]
pub struct Details<'a> {
    id: u64,
    #[serde(borrow)]
    title: Text<'a, 120>,
    #[serde(borrow)]
    severity: Text<'a, 20>,
    active: bool,
    date: Option<Text<'a, 20>>,
    cwe: Option<u32>,
    cvssv3_score: Option<f64>,
    #[serde(borrow)]
    cvssv3: Option<Text<'a, 200>>,
    epss_score: Option<f64>,
    age: Option<i64>,
    sla_days_remaining: Option<i64>,
    #[serde(borrow)]
    component_name: Option<Text<'a, 60>>,
    #[serde(borrow)]
    component_version: Option<Text<'a, 60>>,
    #[serde(borrow)]
    file_path: Option<Text<'a, 200>>,
    line: Option<i64>,
    #[serde(borrow)]
    description: Text<'a, 20_000>,
    #[serde(borrow)]
    mitigation: Option<Text<'a, 5_000>>,
    #[serde(borrow)]
    impact: Option<Text<'a, 1_500>>,
    #[serde(borrow)]
    references: Option<Text<'a, 1_500>>,
}
