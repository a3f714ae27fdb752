//! Findings by severity and by status.

use super::{Grouping, Question};
use crate::dojo::{FindingFilter, Severity, Status, Tally};
use crate::report::{Group, Label};
use crate::tools::operation::ToolError;

/// The statuses that are told. `Any` is all, and `Open` another word for `Active`.
const STATUSES: [Status; 8] = [
    Status::Active,
    Status::Verified,
    Status::UnderReview,
    Status::Inactive,
    Status::RiskAccepted,
    Status::Closed,
    Status::FalsePositive,
    Status::OutOfScope,
];

impl Question<'_> {
    pub(super) fn by_severity(&self) -> Grouping {
        let severities = Severity::ALL.iter();
        let groups = severities.map(|&severity| {
            let tally = Tally::of_one(severity, self.whole.of(severity));
            Group::new(Label::new(severity.as_str()), tally)
        });
        Grouping::partition(groups.collect())
    }

    pub(super) async fn by_status(&self) -> Result<Grouping, ToolError> {
        let mut asked = Vec::new();
        for status in STATUSES {
            if let Some(flags) = self.filter.flags.and(status.conjunction()) {
                let filter = FindingFilter {
                    flags,
                    ..self.filter.clone()
                };
                asked.push((status, filter));
            }
        }
        let filters: Vec<FindingFilter> = asked.iter().map(|(_, filter)| filter.clone()).collect();
        let tallies = self.call.dojo.tallies(&filters, Some(self.whole)).await?;
        let groups = asked.iter().zip(tallies);
        let groups =
            groups.map(|((status, _), tally)| Group::new(Label::new(status.as_str()), tally));
        Ok(Grouping {
            others: None,
            note: Some(
                "One finding can have several statuses, so the groups overlap and don't add up; a duplicate may have none of them. Closed includes false positives and what is out of scope.",
            ),
            ..Grouping::partition(groups.collect())
        })
    }
}
