//! A finding with all that is worth reading.

use super::finding::{engagement, product, statuses, test};
use super::{Link, NAME, day, link, tags, unset};
use crate::dojo::model::{Finding, Note};
use crate::ordered;
use crate::text::{Reader, Untrusted};
use serde::Serialize;

/// How much of the long texts is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// In a list: the beginning of description and mitigation.
    Row,
    /// Alone: everything, within bounds.
    Whole,
    /// Alone, but so long that the bounds are this many times tighter.
    Tight(usize),
}

impl Depth {
    /// The most characters of a description.
    pub(crate) const fn description(self) -> usize {
        self.bound(500, 20_000)
    }

    const fn mitigation(self) -> usize {
        self.bound(200, 5_000)
    }

    /// The most characters of each other long text, and of all notes.
    const fn text(self) -> usize {
        self.bound(0, 1_500)
    }

    const fn bound(self, row: usize, whole: usize) -> usize {
        match self {
            Self::Row => row,
            Self::Whole => whole,
            Self::Tight(times) => whole / times,
        }
    }
}

/// Most notes, the newest.
const NOTES: usize = 10;

/// One finding in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are flags of the finding"
)]
pub(crate) struct FindingDetails {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_type: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    engagement: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    test_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    test_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cwe: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vulnerability_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cvss: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cvss_vector: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epss: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epss_percentile: Option<f64>,
    #[serde(skip_serializing_if = "unset")]
    known_exploited: bool,
    #[serde(skip_serializing_if = "unset")]
    ransomware_used: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_exploited_since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    discovered: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_days: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sla_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sla_days: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_by: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    planned_remediation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_of: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    component_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix_available: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<String>,
    #[serde(skip_serializing_if = "unset")]
    has_jira: bool,
    #[serde(skip_serializing_if = "unset")]
    static_finding: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reporter: Option<Link>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mitigation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    impact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps_to_reproduce: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity_justification: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    references: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteRow>,
}

/// One note on a finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct NoteRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    text: String,
}

impl FindingDetails {
    /// What is shown of `finding`.
    pub(crate) fn new(finding: &Finding, depth: Depth, reader: Reader) -> Self {
        let whole = |text: Option<&Untrusted>| match depth {
            Depth::Row => None,
            Depth::Whole | Depth::Tight(_) => reader.paragraph(text, depth.text()),
        };
        let test = test(finding);
        let engagement = engagement(finding);
        let product = product(finding);
        Self {
            id: finding.id,
            title: reader.line(finding.title.as_ref(), 500),
            severity: reader.line(finding.severity.as_ref(), 20),
            status: statuses(finding),
            product: product.and_then(|one| Some(Link::new(reader, one.id?, one.name.as_ref()))),
            product_type: product
                .and_then(|product| product.prod_type.as_ref())
                .and_then(|one| Some(Link::new(reader, one.id?, one.name.as_ref()))),
            engagement: engagement
                .and_then(|one| Some(Link::new(reader, one.id?, one.name.as_ref()))),
            test_id: test.and_then(|test| test.id).or(finding.test),
            test_type: test
                .and_then(|test| test.test_type.as_ref())
                .and_then(|kind| reader.line(kind.name.as_ref(), NAME)),
            environment: test
                .and_then(|test| test.environment.as_ref())
                .and_then(|environment| reader.line(environment.name.as_ref(), NAME)),
            cwe: finding.cwe,
            vulnerability_ids: finding
                .vulnerability_ids
                .iter()
                .filter_map(|id| reader.line(id, 50))
                .take(20)
                .collect(),
            cvss: finding.cvssv4_score.or(finding.cvssv3_score),
            cvss_vector: reader.line(finding.cvssv4.as_ref().or(finding.cvssv3.as_ref()), 200),
            epss: finding.epss_score,
            epss_percentile: finding.epss_percentile,
            known_exploited: finding.known_exploited == Some(true),
            ransomware_used: finding.ransomware_used == Some(true),
            known_exploited_since: day(finding.kev_date.as_ref()),
            discovered: finding.date.map(|day| day.to_string()),
            age_days: finding.age,
            sla_date: day(finding.sla_expiration_date.as_ref()),
            sla_days: finding
                .sla_days_remaining
                .filter(|_| finding.active == Some(true)),
            closed: day(finding.mitigated.as_ref()),
            closed_by: link(reader, finding.mitigated_by.as_ref()),
            planned_remediation: day(finding.planned_remediation_date.as_ref()),
            duplicate_of: finding.duplicate_finding,
            component: reader.line(finding.component_name.as_ref(), NAME),
            component_version: reader.line(finding.component_version.as_ref(), 50),
            fix_available: finding.fix_available,
            fix_version: reader.line(finding.fix_version.as_ref(), 50),
            file_path: reader.line(finding.file_path.as_ref(), 300),
            line: finding.line,
            service: reader.line(finding.service.as_ref(), NAME),
            has_jira: finding.jira_creation.is_some(),
            static_finding: finding.static_finding == Some(true),
            reporter: link(reader, finding.reporter.as_ref()),
            tags: tags(reader, &finding.tags),
            description: reader.paragraph(&finding.description, depth.description()),
            mitigation: finding
                .mitigation
                .as_ref()
                .and_then(|text| reader.paragraph(text, depth.mitigation())),
            impact: whole(finding.impact.as_ref()),
            steps_to_reproduce: whole(finding.steps_to_reproduce.as_ref()),
            severity_justification: whole(finding.severity_justification.as_ref()),
            references: whole(finding.references.as_ref()),
            notes: match depth {
                Depth::Row => Vec::new(),
                Depth::Whole | Depth::Tight(_) => {
                    notes(&finding.notes, depth.text() / NOTES, reader)
                }
            },
        }
    }
}

