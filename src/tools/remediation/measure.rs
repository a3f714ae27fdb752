//! What has to be counted for the figures of a group.

use super::Key;
use crate::dojo::{Conjunction, DayRange, FindingFilter, Flag, Status};

/// The questions that the figures of a group come from. None has no finding.
pub(crate) struct Measure {
    pub(crate) fixed: Option<FindingFilter>,
    open: Option<FindingFilter>,
    overdue: Option<FindingFilter>,
    pub(crate) discovered: Option<FindingFilter>,
    false_positives: Option<FindingFilter>,
    duplicates: Option<FindingFilter>,
}

impl Measure {
    /// Those of `filter`, in a period of days.
    pub(crate) fn new(filter: &FindingFilter, period: DayRange) -> Self {
        let discovered = FindingFilter {
            discovered: filter.discovered.and(period),
            ..filter.clone()
        };
        let closed = FindingFilter {
            closed: filter.closed.and(period),
            ..filter.clone()
        };
        let not =
            |filter: Option<FindingFilter>, flag| with(&filter?, Conjunction::only(flag, false));
        let fixed = with(&closed, Conjunction::only(Flag::Mitigated, true));
        let fixed = not(
            not(not(fixed, Flag::FalsePositive), Flag::OutOfScope),
            Flag::Duplicate,
        );
        Self {
            fixed,
            open: with(filter, Status::Active.conjunction()),
            overdue: Some(FindingFilter {
                overdue: true,
                ..filter.clone()
            }),
            false_positives: with(&discovered, Conjunction::only(Flag::FalsePositive, true)),
            duplicates: with(&discovered, Conjunction::only(Flag::Duplicate, true)),
            discovered: Some(discovered),
        }
    }

    /// The same for a group alone.
    pub(crate) fn of(&self, key: Key) -> Self {
        let narrow = |filter: &Option<FindingFilter>| key.narrow(filter.as_ref()?);
        Self {
            fixed: narrow(&self.fixed),
            open: narrow(&self.open),
            overdue: narrow(&self.overdue),
            discovered: narrow(&self.discovered),
            false_positives: narrow(&self.false_positives),
            duplicates: narrow(&self.duplicates),
        }
    }

    /// In the order of [`Metrics::of`].
    pub(super) fn filters(&self) -> [&Option<FindingFilter>; 6] {
        [
            &self.fixed,
            &self.open,
            &self.overdue,
            &self.discovered,
            &self.false_positives,
            &self.duplicates,
        ]
    }
}

fn with(filter: &FindingFilter, flags: Conjunction) -> Option<FindingFilter> {
    let flags = filter.flags.and(flags)?;
    Some(FindingFilter {
        flags,
        ..filter.clone()
    })
}
