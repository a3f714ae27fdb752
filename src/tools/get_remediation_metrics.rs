//! `get_remediation_metrics`: how many findings were fixed and how fast, and how many were none.

use super::answer::UNTRUSTED;
use super::args::{Both, Days, OneOf, Top};
use super::findings::{Basis, FindingFilters};
use super::operation::{Call, Operation, ToolError};
use super::remediation::{Durations, Fixed, Key, RemediationBy, rate};
use super::summarize_findings::CHANGED;
use super::summary::{Label, Object, Question};
use crate::dojo::{Conjunction, DayRange, FindingFilter, Flag, Lack, Sample, Severity, Status};
use crate::taxonomy::cwe;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Measures remediation.
pub(crate) struct GetRemediationMetrics;

/// By what, and when.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Scope {
    /// `severity` (default), `product`, `test_type` (the scanner) or `cwe`.
    group_by: Option<OneOf<RemediationBy>>,
    /// How many days back, 1 to 730 (default 90).
    days: Days,
    /// How many groups to tell, 1 to 50 (default 15), those with the most fixed findings.
    top: Top,
}

/// What is told of a group, or of all.
#[derive(Serialize)]
struct Metrics {
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    fixed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    days_to_fix: Option<Durations>,
    open: u64,
    overdue: u64,
    discovered: u64,
    false_positives: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    false_positive_rate: Option<f64>,
    duplicates: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_rate: Option<f64>,
}

/// How many findings the days to fix were taken from.
#[derive(Serialize)]
struct Sampled {
    findings: usize,
    of: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    how: Option<&'static str>,
}

/// What is sent.
#[derive(Serialize)]
struct Remediation {
    exact: bool,
    from: String,
    to: String,
    basis: String,
    requests: u32,
    note: String,
    days_to_fix_from: Sampled,
    #[serde(skip_serializing_if = "Option::is_none")]
    untrusted: Option<&'static str>,
    all: Metrics,
    groups: Vec<Metrics>,
}

/// What has to be known to read the numbers rightly.
const NOTE: &str = "fixed: mitigated in the period, and neither false positive nor out of scope nor duplicate. days_to_fix: from discovery to mitigation of those; p90 by nearest rank; within_sla is a share of the with_sla that have an SLA date. open, overdue: now. discovered: in the period; false_positives and duplicates are those of them that are marked so today, and the rates are shares of discovered. Rates are 0 to 1, days are UTC.";
/// How it is drawn where there are too many.
const SAMPLED: &str =
    "a systematic sample: runs of 20 findings, evenly spaced over the list by discovery";

impl Operation for GetRemediationMetrics {
    const NAME: &'static str = "get_remediation_metrics";
    const TITLE: &'static str = "Remediation metrics";
    const DESCRIPTION: &'static str = "Measures remediation in a period, by severity, product, scanner or CWE: findings fixed, days to fix (mean, median, 90th percentile), share fixed within SLA, open and overdue now, false-positive and duplicate rates. Use it for \"how fast do we fix\", \"which tool makes noise\", \"are SLAs met\". Takes the same filters as get_findings; leave out `status`.";

