//! What to fix first.

use super::Scope;
use crate::report::{Priority, Rows, Section};
use crate::tools::answer::caveats;
use crate::tools::operation::ToolError;
use crate::tools::priority::{Strategy, prioritized};
use crate::tools::rows::{FindingRow, Row};
use crate::tools::summary::CHANGED;

/// For people.
pub(super) const TITLE: &str = "Fix first";

/// How many are told.
const TOP: usize = 10;

/// The first of the active findings, and how many each tier has.
///
/// # Errors
/// Every error of a call to `DefectDojo`.
pub(super) async fn priorities(scope: &Scope<'_>) -> Result<Section, ToolError> {
    let call = scope.call;
    let found = prioritized(call, &scope.active(), Strategy::default(), TOP).await?;
    let rows = found.findings.iter();
    let notes = [
        found.changed.then(|| CHANGED.to_owned()),
        caveats(None, rows.clone().map(|one| &one.finding)),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    let rows = rows
        .map(|one| FindingRow::new(&one.finding, call.reader).into_priority(one.reasons.clone()));
    let tiers = found.tiers.iter().filter(|(_, count)| *count > 0);
    let tiers = tiers.map(|(tier, count)| format!("{} {count}", tier.name()));
    let tiers: Vec<String> = tiers.collect();
    Ok(Section {
        id: "priorities",
        title: TITLE,
        basis: format!(
            "Active findings by tiers: exploited (CISA's catalogue or ransomware), then likely exploited (EPSS at least 0.5), then by severity, overdue and exposed ones first. How many meet each tier: {}.",
            if tiers.is_empty() {
                "none".to_owned()
            } else {
                tiers.join(", ")
            }
        ),
        exact: !found.changed,
        note: (!notes.is_empty()).then(|| notes.join(" ")),
        ids: None,
        rows: Rows::Priorities(rows.collect::<Vec<Priority>>()),
    })
}
