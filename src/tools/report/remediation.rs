//! How fast findings were fixed, and how many were none.

use crate::report::{Ids, Metrics, Rows, Section};
use crate::tools::remediation::{Measured, Sampled};

/// Of those that are too many to be read, how many parts are.
pub(super) const RUNS: u64 = 60;

/// For people.
pub(super) const BY_SEVERITY: &str = "Time to fix by severity";
/// For people.
pub(super) const BY_TOOL: &str = "Time to fix by tool";
/// For people.
pub(super) const NOISE_BY_TOOL: &str = "False positives and duplicates by tool";
/// For people.
pub(super) const NOISE_BY_CWE: &str = "False positives by weakness";

const FIXED: &str = "Fixed: mitigated in the period, and neither false positive nor out of scope nor duplicate. Days run from discovery to mitigation. Open and overdue: now.";
const NOISE: &str = "Of the findings discovered in the period, those that are marked today as false positives or as duplicates.";

/// How fast findings were fixed.
pub(super) fn fixed(
    id: &'static str,
    title: &'static str,
    ids: Option<Ids>,
    measured: &Measured,
    sampled: Sampled,
) -> Section {
    let notes = [measured.note.clone(), sampled.sentence()];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    Section {
        id,
        title,
        basis: FIXED.to_owned(),
        exact: measured.is_exact,
        note: (!notes.is_empty()).then(|| notes.join(" ")),
        ids,
        rows: Rows::Remediation(rows(measured)),
    }
}

/// How many were none. Those are counted, and never sampled.
pub(super) fn noise(
    id: &'static str,
    title: &'static str,
    ids: Option<Ids>,
    measured: &Measured,
) -> Section {
    Section {
        id,
        title,
        basis: NOISE.to_owned(),
        exact: measured.is_exact,
        note: measured.note.clone(),
        ids,
        rows: Rows::Noise(rows(measured)),
    }
}

/// All, and then the groups. Nothing where there is nothing at all.
fn rows(measured: &Measured) -> Vec<Metrics> {
    let all = Metrics {
        label: Some("All".to_owned()),
        ..measured.all.clone()
    };
    let is_empty = all.fixed + all.open + all.overdue + all.discovered == 0;
    let rows = [all].into_iter().chain(measured.groups.iter().cloned());
    rows.filter(|_| !is_empty).collect()
}