    type Arguments = Both<Scope, FindingFilters>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(scope, filters) = arguments;
        let (filter, basis) = filters.resolve(call).await?;
        let by = scope.group_by.map_or(RemediationBy::default(), |by| by.0);
        let (from, to) = (call.today.plus(1 - scope.days.0), call.today);
        let period = DayRange {
            after: Some(from.plus(-1)),
            before: Some(to.plus(1)),
        };
        let measure = Measure::new(&filter, period);
        let (groups, lack) = groups(call, &measure, by, scope.top.0).await?;
        let sample = match &measure.fixed {
            Some(fixed) => call.dojo.sample(fixed, |row| Fixed::new(&row)).await?,
            None => Some(Sample::default()),
        };
        let changed = sample.is_none() || lack == Some(Lack::Changed);
        let sample = sample.unwrap_or_default();
        let rows = &sample.rows;
        let unread = rows.iter().filter(|row| !row.is_readable).count();
        let asked: Vec<Measure> = groups.iter().map(|(key, _)| measure.of(*key)).collect();
        let mut metrics = metrics(call, [&measure].into_iter().chain(&asked).collect())
            .await?
            .into_iter();
        let mut all = metrics.next().unwrap_or_else(Metrics::nothing);
        all.days_to_fix = Durations::of(rows.iter());
        let groups: Vec<Metrics> = groups
            .iter()
            .zip(metrics)
            .map(|((key, label), metrics)| Metrics {
                label: Some(label.text.clone()),
                id: label.id,
                days_to_fix: Durations::of(rows.iter().filter(|row| key.holds(row))),
                ..metrics
            })
            .collect();
        // Counted before the findings were read, and after.
        let changed = changed || all.fixed != sample.count;
        Ok(serde_json::to_string(&Remediation {
            exact: sample.is_whole() && lack.is_none() && !changed && unread == 0,
            from: from.to_string(),
            to: to.to_string(),
            basis: basis.sentence("findings"),
            requests: call.effort.calls(),
            note: note(changed, lack, unread),
            days_to_fix_from: Sampled {
                findings: rows.len(),
                of: sample.count,
                how: (!sample.is_whole()).then_some(SAMPLED),
            },
            untrusted: is_foreign(&basis, by).then_some(UNTRUSTED),
            all,
            groups,
        })?)
    }
}

fn is_foreign(basis: &Basis, by: RemediationBy) -> bool {
    basis.is_foreign || matches!(by, RemediationBy::Product | RemediationBy::TestType)
}

