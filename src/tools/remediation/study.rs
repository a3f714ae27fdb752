//! The figures of a period, of all findings and by group, and whether they can be relied on.

use super::{Fixed, Groups, Measure, Rank, RemediationBy, durations, metrics, nothing};
use crate::dojo::{DayRange, FindingFilter, Lack, Names, Sample};
use crate::report::Metrics;
use crate::tools::operation::{Call, ToolError};
use crate::tools::summary::CHANGED;
use serde::Serialize;

/// Findings in a period.
pub(crate) struct Study<'a> {
    call: &'a Call<'a>,
    measure: Measure,
    /// Of those that were fixed, once they were read.
    sample: Option<Reading>,
}

/// What was read of findings: None where they changed meanwhile.
type Reading = Option<Sample<Fixed>>;

/// How many findings the days to fix were taken from.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(crate) struct Sampled {
    findings: usize,
    of: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    how: Option<&'static str>,
}

impl Sampled {
    /// In words, where not all were read.
    pub(crate) fn sentence(self) -> Option<String> {
        let Self { findings, of, how } = self;
        Some(format!(
            "Days to fix come from {findings} of {of} findings: {}.",
            how?
        ))
    }
}

/// How it is drawn where there are too many.
const SAMPLED: &str =
    "a systematic sample: runs of 20 findings, evenly spaced over the list by discovery";

/// The figures of groups.
pub(crate) struct Measured {
    pub(crate) all: Metrics,
    pub(crate) groups: Vec<Metrics>,
    pub(crate) is_exact: bool,
    /// What is wrong with the numbers.
    pub(crate) note: Option<String>,
}

impl<'a> Study<'a> {
    /// Of the findings of `filter`.
    pub(crate) fn new(call: &'a Call<'a>, filter: &FindingFilter, period: DayRange) -> Self {
        Self {
            call,
            measure: Measure::new(filter, period),
            sample: None,
        }
    }

    /// Reads what was fixed, for how long that took: with their products and test types, or without where they are not
    /// told apart by those. Where there are more than 3,000, it is a sample of `runs` times 20.
    ///
    /// # Errors
    /// Every error of a call to `DefectDojo`.
    pub(crate) async fn read(&mut self, runs: u64, names: Names) -> Result<Sampled, ToolError> {
        let sample = match &self.measure.fixed {
            Some(fixed) => {
                let dojo = &self.call.dojo;
                dojo.sample(fixed, runs, names, |row| Fixed::new(&row, names))
                    .await?
            }
            None => Some(Sample::default()),
        };
        let read = sample.as_ref();
        let sampled = read.map_or_else(Sampled::default, |sample| Sampled {
            findings: sample.rows.len(),
            of: sample.count,
            how: (!sample.is_whole()).then_some(SAMPLED),
        });
        self.sample = Some(sample);
        Ok(sampled)
    }

    /// All and by group: the `top` that have most of what `rank` says. With days to fix if they were read.
    ///
    /// # Errors
    /// Every error of a call to `DefectDojo`.
    pub(crate) async fn by(
        &self,
        by: RemediationBy,
        rank: Rank,
        top: usize,
    ) -> Result<Measured, ToolError> {
        let Self {
            call,
            measure,
            sample,
        } = self;
        let told = Groups::of(call, measure, by, rank, top).await?;
        let asked: Vec<Measure> = told.rows.iter().map(|(key, _)| measure.of(*key)).collect();
        let asked = [measure].into_iter().chain(&asked).collect();
        let mut metrics = metrics(call, asked).await?.into_iter();
        let mut all = metrics.next().unwrap_or_else(nothing);
        let read = sample.as_ref().and_then(Option::as_ref);
        let rows: &[Fixed] = read.map_or(&[], |sample| sample.rows.as_slice());
        all.days_to_fix = durations(rows.iter());
        let groups = told.rows.iter().zip(metrics);
        let groups = groups.map(|((key, label), metrics)| {
            let rows = rows.iter().filter(|row| key.holds(row));
            metrics.of_group(label, durations(rows))
        });
        let groups = groups.collect();
        // Counted by severity first, and as a whole after.
        let counted = match rank {
            Rank::Fixed => all.fixed,
            Rank::Discovered => all.discovered,
        };
        let changed = counted != told.count
            || told.lack == Some(Lack::Changed)
            || matches!(sample, Some(None))
            || read.is_some_and(|sample| sample.count != all.fixed);
        let unread = rows.iter().filter(|row| !row.is_readable).count();
        let is_whole = read.is_none_or(Sample::is_whole);
        Ok(Measured {
            all,
            groups,
            is_exact: is_whole && told.lack.is_none() && !changed && unread == 0,
            note: note(changed, told.lack, rank, unread),
        })
    }
}

fn note(changed: bool, lack: Option<Lack>, rank: Rank, unread: usize) -> Option<String> {
    let more = match rank {
        Rank::Fixed => "others may have more fixed findings.",
        Rank::Discovered => "more may have been discovered of others.",
    };
    let lack = match lack {
        Some(Lack::Spent) => Some("Requests or time ran out before all groups were found"),
        Some(Lack::Long) => Some("Only the first 4,000 objects were looked at"),
        Some(Lack::Changed) | None => None,
    };
    let unread = (unread > 0).then(|| {
        format!("Dates, severity, product, test type or CWE of {unread} fixed findings could not be read: days_to_fix may lack them.")
    });
    let notes = [
        changed.then(|| CHANGED.to_owned()),
        lack.map(|lack| format!("{lack}: {more}")),
        unread,
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}
