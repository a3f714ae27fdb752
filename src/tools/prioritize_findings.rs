//! `prioritize_findings`: what to fix first, and why.

use super::answer::{UNTRUSTED, caveats};
use super::args::{Both, Known, OneOf, TopRows};
use super::findings::FindingFilters;
use super::operation::{Call, Operation, ToolError};
use super::priority::{Strategy, prioritized};
use super::rows::{FindingRow, Row};
use super::summary::CHANGED;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Ranks findings.
pub(crate) struct PrioritizeFindings;

/// How to rank.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Ranking {
    /// exploitability (default): attacked now (CISA KEV, ransomware), likely soon (EPSS), then severity. sla: overdue first. severity: Critical first.
    strategy: Option<OneOf<Strategy>>,
    /// Findings to return, 1 to 50 (default 20).
    top: TopRows,
}

/// A tier, and how many findings meet it.
#[derive(Serialize)]
struct TierRow {
    tier: &'static str,
    means: &'static str,
    findings: u64,
}

/// A finding in its place.
#[derive(Serialize)]
struct Ranked<'a> {
    tier: &'static str,
    reasons: &'a [String],
    #[serde(flatten)]
    finding: FindingRow,
}

/// What is sent.
#[derive(Serialize)]
struct Priorities<'a> {
    count: u64,
    exact: bool,
    basis: String,
    requests: u32,
    note: String,
    tiers: Vec<TierRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    untrusted: Option<&'static str>,
    findings: Vec<Ranked<'a>>,
}

/// What has to be known to read the tiers rightly.
const NOTE: &str = "Each finding stands under the first tier that it meets; `findings` of a tier counts all that meet it, also those of tiers before. Within a tier the worst severity comes first, or the earliest SLA date where all are overdue.";

impl Operation for PrioritizeFindings {
    const NAME: &'static str = "prioritize_findings";
    const TITLE: &'static str = "What to fix first";
    const DESCRIPTION: &'static str = "Ranks findings: the top ones with tier and reasons, and the exact number in each tier. Use it for \"what do we fix first\". Same filters as get_findings, but without `status` only active findings are ranked.";
    const LISTED: &'static str = include_str!("listed/prioritize_findings.json");

    type Arguments = Both<Ranking, Known<FindingFilters>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(ranking, Known(filters)) = arguments;
        let (filter, basis) = filters.or_active().resolve(call).await?;
        let strategy = ranking.strategy.map_or(Strategy::default(), |one| one.0);
        let prioritized = prioritized(call, &filter, strategy, ranking.top.0).await?;
        let rows = prioritized.findings.iter().map(|one| &one.finding);
        let notes = [
            prioritized.changed.then(|| CHANGED.to_owned()),
            caveats(None, rows),
            Some(NOTE.to_owned()),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        let ranked = prioritized.findings.iter().map(|one| Ranked {
            tier: one.tier.name(),
            reasons: &one.reasons,
            finding: FindingRow::new(&one.finding, call.reader),
        });
        let findings: Vec<Ranked> = ranked.collect();
        let tiers = prioritized.tiers.iter().map(|&(tier, findings)| TierRow {
            tier: tier.name(),
            means: tier.means(),
            findings,
        });
        let priorities = Priorities {
            count: prioritized.count,
            exact: !prioritized.changed,
            basis: basis.sentence("findings"),
            requests: call.effort.calls(),
            note: notes.join(" "),
            tiers: tiers.collect(),
            untrusted: (basis.is_foreign || !findings.is_empty()).then_some(UNTRUSTED),
            findings,
        };
        Ok(serde_json::to_string(&priorities)?)
    }
}
