//! One weakness a tool or a person reported.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};

/// DefectDojo's five severities, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// `Critical`, S0.
    Critical,
    /// `High`, S1.
    High,
    /// `Medium`, S2.
    Medium,
    /// `Low`, S3.
    Low,
    /// `Info`, S4.
    Info,
}

impl Severity {
    /// Every severity, worst first.
    pub const ALL: [Self; 5] = [
        Self::Critical,
        Self::High,
        Self::Medium,
        Self::Low,
        Self::Info,
    ];

    /// The name DefectDojo writes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Critical => "Critical",
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
            Self::Info => "Info",
        }
    }

    /// `numerical_severity`: S0 (Critical) to S4 (Info).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Critical => "S0",
            Self::High => "S1",
            Self::Medium => "S2",
            Self::Low => "S3",
            Self::Info => "S4",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Text put into a finding to see what a reader of it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Planted {
    /// Title or description gives orders to a language model.
    PromptInjection,
    /// Zero-width, bidirectional-override, tag and control characters.
    InvisibleText,
    /// The description echoes something shaped like an API token, but of no account.
    TokenLike,
    /// Title and description hold the token of [`Account::Admin`](crate::Account::Admin).
    LiveToken,
}

/// A comment on a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: u64,
    /// The user who wrote it.
    pub author_id: u64,
    /// The text.
    pub entry: String,
    /// When.
    pub date: DateTime<Utc>,
}

/// The Jira issue a finding was pushed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JiraIssue {
    /// Its id.
    pub id: u64,
    /// The issue's key, such as `PAY-17`.
    pub key: String,
    /// When it was created in Jira.
    pub creation: DateTime<Utc>,
    /// When it last changed in Jira.
    pub change: DateTime<Utc>,
}

/// One finding. `product_type_id`, `product_id`, `engagement_id` and `test_type_id` repeat what
/// `test_id` leads to.
#[expect(
    clippy::struct_excessive_bools,
    reason = "DefectDojo's flags are independent"
)]
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Its id.
    pub id: u64,
    /// The title.
    pub title: String,
    /// The description, Markdown; some exceed 15,000 characters.
    pub description: String,
    /// What to do about it.
    pub mitigation: String,
    /// What it can lead to.
    pub impact: Option<String>,
    /// How to see it.
    pub steps_to_reproduce: Option<String>,
    /// Links.
    pub references: Option<String>,
    /// The severity.
    pub severity: Severity,
    /// The CWE number; 0 means none.
    pub cwe: u32,
    /// CVE and similar ids.
    pub vulnerability_ids: Vec<String>,
    /// The CVSS 3 vector and score.
    pub cvssv3: Option<(String, f64)>,
    /// EPSS score, 0 to 1.
    pub epss_score: Option<f64>,
    /// EPSS percentile, 0 to 1.
    pub epss_percentile: Option<f64>,
    /// Listed as exploited by CISA.
    pub known_exploited: bool,
    /// Listed as used by ransomware.
    pub ransomware_used: bool,
    /// When CISA listed it.
    pub kev_date: Option<NaiveDate>,
    /// Whether a fixed version exists.
    pub fix_available: Option<bool>,
    /// The fixed version.
    pub fix_version: Option<String>,
    /// The dependency.
    pub component_name: Option<String>,
    /// Its version.
    pub component_version: Option<String>,
    /// The file.
    pub file_path: Option<String>,
    /// The line in it.
    pub line: Option<u32>,
    /// The service it was found in.
    pub service: Option<String>,
    /// Tags, lower case.
    pub tags: Vec<String>,
    /// When it was discovered.
    pub date: NaiveDate,
    /// When it was put into DefectDojo.
    pub created: DateTime<Utc>,
    /// When it was closed; set exactly when `is_mitigated` is.
    pub mitigated: Option<DateTime<Utc>>,
    /// Who closed it.
    pub mitigated_by_id: Option<u64>,
    /// The day its SLA ends.
    pub sla_expiration_date: Option<NaiveDate>,
    /// The day it is planned to be fixed.
    pub planned_remediation_date: Option<NaiveDate>,
    /// When it was last reviewed.
    pub last_reviewed: Option<DateTime<Utc>>,
    /// Who reviewed it.
    pub last_reviewed_by_id: Option<u64>,
    /// Who was asked to review it.
    pub reviewer_ids: Vec<u64>,
    /// Who reported it.
    pub reporter_id: u64,
    /// Open.
    pub active: bool,
    /// Confirmed.
    pub verified: bool,
    /// Judged a false positive.
    pub false_p: bool,
    /// A duplicate of another finding.
    pub duplicate: bool,
    /// Out of scope.
    pub out_of_scope: bool,
    /// Its risk is accepted.
    pub risk_accepted: bool,
    /// Waiting for a review.
    pub under_review: bool,
    /// Waiting for a review of whether it is a defect.
    pub under_defect_review: bool,
    /// Closed.
    pub is_mitigated: bool,
    /// Found by looking at code or packages.
    pub static_finding: bool,
    /// Found by talking to the running system.
    pub dynamic_finding: bool,
    /// The finding this one repeats.
    pub duplicate_finding_id: Option<u64>,
    /// The risk acceptance it is part of, expired or not.
    pub risk_acceptance_id: Option<u64>,
    /// The Jira issue.
    pub jira: Option<JiraIssue>,
    /// Comments.
    pub notes: Vec<Note>,
    /// Whether recorded HTTP traffic hangs on it.
    pub has_traffic: bool,
    /// How often the tool saw it.
    pub nb_occurences: Option<u32>,
    /// The test that found it.
    pub test_id: u64,
    /// The test's type.
    pub test_type_id: u64,
    /// The test's engagement.
    pub engagement_id: u64,
    /// The engagement's product.
    pub product_id: u64,
    /// The product's type.
    pub product_type_id: u64,
    /// What was planted in its text.
    pub planted: Option<Planted>,
}
