//! What clients met with.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::Result;
use hdrhistogram::Histogram;

/// The answers to one client, or to several.
pub(crate) struct Ledger {
    latencies: Histogram<u64>,
    /// The 95th percentile of the client who waited longest.
    worst: u64,
    /// Answers that were another one than the right one, and requests without an answer, by what was wrong.
    faults: BTreeMap<String, u64>,
}

/// So many kinds of faults are told apart.
const KINDS: usize = 20;

impl Ledger {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self {
            latencies: Histogram::new(3)?,
            worst: 0,
            faults: BTreeMap::new(),
        })
    }

    /// A right answer, and how long it took.
    pub(crate) fn answered(&mut self, time: Duration) -> Result<()> {
        Ok(self.latencies.record(u64::try_from(time.as_micros())?)?)
    }

    /// An answer that is right or not.
    pub(crate) fn judged(&mut self, judged: Result<(), String>, time: Duration) -> Result<()> {
        match judged {
            Ok(()) => self.answered(time)?,
            Err(fault) => self.fault(fault),
        }
        Ok(())
    }

    /// None, or a wrong one.
    pub(crate) fn fault(&mut self, fault: String) {
        self.faults_of(fault, 1);
    }

    fn faults_of(&mut self, fault: String, number: u64) {
        let is_known = self.faults.contains_key(&fault) || self.faults.len() < KINDS;
        let fault = if is_known { fault } else { "others".to_owned() };
        *self.faults.entry(fault).or_default() += number;
    }

    /// Adds what another client met with.
    pub(crate) fn add(&mut self, client: Self) -> Result<()> {
        self.worst = self.worst.max(client.latencies.value_at_quantile(0.95));
        self.latencies.add(client.latencies)?;
        for (fault, number) in client.faults {
            self.faults_of(fault, number);
        }
        Ok(())
    }

    pub(crate) fn answers(&self) -> u64 {
        self.latencies.len()
    }

    /// In one sentence.
    pub(crate) fn sentence(&self) -> String {
        let at = |quantile| milliseconds(self.latencies.value_at_quantile(quantile));
        let mut sentence = format!(
            "{} right answers, {} wrong or missing; p50 {} ms, p95 {} ms, p99 {} ms, longest {} ms; p95 of the client that waited longest {} ms",
            self.answers(),
            self.faults.values().sum::<u64>(),
            at(0.5),
            at(0.95),
            at(0.99),
            at(1.0),
            milliseconds(self.worst),
        );
        for (fault, number) in &self.faults {
            // Writing to a string never fails.
            let _ = write!(sentence, "\n  - {number} times {fault}");
        }
        sentence
    }
}

fn milliseconds(micros: u64) -> String {
    format!("{}.{}", micros / 1000, micros % 1000 / 100)
}
