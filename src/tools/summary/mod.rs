//! Findings counted by group: what `summarize_findings` gives.

mod by_component;
mod by_object;
mod by_state;
mod by_time;
mod by_weakness;
mod change;
mod group_by;
mod grouping;
mod object;
mod summed;

pub(crate) use change::{CHANGED, changed};
pub(crate) use group_by::GroupBy;
use grouping::Grouping;
pub(crate) use object::Object;
pub(crate) use summed::summed;

use super::operation::{Call, ToolError};
use crate::dojo::{FindingFilter, Tally};
use crate::report::{Group, Label};

/// What is to be grouped.
pub(crate) struct Question<'a> {
    pub(crate) call: &'a Call<'a>,
    /// Which findings.
    pub(crate) filter: &'a FindingFilter,
    /// How many of each severity.
    pub(crate) whole: Tally,
    /// How many groups are to be told.
    pub(crate) top: usize,
}

impl Question<'_> {
    /// The groups.
    ///
    /// # Errors
    /// Every error of a call to `DefectDojo`.
    pub(crate) async fn grouped(&self, by: GroupBy) -> Result<Grouping, ToolError> {
        if self.whole == Tally::default() {
            return Ok(Grouping::partition(Vec::new()));
        }
        match by {
            GroupBy::Severity => Ok(self.by_severity()),
            GroupBy::Status => self.by_status().await,
            GroupBy::Product => self.by_object(Object::Product).await,
            GroupBy::ProductType => self.by_object(Object::ProductType).await,
            GroupBy::Engagement => self.by_object(Object::Engagement).await,
            GroupBy::TestType => self.by_object(Object::TestType).await,
            GroupBy::Cwe => self.by_cwe().await,
            GroupBy::OwaspTop10 => self.by_owasp_top_10().await,
            GroupBy::Component => self.by_component().await,
            GroupBy::Month => self.by_month().await,
            GroupBy::AgeBand => self.by_age_band().await,
            GroupBy::Sla => self.by_sla().await,
        }
    }

    /// How many requests it takes to tell the severities of all groups that are told.
    fn reserve(&self) -> u32 {
        let severities = self.whole.severities().saturating_sub(1);
        let calls = self.top * severities * self.filter.cost();
        // And one to see whether anything changed.
        u32::try_from(calls + self.filter.cost())
            .unwrap_or(u32::MAX)
            .min(MOST_RESERVED)
    }

    /// The severities of groups whose counts are known, in their order; as many as there are requests left for.
    ///
    /// # Errors
    /// Every error of a call to `DefectDojo`.
    async fn with_severities(
        &self,
        groups: Vec<(Label, u64, FindingFilter)>,
    ) -> Result<Vec<Group>, ToolError> {
        let counted: Vec<(FindingFilter, u64)> = groups
            .iter()
            .map(|(_, count, filter)| (filter.clone(), *count))
            .collect();
        let each = self.whole.severities().saturating_sub(1) * self.filter.cost();
        let can = self.call.dojo.affordable(each).min(counted.len());
        let asked = counted.get(..can).unwrap_or_default();
        let tallies = self.call.dojo.split(asked, self.whole).await?;
        let tallies = tallies.into_iter().chain(std::iter::repeat(None));
        let groups = groups.into_iter().zip(tallies);
        Ok(groups
            .map(|((label, total, _), tally)| Group {
                label,
                total,
                tally,
            })
            .collect())
    }
}

/// The most requests that are kept for severities.
const MOST_RESERVED: u32 = 260;
