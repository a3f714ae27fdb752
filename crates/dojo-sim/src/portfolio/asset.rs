//! What is assessed, and by which tests: product types, products, engagements, tests.

use chrono::{DateTime, NaiveDate, Utc};

use super::Severity;

/// A business unit or similar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductType {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// When it was created.
    pub created: DateTime<Utc>,
    /// Marked critical.
    pub critical_product: bool,
    /// Marked key.
    pub key_product: bool,
    /// Users allowed to see it.
    pub user_ids: Vec<u64>,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: u64,
    /// Its name; one holds HTML, one is not ASCII.
    pub name: String,
    /// What it is.
    pub description: String,
    /// When it was created.
    pub created: DateTime<Utc>,
    /// Its product type.
    pub product_type_id: u64,
    /// `very high`, `high`, `medium`, `low`, `very low`, `none` or unset.
    pub business_criticality: Option<String>,
    /// `web service`, `web`, `mobile`, `desktop`, `iot` or unset.
    pub platform: Option<String>,
    /// `construction`, `production`, `retirement` or unset.
    pub lifecycle: Option<String>,
    /// `internal`, `contractor`, `open source`, … or unset.
    pub origin: Option<String>,
    /// Estimated number of user records.
    pub user_records: Option<u64>,
    /// Estimated revenue in whole units.
    pub revenue: Option<u64>,
    /// Used by people outside the company.
    pub external_audience: bool,
    /// Reachable from the Internet.
    pub internet_accessible: bool,
    /// The product manager.
    pub product_manager_id: Option<u64>,
    /// The technical contact.
    pub technical_contact_id: Option<u64>,
    /// The team manager.
    pub team_manager_id: Option<u64>,
    /// Its SLA configuration.
    pub sla_configuration_id: u64,
    /// Users allowed to see it.
    pub user_ids: Vec<u64>,
    /// Groups allowed to see it (`oss2`).
    pub group_ids: Vec<u64>,
    /// Regulations it falls under.
    pub regulation_ids: Vec<u64>,
    /// Tags, lower case.
    pub tags: Vec<String>,
}

/// A time-boxed assessment of a product, or its pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// The assessed version.
    pub version: String,
    /// When it was created.
    pub created: DateTime<Utc>,
    /// First day.
    pub target_start: NaiveDate,
    /// Last day.
    pub target_end: NaiveDate,
    /// Open.
    pub active: bool,
    /// `Not Started`, `In Progress`, `Completed`, …
    pub status: String,
    /// `Interactive` or `CI/CD`.
    pub engagement_type: String,
    /// Who leads it.
    pub lead_id: u64,
    /// Its product.
    pub product_id: u64,
    /// Risk acceptances made in it.
    pub risk_acceptance_ids: Vec<u64>,
    /// Tags, lower case.
    pub tags: Vec<String>,
}

/// One run of one tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Its id.
    pub id: u64,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// When it was created.
    pub created: DateTime<Utc>,
    /// When it started.
    pub target_start: DateTime<Utc>,
    /// When it ended.
    pub target_end: DateTime<Utc>,
    /// The tested version.
    pub version: String,
    /// Who led it.
    pub lead_id: u64,
    /// Its type: the tool.
    pub test_type_id: u64,
    /// Its engagement.
    pub engagement_id: u64,
    /// 1 Development, 2 Staging, 3 Production.
    pub environment_id: u64,
    /// Tags, lower case.
    pub tags: Vec<String>,
}

/// A kind of test: in practice the tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestType {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Talks to the running system.
    pub dynamic_tool: bool,
}

/// How many days each severity may stay open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlaConfiguration {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Days for Critical, High, Medium and Low.
    pub days: [u32; 4],
    /// Whether the days count.
    pub enforced: bool,
}

impl SlaConfiguration {
    /// The days a severity may stay open, if that is limited. Info never is.
    #[must_use]
    pub fn days_for(&self, severity: Severity) -> Option<u32> {
        let [critical, high, medium, low] = self.days;
        let days = match severity {
            Severity::Critical => critical,
            Severity::High => high,
            Severity::Medium => medium,
            Severity::Low => low,
            Severity::Info => return None,
        };
        self.enforced.then_some(days)
    }
}

/// A decision to live with some findings for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskAcceptance {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Who decided.
    pub owner_id: u64,
    /// When it was made.
    pub created: DateTime<Utc>,
    /// When it ends.
    pub expiration_date: DateTime<Utc>,
    /// When its end was handled: set exactly when it has expired.
    pub expiration_date_handled: Option<DateTime<Utc>>,
    /// The engagement it belongs to.
    pub engagement_id: u64,
    /// The product of that engagement.
    pub product_id: u64,
    /// Findings it covers.
    pub finding_ids: Vec<u64>,
}
