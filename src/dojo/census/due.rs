//! When the SLA of findings ends. The API has no filter for it but for what is overdue; it orders by the day, and
//! where a day begins in that order is found by bisection.

use std::collections::BTreeMap;

use super::{Tally, bisect::Border};
use crate::dojo::{Client, Day, Error, FindingFilter, FindingOrder, Severity, model::Finding};

/// A time in which an SLA ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// Past, and the finding counts as overdue.
    Overdue,
    /// Past, and the finding does not count as overdue: it is closed, a duplicate, accepted, out of scope or false.
    Excused,
    /// Today or in the next 7 days.
    In7Days,
    /// In 8 to 30 days.
    In30Days,
    /// Later.
    Later,
    /// There is no such day.
    Never,
}

/// Findings by the end of their SLA.
pub type DueTallies = BTreeMap<Due, Tally>;

impl Client<'_> {
    /// How many findings of `filter` are due when, reckoned from `today`. None where they changed meanwhile.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn due(
        &self,
        filter: &FindingFilter,
        today: Day,
    ) -> Result<Option<DueTallies>, Error> {
        let severities = Severity::ALL.iter();
        let filters: Vec<FindingFilter> = severities
            .filter_map(|&severity| filter.with_severity(severity))
            .collect();
        let lists = self.lists(&filters).await?;
        let overdue = FindingFilter {
            overdue: true,
            ..filter.clone()
        };
        let overdue = self.tallies(&[overdue], None).await?;
        let days = [today, today.plus(8), today.plus(31)];
        let mut borders = Vec::new();
        for (place, list) in lists.iter().enumerate() {
            for day in days {
                let is_before = move |row: &Finding| end(row).is_some_and(|end| end < day);
                borders.push(Border::new(place, list.count, is_before));
            }
            // Those without a day come last.
            borders.push(Border::new(place, list.count, |row| end(row).is_some()));
        }
        if !self
            .bisect(&lists, &mut borders, FindingOrder::SlaDue)
            .await?
        {
            return Ok(None);
        }
        let mut found = DueTallies::new();
        for (list, borders) in lists.iter().zip(borders.chunks(days.len() + 1)) {
            let Some(&severity) = list.filter.severity.first() else {
                continue;
            };
            let ends = borders.iter().map(Border::place).chain([list.count]);
            let mut from = 0;
            for (due, end) in BY_DAY.into_iter().zip(ends) {
                let Some(count) = end.checked_sub(from) else {
                    return Ok(None);
                };
                *found.entry(due).or_default().of_mut(severity) += count;
                from = end;
            }
        }
        let overdue = overdue.first().copied().unwrap_or_default();
        let past = found.get(&Due::Excused).copied().unwrap_or_default();
        Ok(past.minus(overdue).map(|excused| {
            found.insert(Due::Excused, excused);
            found.insert(Due::Overdue, overdue);
            found
        }))
    }
}

/// As the days have it: what is overdue is among the excused until it is told apart.
const BY_DAY: [Due; 5] = [
    Due::Excused,
    Due::In7Days,
    Due::In30Days,
    Due::Later,
    Due::Never,
];

/// The day on which the SLA of a finding ends.
fn end(finding: &Finding) -> Option<Day> {
    finding.sla_expiration_date.as_ref()?.parse_start(10)
}
