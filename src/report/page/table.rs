//! Rows as the templates show them: each with what its picture is made of.

use super::bar::{Part, class, single, stacked};
use super::number::{Count, Days, NONE, Percent, Period, Signed};
use super::plot::Plot;
use super::scale::Scale;
use crate::dojo::{Severity, Tally};
use crate::report::{Durations, Group, Ids, Interval, Metrics, Priority, Rows};

/// The label of the row for all groups that have none of their own.
const REST: &str = "others";

/// The numbers of a section.
pub(super) enum Table<'a> {
    /// There are none. Why that may be good.
    Empty(&'static str),
    /// Findings by group.
    Groups(Groups<'a>),
    /// Findings over time, newest last.
    Time(Plot, Vec<Moment>),
    /// How fast they were fixed.
    Remediation(Vec<Fixes<'a>>),
    /// How many were none.
    Noise(Vec<Share<'a>>),
    /// What to fix first.
    Priorities(Vec<Urgent<'a>>),
}

impl<'a> Table<'a> {
    pub(super) fn of(rows: &'a Rows, ids: Option<Ids>) -> Self {
        match rows {
            Rows::Severities(rows) if !rows.is_empty() => Self::Groups(Groups::of(rows, ids)),
            Rows::Time(rows) => Plot::of(rows).map_or(
                Self::Empty("There is no interval in this period."),
                |plot| Self::Time(plot, rows.iter().map(Moment::of).collect()),
            ),
            Rows::Remediation(rows) if !rows.is_empty() => Self::Remediation(Fixes::of(rows, ids)),
            Rows::Noise(rows) if !rows.is_empty() => Self::Noise(Share::of(rows, ids)),
            Rows::Priorities(rows) if !rows.is_empty() => {
                Self::Priorities(rows.iter().map(Urgent::of).collect())
            }
            Rows::Severities(_) => Self::Empty(
                "None. Where scans run and are imported, that is good news: nothing here waits for anybody.",
            ),
            Rows::Remediation(_) => Self::Empty("None: there was nothing to fix."),
            Rows::Noise(_) => Self::Empty("None: no finding was discovered, so none was wrong."),
            Rows::Priorities(_) => Self::Empty(
                "None. No finding is urgent by these rules; where scans run, that is good news.",
            ),
        }
    }
}

/// What a row is about.
pub(super) struct Name<'a> {
    pub(super) text: &'a str,
    /// The id, where it is a product.
    pub(super) product: Option<u64>,
    /// Whether it sums up others.
    pub(super) is_sum: bool,
}

impl<'a> Name<'a> {
    fn new(text: &'a str, id: Option<u64>, ids: Option<Ids>) -> Self {
        Self {
            text,
            product: id.filter(|_| ids == Some(Ids::Product)),
            is_sum: false,
        }
    }
}

/// Findings by group.
pub(super) struct Groups<'a> {
    pub(super) rows: Vec<GroupRow<'a>>,
    /// For the severities that any group has.
    pub(super) columns: Vec<Column>,
}

/// The heading of a column.
pub(super) struct Column {
    pub(super) severity: Severity,
    /// The class in the style sheet.
    pub(super) class: &'static str,
}

/// Findings of a group.
pub(super) struct GroupRow<'a> {
    pub(super) name: Name<'a>,
    pub(super) total: Count,
    /// By severity, as the groups have them.
    pub(super) cells: Vec<Cell>,
    pub(super) bar: Vec<Part>,
}

/// How many findings of a severity there are, where that was asked.
pub(super) struct Cell {
    /// The class of the severity in the style sheet.
    pub(super) class: &'static str,
    pub(super) count: Option<Count>,
}

impl<'a> Groups<'a> {
    fn of(groups: &'a [Group], ids: Option<Ids>) -> Self {
        let is_rest = |group: &Group| group.label.id.is_none() && group.label.text == REST;
        // The rest is no group: it has no bar, which may be longer than all others.
        let drawn = groups.iter().filter(|group| !is_rest(group));
        let scale = Scale::to_largest(drawn.map(|group| group.total));
        let has = |severity: &Severity| {
            let mut tallies = groups.iter().filter_map(|group| group.tally);
            tallies.any(|tally| tally.of(*severity) > 0)
        };
        let severities: Vec<_> = Severity::ALL.iter().copied().filter(has).collect();
        let row = |group: &'a Group| GroupRow {
            name: Name {
                is_sum: is_rest(group),
                ..Name::new(&group.label.text, group.label.id, ids)
            },
            total: Count(group.total),
            cells: severities
                .iter()
                .map(|severity| Cell::of(*severity, group.tally))
                .collect(),
            bar: match group.tally {
                _ if is_rest(group) => Vec::new(),
                Some(tally) => stacked(tally, scale),
                None => single("n", group.total, scale).into_iter().collect(),
            },
        };
        Self {
            rows: groups.iter().map(row).collect(),
            columns: severities
                .iter()
                .map(|&severity| Column {
                    severity,
                    class: class(severity),
                })
                .collect(),
        }
    }
}