impl FindingDetails {
    /// What is shown of `finding` alone, as JSON of at most `most` characters. The bounds are met by
    /// almost every finding; one whose text doubles in JSON (quotes, line ends) is cut until it fits.
    ///
    /// # Errors
    /// None that can happen with texts and numbers.
    pub(crate) fn json(
        finding: &Finding,
        most: usize,
        reader: Reader,
    ) -> serde_json::Result<String> {
        let mut json = serde_json::to_string(&Self::new(finding, Depth::Whole, reader))?;
        for times in [2, 4, 8] {
            if json.chars().count() <= most {
                break;
            }
            json = serde_json::to_string(&Self::new(finding, Depth::Tight(times), reader))?;
        }
        Ok(json)
    }
}

/// The newest notes first. Private ones are for people who look in `DefectDojo` itself.
fn notes(notes: &[Note], most: usize, reader: Reader) -> Vec<NoteRow> {
    let mut notes: Vec<_> = notes.iter().filter(|note| !note.private).collect();
    ordered::sort_by(&mut notes, |one, other| other.date.cmp(&one.date));
    let rows = notes.into_iter().take(NOTES).filter_map(|note| {
        Some(NoteRow {
            date: day(note.date.as_ref()),
            author: reader.line(note.author.username.as_ref(), NAME),
            text: reader.paragraph(&note.entry, most)?,
        })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn finding(text: &str) -> Finding {
        let mut finding = json!({"id": 1, "title": "T", "date": "2026-01-31", "severity": "High"});
        for name in [
            "description",
            "mitigation",
            "impact",
            "steps_to_reproduce",
            "severity_justification",
            "references",
        ] {
            finding[name] = text.into();
        }
        let note = json!({"id": 1, "entry": text, "author": {"username": "a"}});
        finding["notes"] = vec![note; 20].into();
        serde_json::from_value(finding).unwrap()
    }

    #[test]
    fn a_finding_alone_stays_within_its_bounds() {
        for text in [
            "ä".repeat(30_000),
            "\"".repeat(30_000),
            "\n\\".repeat(20_000),
        ] {
            let json = FindingDetails::json(&finding(&text), 39_000, Reader::MASKING).unwrap();
            assert!(json.chars().count() <= 39_000, "{}", json.chars().count());
            let row: Value = serde_json::from_str(&json).unwrap();
            let description = row["description"].as_str().unwrap();
            assert!(
                description.contains(" of "),
                "it is not said that the text was cut"
            );
            assert_eq!(row["notes"].as_array().unwrap().len(), 10);
        }
    }

    #[test]
    fn a_short_finding_is_whole() {
        let json = FindingDetails::json(&finding("short"), 39_000, Reader::MASKING).unwrap();
        let row: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(row["description"], "short");
        assert_eq!(row["references"], "short");
    }
}
