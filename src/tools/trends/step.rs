//! How time is cut into intervals.

use crate::dojo::Day;
use crate::tools::args::Choice;

/// How long an interval is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Day,
    Week,
    Month,
}

impl Choice for Step {
    const WHAT: &'static str = "interval";

    fn values() -> Vec<(&'static str, Self)> {
        vec![
            ("day", Self::Day),
            ("week", Self::Week),
            ("month", Self::Month),
        ]
    }
}

/// The intervals that reach back `days` days, today being the last of them, in the order of time.
pub(crate) fn intervals(step: Step, today: Day, days: i32) -> Vec<(Day, Day)> {
    let first = today.plus(1 - days);
    let mut intervals = Vec::new();
    let mut to = today;
    while to >= first {
        let from = match step {
            Step::Day => to,
            Step::Week => to.plus(-6),
            Step::Month => to.month_start(),
        };
        intervals.push((from, to));
        to = from.plus(-1);
    }
    intervals.reverse();
    intervals
}