impl Cell {
    fn of(severity: Severity, tally: Option<Tally>) -> Self {
        Self {
            class: class(severity),
            count: tally.map(|tally| Count(tally.of(severity))),
        }
    }
}

/// What happened in an interval.
pub(super) struct Moment {
    pub(super) period: Period,
    pub(super) opened: Count,
    pub(super) closed: Count,
    pub(super) open: Count,
}

impl Moment {
    fn of(interval: &Interval) -> Self {
        Self {
            period: Period {
                from: interval.from,
                to: interval.to,
            },
            opened: Count(interval.opened.total),
            closed: Count(interval.closed.total),
            open: Count(interval.open),
        }
    }
}

/// How fast findings of a group were fixed.
pub(super) struct Fixes<'a> {
    pub(super) name: Name<'a>,
    pub(super) fixed: Count,
    pub(super) mean: Days,
    pub(super) median: Days,
    pub(super) p90: Days,
    pub(super) within_sla: Percent,
    pub(super) open: Count,
    pub(super) overdue: Count,
    pub(super) bar: Vec<Part>,
}

impl<'a> Fixes<'a> {
    fn of(rows: &'a [Metrics], ids: Option<Ids>) -> Vec<Self> {
        let days = |metrics: &'a Metrics| metrics.days_to_fix.as_ref();
        let drawn = |days: &Durations| [tenths(days.median), tenths(p90(days))];
        let scale = Scale::to_largest(rows.iter().filter_map(days).flat_map(drawn));
        let row = |(at, metrics): (usize, &'a Metrics)| Self {
            name: name(at, metrics, ids),
            fixed: Count(metrics.fixed),
            mean: Days(days(metrics).map(|days| days.mean)),
            median: Days(days(metrics).map(|days| days.median)),
            p90: Days(days(metrics).map(p90)),
            within_sla: Percent(days(metrics).and_then(|days| days.within_sla)),
            open: Count(metrics.open),
            overdue: Count(metrics.overdue),
            bar: days(metrics).map_or_else(Vec::new, |days| {
                let [median, p90] = drawn(days);
                let parts = [single("q", p90, scale), single("p", median, scale)];
                parts.into_iter().flatten().collect()
            }),
        };
        rows.iter().enumerate().map(row).collect()
    }
}

/// How many findings of a group were none.
pub(super) struct Share<'a> {
    pub(super) name: Name<'a>,
    pub(super) discovered: Count,
    pub(super) false_positives: Count,
    pub(super) false_positive_rate: Percent,
    pub(super) duplicates: Count,
    pub(super) duplicate_rate: Percent,
    pub(super) false_positive_bar: Option<Part>,
    pub(super) duplicate_bar: Option<Part>,
}

impl<'a> Share<'a> {
    fn of(rows: &'a [Metrics], ids: Option<Ids>) -> Vec<Self> {
        let rate = |rate: Option<f64>| tenths(rate.unwrap_or(0.0) * 100.0);
        // A bar of the whole width is all of the findings.
        let scale = Scale::to_largest([tenths(100.0)]);
        let row = |(at, metrics): (usize, &'a Metrics)| Self {
            name: name(at, metrics, ids),
            discovered: Count(metrics.discovered),
            false_positives: Count(metrics.false_positives),
            false_positive_rate: Percent(metrics.false_positive_rate),
            duplicates: Count(metrics.duplicates),
            duplicate_rate: Percent(metrics.duplicate_rate),
            false_positive_bar: single("f", rate(metrics.false_positive_rate), scale),
            duplicate_bar: single("d", rate(metrics.duplicate_rate), scale),
        };
        rows.iter().enumerate().map(row).collect()
    }
}

/// The first row is that of all.
fn name(at: usize, metrics: &Metrics, ids: Option<Ids>) -> Name<'_> {
    Name {
        is_sum: at == 0,
        ..Name::new(metrics.label.as_deref().unwrap_or(NONE), metrics.id, ids)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "beyond 2^52 days no decimal is shown wrong"
)]
const fn p90(days: &Durations) -> f64 {
    days.p90 as f64
}

/// For a picture. What is below nothing, or no number, is nothing in it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from floats saturates, and makes 0 of NaN"
)]
const fn tenths(value: f64) -> u64 {
    (value * 10.0) as u64
}

/// A finding that is to be fixed early.
pub(super) struct Urgent<'a> {
    pub(super) finding: &'a Priority,
    /// The class of its severity in the style sheet.
    pub(super) class: &'static str,
    pub(super) age: Option<Signed>,
}

impl<'a> Urgent<'a> {
    fn of(finding: &'a Priority) -> Self {
        let word = finding.severity.as_deref();
        let mut severities = Severity::ALL.iter().copied();
        let severity = severities.find(|severity| word == Some(severity.as_str()));
        Self {
            finding,
            class: severity.map_or("n", class),
            age: finding.age_days.map(Signed),
        }
    }
}
