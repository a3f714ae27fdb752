//! Counts by severity.

use crate::dojo::{Client, Error, FindingFilter, Severity};

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Tally {
    /// Severity S0.
    pub critical: u64,
    /// Severity S1.
    pub high: u64,
    /// Severity S2.
    pub medium: u64,
    /// Severity S3.
    pub low: u64,
    /// Severity S4.
    pub info: u64,
}

impl Tally {
    /// Of all severities.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.critical + self.high + self.medium + self.low + self.info
    }

    /// Those of one severity alone.
    #[must_use]
    pub fn of_one(severity: Severity, count: u64) -> Self {
        let mut tally = Self::default();
        *tally.of_mut(severity) = count;
        tally
    }

    /// Each severity with its count, worst first.
    pub fn by_severity(self) -> impl Iterator<Item = (Severity, u64)> {
        let severities = Severity::ALL.iter();
        severities.map(move |&severity| (severity, self.of(severity)))
    }

    /// How many severities there are.
    #[must_use]
    pub fn severities(self) -> usize {
        self.by_severity().filter(|(_, count)| *count > 0).count()
    }

    /// Those of a severity.
    #[must_use]
    pub const fn of(self, severity: Severity) -> u64 {
        match severity {
            Severity::Critical => self.critical,
            Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low => self.low,
            Severity::Info => self.info,
        }
    }

    /// Those of a severity, to change.
    pub(super) const fn of_mut(&mut self, severity: Severity) -> &mut u64 {
        match severity {
            Severity::Critical => &mut self.critical,
            Severity::High => &mut self.high,
            Severity::Medium => &mut self.medium,
            Severity::Low => &mut self.low,
            Severity::Info => &mut self.info,
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(mut self, other: Self) -> Self {
        for &severity in Severity::ALL {
            *self.of_mut(severity) += other.of(severity);
        }
        self
    }

    /// These without the others. None where the others are more: then the findings changed in between.
    #[must_use]
    pub fn minus(mut self, other: Self) -> Option<Self> {
        for &severity in Severity::ALL {
            *self.of_mut(severity) = self.of(severity).checked_sub(other.of(severity))?;
        }
        Some(self)
    }
}

impl Client<'_> {
    /// The findings of each of `filters` by severity: a call for each severity that both the filter and `known`,
    /// which is no less than any of them, can have.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn tallies(
        &self,
        filters: &[FindingFilter],
        known: Option<Tally>,
    ) -> Result<Vec<Tally>, Error> {
        let severities = possible(known);
        self.counted(filters, &severities).await
    }

    /// The same of filters whose counts are known: a call less for each. None for those whose findings changed
    /// since they were counted.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn split(
        &self,
        counted: &[(FindingFilter, u64)],
        known: Tally,
    ) -> Result<Vec<Option<Tally>>, Error> {
        let severities = possible(Some(known));
        let Some((&last, others)) = severities.split_last() else {
            return Ok(vec![None; counted.len()]);
        };
        let filters: Vec<FindingFilter> =
            counted.iter().map(|(filter, _)| filter.clone()).collect();
        let tallies = self.counted(&filters, others).await?;
        let split = tallies
            .into_iter()
            .zip(counted)
            .map(|(mut tally, (_, count))| {
                *tally.of_mut(last) = count.checked_sub(tally.total())?;
                Some(tally)
            });
        Ok(split.collect())
    }

    async fn counted(
        &self,
        filters: &[FindingFilter],
        severities: &[Severity],
    ) -> Result<Vec<Tally>, Error> {
        let parts: Vec<(usize, Severity, FindingFilter)> = filters
            .iter()
            .enumerate()
            .flat_map(|(place, filter)| {
                let severities = severities.iter();
                severities.filter_map(move |&severity| {
                    Some((place, severity, filter.with_severity(severity)?))
                })
            })
            .collect();
        let asked: Vec<FindingFilter> = parts.iter().map(|(.., filter)| filter.clone()).collect();
        let counts = self.counts(&asked).await?;
        let mut tallies = vec![Tally::default(); filters.len()];
        for ((place, severity, _), count) in parts.iter().zip(counts) {
            if let Some(tally) = tallies.get_mut(*place) {
                *tally.of_mut(*severity) = count;
            }
        }
        Ok(tallies)
    }
}

/// The severities that findings can have, of which there are `known`.
fn possible(known: Option<Tally>) -> Vec<Severity> {
    let all = Severity::ALL.iter().copied();
    all.filter(|&severity| known.is_none_or(|known| known.of(severity) > 0))
        .collect()
}
