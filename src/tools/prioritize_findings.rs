//! `prioritize_findings`: what to fix first, and why.

use super::answer::{UNTRUSTED, caveats};
use super::args::{Both, OneOf, TopRows};
use super::findings::FindingFilters;
use super::operation::{Call, Operation, ToolError};
use super::priority::{Strategy, Tier};
use super::rows::{FindingRow, Row};
use super::summary::{CHANGED, changed};
use crate::dojo::{
    FindingFilter, FindingOrder, Limit, Offset, ProductFilter, Window, model::Finding,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Ranks findings.
pub(crate) struct PrioritizeFindings;

/// How to rank.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Ranking {
    /// exploitability (default): attacked now (CISA KEV, ransomware), likely soon (EPSS), then severity, late or exposed ones first. sla: what is overdue first. severity: Critical first.
    strategy: Option<OneOf<Strategy>>,
    /// How many findings to return, 1 to 50 (default 20).
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
struct Ranked {
    tier: &'static str,
    reasons: Vec<String>,
    #[serde(flatten)]
    finding: FindingRow,
}

/// What is sent.
#[derive(Serialize)]
struct Priorities {
    count: u64,
    exact: bool,
    basis: String,
    requests: u32,
    note: String,
    tiers: Vec<TierRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    untrusted: Option<&'static str>,
    findings: Vec<Ranked>,
}

/// What has to be known to read the tiers rightly.
const NOTE: &str = "Each finding stands under the first tier that it meets; `findings` of a tier counts all that meet it, also those of tiers before. Within a tier the worst severity comes first, or the earliest SLA date where all are overdue.";

impl Operation for PrioritizeFindings {
    const NAME: &'static str = "prioritize_findings";
    const TITLE: &'static str = "What to fix first";
    const DESCRIPTION: &'static str = "Ranks findings by named tiers, each an exact filter, so that the answer is the same however many findings there are. Returns the top ones with tier and reasons, and how many findings meet each tier. Use it for \"what do we fix first\". Takes the same filters as get_findings; without `status` only active findings are ranked.";

    type Arguments = Both<Ranking, FindingFilters>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(ranking, filters) = arguments;
        let (filter, basis) = filters.or_active().resolve(call).await?;
        let strategy = ranking.strategy.map_or(Strategy::default(), |one| one.0);
        let tiers = strategy.tiers();
        let (exposed, mut doubted) = exposed(call, tiers).await?;
        let parts: Vec<(Tier, Vec<FindingFilter>)> = tiers
            .iter()
            .map(|&tier| (tier, tier.filters(&filter, &exposed)))
            .collect();

        let asked = parts.iter().flat_map(|(_, filters)| filters);
        let asked: Vec<FindingFilter> = [&filter].into_iter().chain(asked).cloned().collect();
        let mut counts = call.dojo.counts(&asked).await?.into_iter();
        let count = counts.next().unwrap_or_default();
        let counted: Vec<TierRow> = parts
            .iter()
            .map(|(tier, filters)| TierRow {
                tier: tier.name(),
                means: tier.means(),
                findings: counts.by_ref().take(filters.len()).sum(),
            })
            .collect();

        let mut ranked: Vec<(Tier, Finding)> = Vec::new();
        let mut seen = BTreeSet::new();
        for ((tier, filters), TierRow { findings, .. }) in parts.iter().zip(&counted) {
            if ranked.len() >= ranking.top.0 {
                break;
            }
            if *findings == 0 {
                continue;
            }
            let (rows, doubt) = rows(call, *tier, filters, ranking.top.0 + seen.len()).await?;
            doubted |= doubt;
            for finding in rows {
                if ranked.len() < ranking.top.0 && seen.insert(finding.id) {
                    ranked.push((*tier, finding));
                }
            }
        }
        let changed = doubted || changed(call, &filter, count).await?;
        let (tiers, rows): (Vec<Tier>, Vec<Finding>) = ranked.into_iter().unzip();
        let notes = [
            changed.then(|| CHANGED.to_owned()),
            caveats(None, &rows),
            Some(NOTE.to_owned()),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        let ranked = tiers.into_iter().zip(&rows).map(|(tier, finding)| Ranked {
            tier: tier.name(),
            reasons: reasons(finding, &exposed),
            finding: FindingRow::new(finding, call.reader),
        });
        let findings: Vec<Ranked> = ranked.collect();
        let priorities = Priorities {
            count,
            exact: !changed,
            basis: basis.sentence("findings"),
            requests: call.effort.calls(),
            note: notes.join(" "),
            tiers: counted,
            untrusted: (basis.is_foreign || !findings.is_empty()).then_some(UNTRUSTED),
            findings,
        };
        Ok(serde_json::to_string(&priorities)?)
    }
}

/// The products that the Internet reaches, where a tier asks for them; and whether some may be missing.
async fn exposed(call: &Call<'_>, tiers: &[Tier]) -> Result<(Vec<u64>, bool), ToolError> {
    if !tiers.iter().any(|tier| tier.is_exposed()) {
        return Ok((Vec::new(), false));
    }
    let filter = ProductFilter {
        internet_accessible: Some(true),
        ..ProductFilter::default()
    };
    let products = call.dojo.every_product(&filter).await?;
    let ids: Vec<u64> = products.rows.iter().map(|product| product.id).collect();
    let doubted = products.doubt.is_some() || u64::try_from(ids.len()) != Ok(products.count);
    Ok((ids, doubted))
}

/// The first `most` findings of a tier, worst first; and whether they are in doubt.
async fn rows(
    call: &Call<'_>,
    tier: Tier,
    filters: &[FindingFilter],
    most: usize,
) -> Result<(Vec<Finding>, bool), ToolError> {
    let limit = u64::try_from(most)
        .unwrap_or(u64::MAX)
        .min(Limit::MAX.get());
    let window = Window {
        limit: Limit::new(limit).unwrap_or(Limit::MAX),
        offset: Offset::default(),
    };
    let (mut rows, mut doubted) = (Vec::new(), false);
    for filter in filters {
        // Several statuses can't be ordered by the SLA date together.
        let is_by_date = tier.is_overdue() && filter.cost() == 1;
        let order = if is_by_date {
            FindingOrder::SlaDue
        } else {
            FindingOrder::Severity
        };
        let selection = call.dojo.findings(filter, order, window).await?;
        doubted |= selection.doubt.is_some();
        rows.extend(selection.rows);
    }
    if filters.len() > 1 {
        rows.sort_by_key(|row| (severity(row), row.id));
    }
    Ok((rows, doubted))
}

/// The place of a finding's severity, worst first.
fn severity(finding: &Finding) -> usize {
    let all = crate::dojo::Severity::ALL;
    let name = finding.severity.as_ref();
    all.iter()
        .position(|severity| name.is_some_and(|name| *name == severity.as_str()))
        .unwrap_or(all.len())
}

/// Why a finding stands where it does, in our words.
fn reasons(finding: &Finding, exposed: &[u64]) -> Vec<String> {
    let mut reasons = Vec::new();
    if finding.known_exploited == Some(true) {
        reasons.push("known to be exploited".to_owned());
    }
    if finding.ransomware_used == Some(true) {
        reasons.push("used by ransomware".to_owned());
    }
    if let Some(score) = finding.epss_score.filter(|score| *score >= 0.5) {
        reasons.push(format!("EPSS {score:.2}"));
    }
    let is_excused = [
        finding.risk_accepted,
        finding.false_p,
        finding.out_of_scope,
        finding.duplicate,
        finding.is_mitigated,
    ];
    let is_open = finding.active == Some(true) && !is_excused.contains(&Some(true));
    if let Some(days) = finding
        .sla_days_remaining
        .filter(|days| is_open && *days < 0)
    {
        reasons.push(format!("{} days past its SLA date", days.unsigned_abs()));
    }
    let product = crate::tools::rows::product_id(finding);
    if product.is_some_and(|id| exposed.contains(&id)) {
        reasons.push("the Internet reaches its product".to_owned());
    }
    if let Some(&name) = crate::dojo::Severity::ALL.get(severity(finding)) {
        reasons.push(name.as_str().to_owned());
    }
    reasons
}
