//! Every number of every summary, counted again in the simulator's own data.

mod groups;
mod priorities;
mod remediation;
mod reports;
mod severities;
mod summaries;
mod trends;

pub(crate) use groups::ALL as GROUPS;

use crate::harness::Native;
use crate::support::{Condition, has_statuses, sees};
use dojo_sim::{Finding, NaiveDate, Profile};

/// What the caller asks for with `statuses`, which are all where there is none, and with `others`.
fn asked<'a>(
    native: &'a Native,
    profile: Profile,
    statuses: &[&str],
    others: &[&Condition],
) -> Vec<&'a Finding> {
    let today = native.dojo.today();
    let rows = native.portfolio().findings.iter();
    rows.filter(|row| sees(native.caller, profile, row))
        .filter(|row| statuses.is_empty() || has_statuses(row, statuses, "any"))
        .filter(|row| others.iter().all(|one| one.holds(row, today)))
        .collect()
}

/// Whether `DefectDojo` counts a finding that is past its SLA date as overdue.
fn is_overdue(row: &Finding, today: NaiveDate) -> bool {
    let is_excused =
        row.duplicate || row.risk_accepted || row.false_p || row.out_of_scope || row.is_mitigated;
    row.active && !is_excused && row.sla_expiration_date.is_some_and(|day| day < today)
}
