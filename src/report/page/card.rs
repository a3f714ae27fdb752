//! Cards as the template shows them.

use super::bar::class;
use super::number::{Count, Signed};
use crate::dojo::Severity;
use crate::report::Card;
use std::cmp::Ordering;

/// One number that matters.
pub(super) struct CardText {
    pub(super) label: &'static str,
    pub(super) value: Signed,
    pub(super) severity: Option<Severity>,
    /// The class in the style sheet.
    pub(super) class: &'static str,
    pub(super) basis: &'static str,
    pub(super) change: Option<Change>,
}

/// How a number differs from that in the period before.
pub(super) struct Change {
    pub(super) by: Count,
    pub(super) way: Ordering,
    pub(super) before: Signed,
    /// How long the period is.
    pub(super) days: Signed,
}

impl CardText {
    /// Of a card of a report on so many days.
    pub(super) fn of(card: &Card, days: i64) -> Self {
        Self {
            label: card.label,
            value: Signed(card.value),
            severity: card.severity,
            class: card.severity.map_or("", class),
            basis: card.basis,
            change: card.before.map(|before| Change {
                by: Count(card.value.abs_diff(before)),
                way: card.value.cmp(&before),
                before: Signed(before),
                days: Signed(days),
            }),
        }
    }
}
