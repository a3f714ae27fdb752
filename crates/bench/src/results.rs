//! What all rounds brought.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::load::Sample;
use crate::question::Case;

/// A server, asked for a case by so many clients.
type Key = (&'static str, Case, usize);

/// The samples of each server, and what it took to start and to hold.
#[derive(Debug, Default)]
pub(crate) struct Results {
    samples: BTreeMap<Key, Vec<Sample>>,
    pub(crate) starts: BTreeMap<&'static str, Vec<Duration>>,
    /// In KiB, after all rounds and at the most.
    pub(crate) memory: BTreeMap<&'static str, (u64, u64)>,
}

/// The median and the extremes of a quotient over the rounds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ratio {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Results {
    pub(crate) fn push(
        &mut self,
        server: &'static str,
        case: Case,
        clients: usize,
        sample: Sample,
    ) {
        self.samples
            .entry((server, case, clients))
            .or_default()
            .push(sample);
    }

    /// The samples of all rounds.
    pub(crate) fn of(&self, server: &'static str, case: Case, clients: usize) -> &[Sample] {
        self.samples
            .get(&(server, case, clients))
            .map_or(&[], Vec::as_slice)
    }

    /// How `server` compares with `other` in what `value` takes of a sample: both in the same round, which shared
    /// whatever else the machine had to do.
    pub(crate) fn ratio(
        &self,
        [server, other]: [&'static str; 2],
        case: Case,
        clients: usize,
        value: impl Fn(&Sample) -> Option<f64>,
    ) -> Option<Ratio> {
        let [server, other] = [server, other].map(|name| self.of(name, case, clients));
        let rounds = server.iter().zip(other);
        let ratios = rounds.filter_map(|(one, other)| Some(value(one)? / value(other)?));
        let ratios = sorted(ratios.filter(|ratio| ratio.is_finite()));
        Some(Ratio {
            median: *ratios.get(ratios.len() / 2)?,
            least: *ratios.first()?,
            most: *ratios.last()?,
        })
    }
}

/// The value in the middle.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let values = sorted(values);
    values.get(values.len() / 2).copied()
}

fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<_> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(rate: f64) -> Sample {
        Sample {
            p50: Duration::ZERO,
            p95: Duration::ZERO,
            p99: Duration::ZERO,
            rate,
            cpu: None,
            upstream_calls: 0.0,
            errors: 0,
            bytes: 0,
        }
    }

    #[test]
    fn a_ratio_is_of_two_in_the_same_round() {
        let mut results = Results::default();
        for (one, other) in [(10.0, 5.0), (300.0, 100.0), (8.0, 8.0)] {
            results.push("one", Case::Ping, 1, sample(one));
            results.push("other", Case::Ping, 1, sample(other));
        }
        let pair = ["one", "other"];
        let ratio = results
            .ratio(pair, Case::Ping, 1, |it| Some(it.rate))
            .unwrap();
        let spread = [ratio.least, ratio.median, ratio.most];
        assert_eq!(spread.map(|it| it.to_string()), ["1", "2", "3"]);
        assert!(
            results
                .ratio(pair, Case::Ping, 1, |it| it.cpu.map(|it| it.as_secs_f64()))
                .is_none()
        );
        assert!(
            results
                .ratio(pair, Case::Ping, 16, |it| Some(it.rate))
                .is_none()
        );
    }
}
