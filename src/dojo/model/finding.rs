//! Findings.

use serde::{Deserialize, Deserializer};

use super::{
    Named, Note, Prefetch, Reference, lenient,
    lenient::{list, or_default},
    object::objects,
};
use crate::dojo::Day;
use crate::text::Untrusted;

/// A finding. The texts come from scanners and so, in part, from whoever is scanned.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(remote = "Self")]
pub struct Finding {
    /// The id.
    pub id: u64,
    /// The title.
    #[serde(default)]
    pub title: Option<Untrusted>,
    /// The day of discovery.
    #[serde(default)]
    pub date: Option<Day>,
    /// The severity, such as `Critical`. A text: one that a newer version adds is still worth reading.
    #[serde(default)]
    pub severity: Option<Untrusted>,
    /// Needs attention.
    #[serde(default)]
    pub active: Option<bool>,
    /// Confirmed by a person.
    #[serde(default)]
    pub verified: Option<bool>,
    /// No finding after all.
    #[serde(default)]
    pub false_p: Option<bool>,
    /// The same as another.
    #[serde(default)]
    pub duplicate: Option<bool>,
    /// Of no concern here.
    #[serde(default)]
    pub out_of_scope: Option<bool>,
    /// Lived with.
    #[serde(default)]
    pub risk_accepted: Option<bool>,
    /// Being looked at.
    #[serde(default)]
    pub under_review: Option<bool>,
    /// Closed.
    #[serde(default)]
    pub is_mitigated: Option<bool>,
    /// When it was closed, in RFC 3339.
    #[serde(default)]
    pub mitigated: Option<Untrusted>,
    /// Who closed it.
    #[serde(default)]
    pub mitigated_by: Option<Reference>,
    /// The finding that this one repeats.
    #[serde(default)]
    pub duplicate_finding: Option<u64>,
    /// The CWE number.
    #[serde(default, deserialize_with = "cwe")]
    pub cwe: Option<u32>,
    /// CVEs and the like.
    #[serde(default, deserialize_with = "lenient::vulnerability_ids")]
    pub vulnerability_ids: Vec<Untrusted>,
    /// How likely an attack is, 0 to 1.
    #[serde(default)]
    pub epss_score: Option<f64>,
    /// How many vulnerabilities score lower, 0 to 1.
    #[serde(default)]
    pub epss_percentile: Option<f64>,
    /// Attacks are known.
    #[serde(default)]
    pub known_exploited: Option<bool>,
    /// Ransomware uses it.
    #[serde(default)]
    pub ransomware_used: Option<bool>,
    /// Since when attacks are known, `YYYY-MM-DD`.
    #[serde(default)]
    pub kev_date: Option<Untrusted>,
    /// The CVSS 3 vector.
    #[serde(default)]
    pub cvssv3: Option<Untrusted>,
    /// The CVSS 3 score, 0 to 10.
    #[serde(default)]
    pub cvssv3_score: Option<f64>,
    /// The CVSS 4 vector.
    #[serde(default)]
    pub cvssv4: Option<Untrusted>,
    /// The CVSS 4 score, 0 to 10.
    #[serde(default)]
    pub cvssv4_score: Option<f64>,
    /// Days since discovery, or until it was closed.
    #[serde(default)]
    pub age: Option<i64>,
    /// Days to the end of the SLA, negative when past.
    #[serde(default)]
    pub sla_days_remaining: Option<i64>,
    /// The end of the SLA, `YYYY-MM-DD`.
    #[serde(default)]
    pub sla_expiration_date: Option<Untrusted>,
    /// When a fix is planned, `YYYY-MM-DD`.
    #[serde(default)]
    pub planned_remediation_date: Option<Untrusted>,
    /// The component that is affected.
    #[serde(default)]
    pub component_name: Option<Untrusted>,
    /// Its version.
    #[serde(default)]
    pub component_version: Option<Untrusted>,
    /// The file that is affected.
    #[serde(default)]
    pub file_path: Option<Untrusted>,
    /// The line in the file.
    #[serde(default)]
    pub line: Option<i64>,
    /// The service that is affected.
    #[serde(default)]
    pub service: Option<Untrusted>,
    /// What it is.
    #[serde(default, deserialize_with = "or_default")]
    pub description: Untrusted,
    /// What to do.
    #[serde(default)]
    pub mitigation: Option<Untrusted>,
    /// What it leads to.
    #[serde(default)]
    pub impact: Option<Untrusted>,
    /// How to see it.
    #[serde(default)]
    pub steps_to_reproduce: Option<Untrusted>,
    /// Why it has its severity.
    #[serde(default)]
    pub severity_justification: Option<Untrusted>,
    /// Where to read on.
    #[serde(default)]
    pub references: Option<Untrusted>,
    /// Whether there is a fix.
    #[serde(default)]
    pub fix_available: Option<bool>,
    /// The version that has the fix.
    #[serde(default)]
    pub fix_version: Option<Untrusted>,
    /// Found in code.
    #[serde(default)]
    pub static_finding: Option<bool>,
    /// Who entered it.
    #[serde(default)]
    pub reporter: Option<Reference>,
    /// When a Jira issue was made for it, in RFC 3339.
    #[serde(default)]
    pub jira_creation: Option<Untrusted>,
    /// Tags.
    #[serde(default, deserialize_with = "list")]
    pub tags: Vec<Untrusted>,
    /// The notes on it.
    #[serde(default, deserialize_with = "list")]
    pub notes: Vec<Note>,
    /// The id of its test.
    #[serde(default)]
    pub test: Option<u64>,
    /// Its test, engagement, product and product type.
    #[serde(default)]
    pub related_fields: Option<RelatedFields>,
    /// The fields whose values were of an unknown kind and are left out.
    #[serde(skip)]
    pub unread: Vec<String>,
}

