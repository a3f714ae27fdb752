//! Numbers of findings by severity.

use dojo_sim::{Finding, Severity};
use serde_json::Value;

const SEVERITIES: [(&str, Severity); 5] = [
    ("critical", Severity::Critical),
    ("high", Severity::High),
    ("medium", Severity::Medium),
    ("low", Severity::Low),
    ("info", Severity::Info),
];

/// How many findings of each severity.
pub(crate) type Counts = [u64; 5];

pub(crate) fn count(counts: &mut Counts, row: &Finding) {
    let mut places = SEVERITIES.iter();
    let place = places.position(|(_, severity)| *severity == row.severity);
    counts[place.unwrap()] += 1;
}

pub(crate) fn total(counts: &Counts) -> u64 {
    counts.iter().sum()
}

/// What an object says, with `total` held to its severities.
pub(crate) fn told(said: &Value) -> Counts {
    let counts =
        SEVERITIES.map(|(name, _)| said[name].as_u64().unwrap_or_else(|| panic!("{said}")));
    assert_eq!(said["total"], total(&counts), "{said}");
    counts
}
