//! Numbers as people read them.

use crate::dojo::Day;
use std::fmt;

/// What stands where there is no number.
pub(super) const NONE: &str = "–";

/// A number, with a comma between thousands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count(pub(super) u64);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// A number that may be negative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signed(pub(super) i64);

impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("−")?;
        }
        Count(self.0.unsigned_abs()).fmt(f)
    }
}

/// A share of 0 to 1 as per cent, where there is one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Percent(pub(super) Option<f64>);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(share) if share.is_finite() => write!(f, "{:.1}%", share * 100.0),
            _ => f.write_str(NONE),
        }
    }
}

/// A number of days with one decimal, where there is one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days(pub(super) Option<f64>);

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(days) if days.is_finite() => write!(f, "{days:.1}"),
            _ => f.write_str(NONE),
        }
    }
}

/// From a day to another, both within, as short as is clear.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub(super) from: Day,
    pub(super) to: Day,
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = *self;
        if from != to {
            write!(f, "{}", from.day())?;
            if (from.year(), from.month()) != (to.year(), to.month()) {
                write!(f, " {}", month(from))?;
            }
            if from.year() != to.year() {
                write!(f, " {}", from.year())?;
            }
            f.write_str(" to ")?;
        }
        Date(to).fmt(f)
    }
}

/// A day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Date(pub(super) Day);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.0.day(), month(self.0), self.0.year())
    }
}

fn month(day: Day) -> &'static str {
    match day.month() {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_told_apart() {
        for (number, told) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (12_345, "12,345"),
            (1_000_000, "1,000,000"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(Count(number).to_string(), told);
        }
        assert_eq!(Signed(-1_234).to_string(), "−1,234");
        assert_eq!(Signed(i64::MIN).to_string(), "−9,223,372,036,854,775,808");
    }

    #[test]
    fn what_is_no_number_is_a_dash() {
        assert_eq!(Percent(Some(0.056)).to_string(), "5.6%");
        assert_eq!(Percent(Some(1.0)).to_string(), "100.0%");
        assert_eq!(Days(Some(12.25)).to_string(), "12.2");
        for none in [None, Some(f64::NAN), Some(f64::INFINITY)] {
            assert_eq!(Percent(none).to_string(), NONE);
            assert_eq!(Days(none).to_string(), NONE);
        }
    }

    #[test]
    fn periods_name_what_differs() {
        for (from, to, told) in [
            ("2026-11-22", "2026-11-22", "22 Nov 2026"),
            ("2026-11-16", "2026-11-22", "16 to 22 Nov 2026"),
            ("2026-11-30", "2026-12-06", "30 Nov to 6 Dec 2026"),
            ("2026-12-28", "2027-01-03", "28 Dec 2026 to 3 Jan 2027"),
            ("2025-11-22", "2026-11-22", "22 Nov 2025 to 22 Nov 2026"),
        ] {
            let day = |text: &str| text.parse().unwrap();
            let period = Period {
                from: day(from),
                to: day(to),
            };
            assert_eq!(period.to_string(), told);
        }
    }
}
