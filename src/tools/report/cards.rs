//! The few numbers that matter most.

use super::Scope;
use crate::dojo::Severity;
use crate::report::Card;
use crate::tools::operation::ToolError;

/// Where the findings of a report stand, and how they moved.
///
/// # Errors
/// Every error of a call to `DefectDojo`.
pub(super) async fn standing(scope: &Scope<'_>) -> Result<Vec<Card>, ToolError> {
    let dojo = scope.call.dojo;
    let open = dojo.tallies(&[scope.active()], None).await?;
    let open = open.first().copied().unwrap_or_default();
    let (now, before) = (scope.period(), scope.before());
    let filters = [
        scope.overdue(),
        scope.found(now),
        scope.found(before),
        scope.closed(now),
        scope.closed(before),
    ];
    let counts = dojo.counts(&filters).await?.into_iter().map(value);
    let mut counts = counts.chain(std::iter::repeat(0));
    let mut next = || counts.next().unwrap_or_default();
    let overdue = next();
    let (found, found_before) = (next(), next());
    let (closed, closed_before) = (next(), next());
    let mut cards = vec![Card::new("Open", value(open.total()), "Active now.")];
    cards.extend(open.by_severity().map(|(severity, count)| Card {
        severity: Some(severity),
        ..Card::new(label(severity), value(count), "Active now.")
    }));
    cards.extend([
        Card::new(
            "Overdue",
            overdue,
            "Active and past the SLA date, and neither risk accepted nor a false positive nor out of scope.",
        ),
        Card {
            before: Some(found_before),
            ..Card::new(
                "Found",
                found,
                "Discovered in the period, whatever became of it.",
            )
        },
        Card {
            before: Some(closed_before),
            ..Card::new(
                "Closed",
                closed,
                "Mitigated in the period, which includes false positives and what is out of scope.",
            )
        },
        Card {
            before: Some(found_before - closed_before),
            ..Card::new(
                "Net change",
                found - closed,
                "Found less closed in the period.",
            )
        },
    ]);
    Ok(cards)
}

/// What the card of a severity is called.
const fn label(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Open Critical",
        Severity::High => "Open High",
        Severity::Medium => "Open Medium",
        Severity::Low => "Open Low",
        Severity::Info => "Open Info",
    }
}

/// A count on a card.
pub(super) fn value(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
