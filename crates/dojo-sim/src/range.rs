//! The seven named date ranges of DefectDojo's lists (`DateRangeFilter` in `dojo/filters.py`).

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateRange {
    Today,
    Past(u64),
    CurrentMonth,
    CurrentYear,
}

impl DateRange {
    /// The range of a choice from `1` to `7`.
    pub(crate) fn from_choice(choice: &str) -> Option<Self> {
        Some(match choice {
            "1" => Self::Today,
            "2" => Self::Past(7),
            "3" => Self::Past(30),
            "4" => Self::Past(90),
            "5" => Self::CurrentMonth,
            "6" => Self::CurrentYear,
            "7" => Self::Past(365),
            _ => return None,
        })
    }

    pub(crate) fn holds(self, moment: DateTime<Utc>, today: NaiveDate) -> bool {
        let day = moment.date_naive();
        match self {
            Self::Today => day == today,
            Self::Past(days) => {
                today
                    .checked_sub_days(Days::new(days))
                    .is_some_and(|first| day >= first)
                    && day <= today
            }
            Self::CurrentMonth => day.year() == today.year() && day.month() == today.month(),
            Self::CurrentYear => day.year() == today.year(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::midnight;

    #[test]
    fn past_days_include_the_first_one() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let week = DateRange::from_choice("2").unwrap();
        let day = |back: u64| midnight(today.checked_sub_days(Days::new(back)).unwrap());
        assert!(week.holds(day(7), today));
        assert!(!week.holds(day(8), today));
        assert!(!week.holds(day(0) + Days::new(1), today));
        assert_eq!(DateRange::from_choice("0"), None);
    }
}
