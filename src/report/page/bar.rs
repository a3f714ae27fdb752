//! Bars: of one number, or of parts that add up.

use super::scale::{Permille, Scale};
use crate::dojo::{Severity, Tally};

/// The least that is seen of what is not nothing, with the gap to the next part.
const LEAST: u32 = 6;
const GAP: u32 = 2;
/// How long a bar is, but for small parts that are drawn larger than they are: all but one, at most.
const LENGTH: u32 = Permille::ALL - 4 * LEAST;

/// A part of a bar, in the colour of its class.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The class in the style sheet.
    pub(super) class: &'static str,
    /// Where it begins.
    pub(super) from: Permille,
    /// Where it ends.
    pub(super) to: Permille,
}

/// The class of a severity in the style sheet.
pub(super) const fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "c",
        Severity::High => "h",
        Severity::Medium => "m",
        Severity::Low => "l",
        Severity::Info => "i",
    }
}

/// A bar with the severities one behind the other, worst first.
pub(super) fn stacked(tally: Tally, scale: Scale) -> Vec<Part> {
    let mut sum = 0_u64;
    let mut end = 0;
    let mut parts = Vec::new();
    for (severity, count) in tally.by_severity().filter(|(_, count)| *count > 0) {
        sum = sum.saturating_add(count);
        let from = end;
        end = scale.place(sum, LENGTH).max(from + LEAST);
        parts.push(Part {
            class: class(severity),
            from: Permille(from),
            to: Permille(end - GAP),
        });
    }
    parts
}

/// A bar of one number; none of nothing.
pub(super) fn single(class: &'static str, value: u64, scale: Scale) -> Option<Part> {
    (value > 0).then(|| Part {
        class,
        from: Permille(0),
        to: Permille(scale.place(value, LENGTH).max(LEAST)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(tally: Tally, largest: u64) -> Vec<(&'static str, u32, u32)> {
        stacked(tally, Scale::to_largest([largest]))
            .into_iter()
            .map(|part| (part.class, part.from.0, part.to.0))
            .collect()
    }

    #[test]
    fn parts_stand_one_behind_the_other_with_gaps() {
        let tally = Tally {
            critical: 10,
            high: 20,
            low: 20,
            ..Tally::default()
        };
        assert_eq!(
            ends(tally, 100),
            [("c", 0, 96), ("h", 98, 291), ("l", 293, 486)]
        );
        assert!(ends(Tally::default(), 100).is_empty());
        assert!(ends(Tally::default(), 0).is_empty());
    }

    #[test]
    fn what_is_little_is_seen_and_what_is_huge_stays_within() {
        let little = Tally {
            critical: 1,
            high: 1_000_000,
            info: 1,
            ..Tally::default()
        };
        assert_eq!(
            ends(little, little.total()),
            [("c", 0, 4), ("h", 6, 974), ("i", 976, 980)]
        );
        let huge = u64::MAX / 5;
        let huge = Tally {
            critical: huge,
            high: huge,
            medium: huge,
            low: huge,
            info: huge,
        };
        assert_eq!(
            ends(huge, u64::MAX).last(),
            Some(&("i", 781, 974)),
            "the sum is as large as numbers get"
        );
        assert_eq!(single("p", 0, Scale::to_largest([5])), None);
        let part = single("p", 1, Scale::to_largest([u64::MAX])).unwrap();
        assert_eq!(part.to, Permille(LEAST));
    }
}
