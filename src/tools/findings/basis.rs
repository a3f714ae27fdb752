//! In one sentence, what was counted.

use super::period::Period;
use crate::dojo::{DayRange, Status, StatusMatch};
use crate::text::{clean_line, quoted};
use std::fmt::Display;

/// The most values of one filter that are named.
const NAMED: usize = 8;

/// Conditions, in the order in which they were added.
#[derive(Debug, Default, Clone)]
pub(crate) struct Basis {
    conditions: Vec<String>,
    /// Whether names are quoted that `DefectDojo` gave.
    pub(crate) is_foreign: bool,
}

impl Basis {
    /// A condition in words.
    pub(crate) fn add(&mut self, condition: String) {
        self.conditions.push(condition);
    }

    /// The values of a filter that takes several.
    pub(crate) fn any_of<T: Display>(&mut self, what: &str, values: &[T]) {
        if !values.is_empty() {
            self.add(format!("{what} {}", listed(values, "or")));
        }
    }

    /// The objects that were found for a filter, by the names that `DefectDojo` gives them, in quotation marks.
    pub(crate) fn any_found(&mut self, what: &str, names: &[String]) {
        self.is_foreign |= !names.is_empty();
        self.any_of(what, names);
    }

    /// A filter that looks for a part of a text.
    pub(crate) fn contains(&mut self, what: &str, part: Option<&str>) {
        if let Some(part) = part {
            self.add(format!("{what} contains {}", quoted(part, 200)));
        }
    }

    /// A filter that is set to yes or no, in the words of each.
    pub(crate) fn flag(&mut self, flag: Option<bool>, yes: &str, no: &str) {
        match flag {
            Some(true) => self.add(yes.to_owned()),
            Some(false) => self.add(no.to_owned()),
            None => {}
        }
    }

    /// The statuses.
    pub(crate) fn statuses(&mut self, statuses: &[Status], mode: StatusMatch) {
        match mode {
            _ if statuses.is_empty() => {}
            StatusMatch::Any => self.any_of("status", statuses),
            StatusMatch::All => self.add(format!("status {} at once", listed(statuses, "and"))),
        }
    }

    /// A range of days, with the period that it came from. The ends are said as days that belong to it.
    pub(crate) fn days(&mut self, what: &str, range: DayRange, period: Option<Period>) {
        let first = range.after.map(|day| day.plus(1));
        let last = range.before.map(|day| day.plus(-1));
        let days = match (first, last) {
            (Some(first), Some(last)) if first > last => {
                "on no day (the dates exclude each other)".to_owned()
            }
            (Some(first), Some(last)) if first == last => format!("on {first}"),
            (Some(first), Some(last)) => format!("from {first} to {last}"),
            (Some(first), None) => format!("from {first} on"),
            (None, Some(last)) => format!("up to {last}"),
            (None, None) => return,
        };
        self.add(match period {
            Some(period) => format!("{what} {days} ({}, UTC)", period.name()),
            None => format!("{what} {days}"),
        });
    }

    /// The sentence. What the caller typed is in it, so that it is cleaned.
    pub(crate) fn sentence(&self, what: &str) -> String {
        if self.conditions.is_empty() {
            return format!("All {what} that this token can see.");
        }
        let (first, rest) = what.split_at_checked(1).unwrap_or((what, ""));
        let first = first.to_ascii_uppercase();
        clean_line(&format!(
            "{first}{rest} that this token can see with: {}.",
            self.conditions.join("; ")
        ))
    }
}

/// The values as words, the last joined by `last`.
fn listed<T: Display>(values: &[T], last: &str) -> String {
    let mut words: Vec<String> = values.iter().take(NAMED).map(ToString::to_string).collect();
    if let Some(more) = values.len().checked_sub(NAMED).filter(|more| *more > 0) {
        words.push(format!("{more} more"));
    }
    match words.split_last() {
        Some((word, [])) => word.clone(),
        Some((word, words)) => format!("{} {last} {word}", words.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_asked_counts_all() {
        assert_eq!(
            Basis::default().sentence("findings"),
            "All findings that this token can see."
        );
    }

    #[test]
    fn conditions_are_joined() {
        let mut basis = Basis::default();
        basis.statuses(&[Status::Active, Status::Verified], StatusMatch::All);
        basis.any_of("severity", &["Critical", "High"]);
        let range = Period::Past30Days.range("2026-11-22".parse().unwrap());
        basis.days("discovered", range, Some(Period::Past30Days));
        basis.flag(Some(false), "linked to Jira", "not linked to Jira");
        basis.contains("title", Some("a\u{202E}\"b"));
        assert_eq!(
            basis.sentence("findings"),
            "Findings that this token can see with: status Active and Verified at once; severity Critical or High; discovered from 2026-10-23 to 2026-11-22 (Past 30 days, UTC); not linked to Jira; title contains \"a'b\"."
        );
    }

    #[test]
    fn long_lists_are_shortened() {
        let ids: Vec<u64> = (1..=20).collect();
        assert_eq!(listed(&ids, "or"), "1, 2, 3, 4, 5, 6, 7, 8 or 12 more");
    }

    #[test]
    fn days_that_exclude_each_other_are_said() {
        let mut basis = Basis::default();
        let day = "2026-11-22".parse().ok();
        basis.days(
            "closed",
            DayRange {
                after: day,
                before: day,
            },
            None,
        );
        assert!(basis.sentence("findings").contains("on no day"));
    }
}
