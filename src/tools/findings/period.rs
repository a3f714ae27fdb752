//! The named periods of discovery, as the user interface numbers them.

use crate::dojo::{Day, DayRange};
use crate::tools::args::Choice;

/// When a finding was discovered. "Past N days" begins N days before today, as in `DefectDojo`
/// (`DateRangeFilter` in its `dojo/filters.py`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Period {
    Any,
    Today,
    Past7Days,
    Past30Days,
    Past90Days,
    CurrentMonth,
    CurrentYear,
    PastYear,
}

impl Period {
    const ALL: [(&'static str, Self); 8] = [
        ("0 - Any date", Self::Any),
        ("1 - Today", Self::Today),
        ("2 - Past 7 days", Self::Past7Days),
        ("3 - Past 30 days", Self::Past30Days),
        ("4 - Past 90 days", Self::Past90Days),
        ("5 - Current month", Self::CurrentMonth),
        ("6 - Current year", Self::CurrentYear),
        ("7 - Past year", Self::PastYear),
    ];

    /// What the period is called, without its number.
    pub(crate) fn name(self) -> &'static str {
        let label = Self::ALL.iter().find(|(_, period)| *period == self);
        label
            .and_then(|(label, _)| label.split_once(" - "))
            .map_or("", |(_, name)| name)
    }

    /// The days of the period, on the day `today`. Sent as days instead of `DefectDojo`'s own `date=3`, so
    /// that what is counted is what the result says, whatever time zone the server is in.
    pub(crate) fn range(self, today: Day) -> DayRange {
        let past = |days: i32| DayRange {
            after: Some(today.plus(-days - 1)),
            before: Some(today.plus(1)),
        };
        let whole = |(first, next): (Day, Day)| DayRange {
            after: Some(first.plus(-1)),
            before: Some(next),
        };
        match self {
            Self::Any => DayRange::default(),
            Self::Today => past(0),
            Self::Past7Days => past(7),
            Self::Past30Days => past(30),
            Self::Past90Days => past(90),
            Self::CurrentMonth => whole((month(today), month(month(today).plus(31)))),
            Self::CurrentYear => whole((year(today), month(year(today).plus(366)))),
            Self::PastYear => past(365),
        }
    }
}

/// The first day of a day's month.
fn month(day: Day) -> Day {
    day.plus(1 - i32::from(day.day()))
}

/// The first day of a day's year.
fn year(day: Day) -> Day {
    let mut first = month(day);
    while first.month() > 1 {
        first = month(first.plus(-1));
    }
    first
}

impl Choice for Period {
    const WHAT: &'static str = "period";

    fn values() -> Vec<(&'static str, Self)> {
        Self::ALL.to_vec()
    }

    /// The number alone, or the name alone.
    fn other(text: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(label, _)| {
            label
                .split_once(" - ")
                .is_some_and(|(number, name)| text == number || text.eq_ignore_ascii_case(name))
        });
        found.map(|(_, period)| *period)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::args::{Argument as _, OneOf};
    use serde_json::json;

    fn range(period: Period) -> String {
        let range = period.range("2026-11-22".parse().unwrap());
        format!("{} {}", range.after.unwrap(), range.before.unwrap())
    }

    #[test]
    fn periods_come_to_days() {
        assert_eq!(range(Period::Today), "2026-11-21 2026-11-23");
        assert_eq!(range(Period::Past7Days), "2026-11-14 2026-11-23");
        assert_eq!(range(Period::Past30Days), "2026-10-22 2026-11-23");
        assert_eq!(range(Period::Past90Days), "2026-08-23 2026-11-23");
        assert_eq!(range(Period::CurrentMonth), "2026-10-31 2026-12-01");
        assert_eq!(range(Period::CurrentYear), "2025-12-31 2027-01-01");
        assert_eq!(range(Period::PastYear), "2025-11-21 2026-11-23");
        assert_eq!(
            Period::Any.range("2026-11-22".parse().unwrap()),
            DayRange::default()
        );
    }

    #[test]
    fn number_name_or_label() {
        for form in [
            json!("3 - Past 30 days"),
            json!(3),
            json!("3"),
            json!("past 30 DAYS"),
        ] {
            assert_eq!(OneOf::read(&form), Ok(OneOf(Period::Past30Days)), "{form}");
        }
        assert_eq!(OneOf::read(&json!(0)), Ok(OneOf(Period::Any)));
        assert!(OneOf::<Period>::read(&json!(8)).is_err());
        assert!(OneOf::<Period>::read(&json!("Past 31 days")).is_err());
    }
}
