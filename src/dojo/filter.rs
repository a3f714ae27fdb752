//! What findings to search for.

use super::{
    conjunction::Conjunction,
    cover::{StatusMatch, disjoint},
    day::DayRange,
    endpoint::{Findings, Parameter},
    error::Error,
    order::FindingOrder,
    query::Query,
    severity::Severity,
    status::Status,
};

/// A number that is no probability, or no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a least probability is a number above 0, up to 1")]
pub struct ProbabilityError;

/// A least probability, above 0 and up to 1, as EPSS scores are. 0 would be no bound: `DefectDojo` ignores
/// it and finds what has no score, too (`PercentageRangeFilter` in its `dojo/filters.py`).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Probability(f64);

impl Probability {
    /// A probability of `value`.
    ///
    /// # Errors
    /// [`ProbabilityError`] unless 0 < `value` <= 1.
    pub fn new(value: f64) -> Result<Self, ProbabilityError> {
        if value > 0.0 && value <= 1.0 {
            Ok(Self(value))
        } else {
            Err(ProbabilityError)
        }
    }

    /// The value, above 0 and up to 1.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// As a number of per cent with at most four decimals: EPSS is published with five as a fraction. It
    /// is not rounded down to 0.
    fn percent(self) -> String {
        let text = format!("{:.4}", (self.0 * 100.0).max(0.0001));
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// Whether findings come with their test, engagement and product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Names {
    /// They do.
    Told,
    /// They come alone.
    LeftOut,
}

/// Conditions on findings, all of which hold. An empty list is no condition; several values in one list
/// mean any of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FindingFilter {
    /// Severities.
    pub severity: Vec<Severity>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// How several statuses combine.
    pub status_match: StatusMatch,
    /// Flags that hold beside the statuses.
    pub flags: Conjunction,
    /// The day of discovery.
    pub discovered: DayRange,
    /// The day of closing, in the zone of the server.
    pub closed: DayRange,
    /// Products.
    pub product_ids: Vec<u64>,
    /// A part of the product's name, in any case.
    pub product_name_contains: Option<String>,
    /// Product types.
    pub product_type_ids: Vec<u64>,
    /// Engagements.
    pub engagement_ids: Vec<u64>,
    /// One test; the API takes no list here, and answers an unknown one with a 400.
    pub test_id: Option<u64>,
    /// Types of the tests.
    pub test_type_ids: Vec<u64>,
    /// CWE numbers; 0 finds findings without one.
    pub cwe: Vec<u32>,
    /// CVEs and the like, in their exact case.
    pub vulnerability_ids: Vec<String>,
    /// A part of the title, in any case.
    pub title: Option<String>,
    /// A part of the component's name, in any case.
    pub component_name: Option<String>,
    /// A part of the file's path, in any case.
    pub file_path: Option<String>,
    /// Exact tags of the finding itself.
    pub tags: Vec<String>,
    /// The lowest EPSS score.
    pub epss_min: Option<Probability>,
    /// Whether it is in a catalogue of exploited vulnerabilities.
    pub known_exploited: Option<bool>,
    /// Whether ransomware uses it.
    pub ransomware_used: Option<bool>,
    /// Whether it has a Jira issue.
    pub has_jira: Option<bool>,
    /// Whether a fix is known.
    pub fix_available: Option<bool>,
    /// Only open findings that are past their SLA.
    pub overdue: bool,
}

impl FindingFilter {
    /// The conjunctions that the statuses come to.
    pub(super) fn conjunctions(&self) -> Vec<Conjunction> {
        let statuses = disjoint(&self.statuses, self.status_match).into_iter();
        statuses
            .filter_map(|status| status.and(self.flags))
            .collect()
    }

    /// Those of a severity. None where the filter has none of them.
    #[must_use]
    pub fn with_severity(&self, severity: Severity) -> Option<Self> {
        let can = self.severity.is_empty() || self.severity.contains(&severity);
        can.then(|| Self {
            severity: vec![severity],
            ..self.clone()
        })
    }

    /// How many calls a count takes: one for each conjunction that the statuses come to.
    #[must_use]
    pub fn cost(&self) -> usize {
        self.conjunctions().len()
    }

    /// The conditions and `conjunction` in place of the statuses, as the API takes them.
    pub(super) fn query(&self, conjunction: Conjunction) -> Result<Query<Findings>, Error> {
        let mut query = Query::new();
        for (flag, value) in conjunction.literals() {
            query.flag(Findings::flag(flag), value);
        }
        query.list(Findings::SEVERITY, &self.severity)?;
        query.display(Findings::DISCOVERED_AFTER, self.discovered.after);
        query.display(Findings::DISCOVERED_BEFORE, self.discovered.before);
        query.display(Findings::CLOSED_AFTER, self.closed.after);
        query.display(Findings::CLOSED_BEFORE, self.closed.before);
        query.list(Findings::PRODUCT_IDS, &self.product_ids)?;
        query.text(
            Findings::PRODUCT_NAME,
            self.product_name_contains.as_deref(),
        )?;
        query.list(Findings::PRODUCT_TYPE_IDS, &self.product_type_ids)?;
        query.list(Findings::ENGAGEMENT_IDS, &self.engagement_ids)?;
        query.display(Findings::TEST_ID, self.test_id);
        query.list(Findings::TEST_TYPE_IDS, &self.test_type_ids)?;
        query.list(Findings::CWE, &self.cwe)?;
        query.list(Findings::VULNERABILITY_IDS, &self.vulnerability_ids)?;
        query.text(Findings::TITLE, self.title.as_deref())?;
        query.text(Findings::COMPONENT_NAME, self.component_name.as_deref())?;
        query.text(Findings::FILE_PATH, self.file_path.as_deref())?;
        query.tags(Findings::TAGS, &self.tags)?;
        query.display(Findings::EPSS_MIN, self.epss_min.map(Probability::percent));
        for (parameter, value) in [
            (Findings::KNOWN_EXPLOITED, self.known_exploited),
            (Findings::RANSOMWARE_USED, self.ransomware_used),
            (Findings::HAS_JIRA, self.has_jira),
            (Findings::FIX_AVAILABLE, self.fix_available),
        ] {
            if let Some(value) = value {
                query.flag(parameter, value);
            }
        }
        // 0 would not be the opposite: it leaves out what has an SLA date of today or earlier, and `true`
        // is a 400.
        query.display(Findings::OVERDUE, self.overdue.then_some(1));
        Ok(query)
    }

    /// The same with the rows in order, and with the names of test, engagement and product where they are wanted:
    /// they make a third of what a row costs `DefectDojo`.
    pub(super) fn row_query(
        &self,
        conjunction: Conjunction,
        order: FindingOrder,
        names: Names,
    ) -> Result<Query<Findings>, Error> {
        let mut query = self.query(conjunction)?;
        query.list(Parameter::ORDER, &order.keys())?;
        if names == Names::Told {
            // Only the lower-case word is understood.
            query.flag(Findings::RELATED_FIELDS, true);
        }
        Ok(query)
    }
}