/// 0 stands for none.
pub(super) fn cwe<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    Ok(Option::deserialize(deserializer)?.filter(|number| *number != 0))
}

impl Named for Finding {
    fn name(&mut self, prefetch: &Prefetch) {
        prefetch.fill("reporter", &mut self.reporter);
        prefetch.fill("mitigated_by", &mut self.mitigated_by);
    }
}

/// What a finding belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct RelatedFields {
    /// Its test.
    #[serde(default)]
    pub test: Option<RelatedTest>,
}

/// The test of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct RelatedTest {
    /// The id.
    #[serde(default)]
    pub id: Option<u64>,
    /// The title.
    #[serde(default)]
    pub title: Option<Untrusted>,
    /// The type: the tool.
    #[serde(default)]
    pub test_type: Option<NamedObject>,
    /// The environment.
    #[serde(default)]
    pub environment: Option<NamedObject>,
    /// The engagement.
    #[serde(default)]
    pub engagement: Option<RelatedEngagement>,
}

/// The engagement of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct RelatedEngagement {
    /// The id.
    #[serde(default)]
    pub id: Option<u64>,
    /// The name.
    #[serde(default)]
    pub name: Option<Untrusted>,
    /// The product.
    #[serde(default)]
    pub product: Option<RelatedProduct>,
}

/// The product of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct RelatedProduct {
    /// The id.
    #[serde(default)]
    pub id: Option<u64>,
    /// The name.
    #[serde(default)]
    pub name: Option<Untrusted>,
    /// The product type.
    #[serde(default)]
    pub prod_type: Option<NamedObject>,
}

/// An object of which the id and name are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct NamedObject {
    /// The id.
    #[serde(default)]
    pub id: Option<u64>,
    /// The name.
    #[serde(default)]
    pub name: Option<Untrusted>,
}

objects!(
    Finding,
    RelatedFields,
    RelatedTest,
    RelatedEngagement,
    RelatedProduct,
    NamedObject
);
