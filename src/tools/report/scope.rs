//! What a report is about: findings, and a period.

use crate::dojo::{Day, FindingFilter, Severity, Status};
use crate::tools::operation::Call;
use crate::tools::trends::within;

/// Findings and a period.
pub(crate) struct Scope<'a> {
    pub(crate) call: &'a Call<'a>,
    /// The findings, whatever their status.
    pub(crate) all: FindingFilter,
    /// How long the period is. It ends today.
    pub(crate) days: i32,
}

/// The severities that a report dwells on.
pub(super) const WORST: [Severity; 2] = [Severity::Critical, Severity::High];

impl Scope<'_> {
    /// The first and the last day of the period.
    pub(crate) fn period(&self) -> (Day, Day) {
        (self.call.today.plus(1 - self.days), self.call.today)
    }

    /// The period before, which is as long.
    pub(super) fn before(&self) -> (Day, Day) {
        let (from, _) = self.period();
        (from.plus(-self.days), from.plus(-1))
    }

    /// Those that are active.
    pub(crate) fn active(&self) -> FindingFilter {
        FindingFilter {
            statuses: vec![Status::Active],
            ..self.all.clone()
        }
    }

    /// Those that are active and of the worst severities.
    pub(super) fn worst(&self) -> FindingFilter {
        FindingFilter {
            severity: WORST.to_vec(),
            ..self.active()
        }
    }

    /// Those that are past their SLA date.
    pub(super) fn overdue(&self) -> FindingFilter {
        FindingFilter {
            overdue: true,
            ..self.all.clone()
        }
    }

    /// Those that were discovered in some days.
    pub(super) fn found(&self, days: (Day, Day)) -> FindingFilter {
        FindingFilter {
            discovered: within(days),
            ..self.all.clone()
        }
    }

    /// Those that were closed in some days.
    pub(super) fn closed(&self, days: (Day, Day)) -> FindingFilter {
        FindingFilter {
            closed: within(days),
            ..self.all.clone()
        }
    }
}