fn note(changed: bool, lack: Option<Lack>, unread: usize) -> String {
    let lack = match lack {
        Some(Lack::Spent) => Some(
            "Requests or time ran out before all groups were found: others may have more fixed findings.",
        ),
        Some(Lack::Long) => Some(
            "Only the first 4,000 objects were looked at: others may have more fixed findings.",
        ),
        Some(Lack::Changed) | None => None,
    };
    let unread = (unread > 0).then(|| {
        format!("Dates, severity, product, test type or CWE of {unread} fixed findings could not be read: days_to_fix may lack them.")
    });
    let notes = [
        changed.then_some(CHANGED),
        lack,
        unread.as_deref(),
        Some(NOTE),
    ];
    notes.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The questions that the figures of a group come from. None has no finding.
struct Measure {
    fixed: Option<FindingFilter>,
    open: Option<FindingFilter>,
    overdue: Option<FindingFilter>,
    discovered: Option<FindingFilter>,
    false_positives: Option<FindingFilter>,
    duplicates: Option<FindingFilter>,
}

impl Measure {
    fn new(filter: &FindingFilter, period: DayRange) -> Self {
        let discovered = FindingFilter {
            discovered: filter.discovered.and(period),
            ..filter.clone()
        };
        let closed = FindingFilter {
            closed: filter.closed.and(period),
            ..filter.clone()
        };
        let not =
            |filter: Option<FindingFilter>, flag| with(&filter?, Conjunction::only(flag, false));
        let fixed = with(&closed, Conjunction::only(Flag::Mitigated, true));
        let fixed = not(
            not(not(fixed, Flag::FalsePositive), Flag::OutOfScope),
            Flag::Duplicate,
        );
        Self {
            fixed,
            open: with(filter, Status::Active.conjunction()),
            overdue: Some(FindingFilter {
                overdue: true,
                ..filter.clone()
            }),
            false_positives: with(&discovered, Conjunction::only(Flag::FalsePositive, true)),
            duplicates: with(&discovered, Conjunction::only(Flag::Duplicate, true)),
            discovered: Some(discovered),
        }
    }

    /// The same for a group alone.
    fn of(&self, key: Key) -> Self {
        let narrow = |filter: &Option<FindingFilter>| key.narrow(filter.as_ref()?);
        Self {
            fixed: narrow(&self.fixed),
            open: narrow(&self.open),
            overdue: narrow(&self.overdue),
            discovered: narrow(&self.discovered),
            false_positives: narrow(&self.false_positives),
            duplicates: narrow(&self.duplicates),
        }
    }

    fn filters(&self) -> [&Option<FindingFilter>; 6] {
        [
            &self.fixed,
            &self.open,
            &self.overdue,
            &self.discovered,
            &self.false_positives,
            &self.duplicates,
        ]
    }
}

fn with(filter: &FindingFilter, flags: Conjunction) -> Option<FindingFilter> {
    let flags = filter.flags.and(flags)?;
    Some(FindingFilter {
        flags,
        ..filter.clone()
    })
}

impl Metrics {
    fn nothing() -> Self {
        Self::of([0; 6])
    }

    /// From the counts of [`Measure::filters`].
    fn of(
        [
            fixed,
            open,
            overdue,
            discovered,
            false_positives,
            duplicates,
        ]: [u64; 6],
    ) -> Self {
        Self {
            label: None,
            id: None,
            fixed,
            days_to_fix: None,
            open,
            overdue,
            discovered,
            false_positives,
            false_positive_rate: rate(false_positives, discovered),
            duplicates,
            duplicate_rate: rate(duplicates, discovered),
        }
    }
}

/// The figures of each of `measures`, without days.
async fn metrics(call: &Call<'_>, measures: Vec<&Measure>) -> Result<Vec<Metrics>, ToolError> {
    let filters = measures.iter().flat_map(|measure| measure.filters());
    let asked: Vec<FindingFilter> = filters.flatten().cloned().collect();
    let mut counts = call.dojo.counts(&asked).await?.into_iter();
    let metrics = measures.iter().map(|measure| {
        let count = |filter: &Option<FindingFilter>| {
            filter
                .as_ref()
                .and_then(|_| counts.next())
                .unwrap_or_default()
        };
        Metrics::of(measure.filters().map(count))
    });
    Ok(metrics.collect())
}

/// The groups with the most fixed findings.
async fn groups(
    call: &Call<'_>,
    measure: &Measure,
    by: RemediationBy,
    top: usize,
) -> Result<(Vec<(Key, Label)>, Option<Lack>), ToolError> {
    let Some(fixed) = &measure.fixed else {
        return Ok((Vec::new(), None));
    };
    let tallies = call.dojo.tallies(std::slice::from_ref(fixed), None).await?;
    let question = Question {
        call,
        filter: fixed,
        whole: tallies.first().copied().unwrap_or_default(),
        top,
    };
    let ranked = async |object| question.ranked(object).await;
    match by {
        RemediationBy::Severity => {
            let severities = Severity::ALL.iter();
            let severities =
                severities.filter(|&&severity| fixed.with_severity(severity).is_some());
            let groups = severities.map(|&one| (Key::Severity(one), Label::new(one.as_str())));
            Ok((groups.take(top).collect(), None))
        }
        RemediationBy::Product => {
            let ranked = ranked(Object::Product).await?;
            let groups = ranked.objects.into_iter();
            Ok((
                groups
                    .map(|(id, label, _)| (Key::Product(id), label))
                    .collect(),
                ranked.lack,
            ))
        }
        RemediationBy::TestType => {
            let ranked = ranked(Object::TestType).await?;
            let groups = ranked.objects.into_iter();
            Ok((
                groups
                    .map(|(id, label, _)| (Key::TestType(id), label))
                    .collect(),
                ranked.lack,
            ))
        }
        RemediationBy::Cwe => {
            let ranking = question.ranked_cwes().await?;
            let groups = ranking.groups.into_iter().map(|(number, _)| {
                let label = number.map_or_else(|| "no CWE".to_owned(), cwe::label);
                (Key::Cwe(number), Label::new(label))
            });
            Ok((groups.collect(), ranking.lack))
        }
    }
}
