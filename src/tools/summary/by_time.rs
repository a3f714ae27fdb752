//! Findings by when they were discovered, and by when their SLA ends.

use super::{Grouping, Question};
use crate::dojo::{Day, DayRange, Due, FindingFilter, Lack};
use crate::report::{Group, Label};
use crate::tools::operation::ToolError;

/// Ages in days, from and to; the last has no end.
const AGES: [(i32, Option<i32>); 6] = [
    (0, Some(7)),
    (8, Some(30)),
    (31, Some(90)),
    (91, Some(180)),
    (181, Some(365)),
    (366, None),
];

impl Question<'_> {
    /// The latest months, in their order.
    pub(super) async fn by_month(&self) -> Result<Grouping, ToolError> {
        let Some((oldest, newest)) = self.call.dojo.days(self.filter).await? else {
            return Ok(Grouping::partition(Vec::new()));
        };
        let mut months = Vec::new();
        let mut month = newest.month_start();
        while months.len() < self.top {
            months.push(month);
            if month <= oldest {
                break;
            }
            month = month.plus(-1).month_start();
        }
        months.reverse();
        let ranges = months.into_iter().map(|first| {
            let label = format!("{:04}-{:02}", first.year(), first.month());
            (
                label,
                Some(first),
                Some(first.plus(31).month_start().plus(-1)),
            )
        });
        Ok(Grouping {
            others: Some("earlier"),
            ..self.by_days(ranges.collect()).await?
        })
    }

    pub(super) async fn by_age_band(&self) -> Result<Grouping, ToolError> {
        let today = self.call.today;
        let ranges = AGES.into_iter().map(|(from, to)| {
            let label = match to {
                Some(to) => format!("{from}-{to} days"),
                None => format!("over {} days", from - 1),
            };
            // What is dated in the future counts as new.
            let last = (from > 0).then(|| today.plus(-from));
            (label, to.map(|to| today.plus(-to)), last)
        });
        Ok(Grouping {
            note: Some(
                "Age is the days since discovery, as of today in UTC, also of findings that were closed meanwhile.",
            ),
            ..self.by_days(ranges.collect()).await?
        })
    }

    /// By days of discovery, from the first to the last of each range.
    async fn by_days(
        &self,
        ranges: Vec<(String, Option<Day>, Option<Day>)>,
    ) -> Result<Grouping, ToolError> {
        let filters = ranges.iter().map(|(_, first, last)| FindingFilter {
            discovered: self.filter.discovered.and(DayRange {
                after: first.map(|day| day.plus(-1)),
                before: last.map(|day| day.plus(1)),
            }),
            ..self.filter.clone()
        });
        let filters: Vec<FindingFilter> = filters.collect();
        let tallies = self.call.dojo.tallies(&filters, Some(self.whole)).await?;
        let labels = ranges.into_iter().map(|(label, ..)| Label::new(label));
        let groups = labels.zip(tallies);
        Ok(Grouping::partition(
            groups
                .map(|(label, tally)| Group::new(label, tally))
                .collect(),
        ))
    }

    pub(super) async fn by_sla(&self) -> Result<Grouping, ToolError> {
        let due = self.call.dojo.due(self.filter, self.call.today).await?;
        let lack = due.is_none().then_some(Lack::Changed);
        let due = due.unwrap_or_default();
        let groups = due.into_iter().map(|(due, tally)| {
            let label = match due {
                Due::Overdue => "overdue",
                Due::Excused => "past, not overdue",
                Due::In7Days => "due in 7 days",
                Due::In30Days => "due in 30 days",
                Due::Later => "due later",
                Due::Never => "no SLA date",
            };
            Group::new(Label::new(label), tally)
        });
        Ok(Grouping {
            lack,
            note: Some(
                "By SLA date as of today in UTC: due in 7 days is today to 7 days from now, due in 30 days is 8 to 30 days from now. Overdue is active and past that date, and neither risk accepted nor a false positive nor out of scope; `past, not overdue` is the rest of those past it.",
            ),
            ..Grouping::partition(groups.filter(|group| group.total > 0).collect())
        })
    }
}
