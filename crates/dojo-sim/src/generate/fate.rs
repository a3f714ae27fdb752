//! What became of a finding: its flags, when it was closed, who accepted it, and what hangs on it.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::Maker;
use super::states::State;
use crate::portfolio::{Finding, JiraIssue, Note, Portfolio};

const TAGS: [&str; 9] = [
    "quick-win",
    "internet-facing",
    "needs-triage",
    "regression",
    "pci",
    "backlog",
    "false-alarm?",
    "team-web",
    "sprint-42",
];
const SERVICES: [&str; 4] = ["payments-api", "web-frontend", "auth", "batch"];

/// Gives a finding its flags, and what follows from them.
pub(super) fn set_state(
    maker: &mut Maker,
    portfolio: &mut Portfolio,
    finding: &mut Finding,
    state: State,
) {
    finding.active = state.active;
    finding.verified = state.verified;
    finding.false_p = state.false_p;
    finding.duplicate = state.duplicate;
    finding.out_of_scope = state.out_of_scope;
    finding.risk_accepted = state.risk_accepted;
    finding.under_review = state.under_review;
    finding.under_defect_review = state.under_defect_review;
    finding.is_mitigated = state.is_mitigated;
    if state.is_mitigated {
        finding.mitigated = Some(after(maker, finding.created));
        finding.mitigated_by_id = Some(finding.reporter_id);
    }
    if state.duplicate && finding.id > 1 {
        finding.duplicate_finding_id = Some(maker.random.u64(1..finding.id));
    }
    if state.under_review {
        finding.reviewer_ids = vec![2 + finding.id % 30];
    }
    if state.risk_accepted || state.acceptance_expired {
        accept(maker, portfolio, finding, state.acceptance_expired);
    }
    let product = portfolio.product(finding.product_id);
    let sla = product.and_then(|product| portfolio.sla_configuration(product.sla_configuration_id));
    finding.sla_expiration_date = sla
        .and_then(|sla| sla.days_for(finding.severity))
        .and_then(|days| finding.date.checked_add_days(Days::new(days.into())));
}

/// A moment between this one and today.
fn after(maker: &mut Maker, moment: DateTime<Utc>) -> DateTime<Utc> {
    let start: NaiveDate = moment.date_naive();
    let days = u64::try_from((maker.today - start).num_days()).unwrap_or_default();
    // Most are closed within weeks, some stay open for long.
    let wait = if maker.chance(70) {
        maker.random.u64(..=days.min(45))
    } else {
        maker.random.u64(..=days)
    };
    let day = start.checked_add_days(Days::new(wait)).unwrap_or(start);
    maker.moment(day).max(moment)
}

fn accept(maker: &mut Maker, portfolio: &mut Portfolio, finding: &mut Finding, expired: bool) {
    let fitting: Vec<usize> = portfolio
        .risk_acceptances
        .iter()
        .enumerate()
        .filter(|(_, acceptance)| acceptance.expiration_date_handled.is_some() == expired)
        .filter(|(_, acceptance)| expired || acceptance.engagement_id == finding.engagement_id)
        .map(|(index, _)| index)
        .collect();
    let chosen = maker.pick(&fitting);
    if let Some(acceptance) = portfolio.risk_acceptances.get_mut(chosen) {
        acceptance.finding_ids.push(finding.id);
        finding.risk_acceptance_id = Some(acceptance.id);
    }
}

/// Gives a finding tags, a Jira issue, notes and dates, as chance has it.
pub(super) fn set_extras(maker: &mut Maker, finding: &mut Finding, note_id: &mut u64) {
    finding.tags = TAGS
        .into_iter()
        .filter(|_| maker.chance(5))
        .map(str::to_owned)
        .collect();
    finding.service = maker.chance(12).then(|| maker.pick(&SERVICES).to_owned());
    if finding.active && maker.chance(8) {
        let days = maker.random.u64(1..120);
        finding.planned_remediation_date = maker.today.checked_add_days(Days::new(days));
    }
    if maker.chance(30) {
        finding.last_reviewed = Some(after(maker, finding.created));
        finding.last_reviewed_by_id = Some(finding.reporter_id);
    }
    if maker.chance(4) {
        let creation = after(maker, finding.created);
        finding.jira = Some(JiraIssue {
            id: finding.id,
            key: format!("SEC{}-{}", finding.product_id, finding.id),
            creation,
            change: after(maker, creation),
        });
    }
    if maker.chance(8) {
        for _ in 0..maker.random.usize(1..3) {
            *note_id += 1;
            finding.notes.push(Note {
                id: *note_id,
                author_id: finding.reporter_id,
                entry: format!("Triaged as {}; see the ticket.", finding.severity),
                date: after(maker, finding.created),
            });
        }
    }
}
