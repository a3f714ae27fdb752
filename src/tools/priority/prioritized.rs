//! Findings in the order in which they are to be fixed.

use super::{Strategy, Tier};
use crate::dojo::model::Finding;
use crate::dojo::{FindingFilter, FindingOrder, Limit, Offset, ProductFilter, Window};
use crate::ordered;
use crate::tools::operation::{Call, ToolError};
use crate::tools::summary::changed;
use std::collections::BTreeSet;

/// What is to be fixed first.
pub(crate) struct Prioritized {
    /// How many findings there are.
    pub(crate) count: u64,
    /// Each tier and how many findings meet it.
    pub(crate) tiers: Vec<(Tier, u64)>,
    /// The first of them.
    pub(crate) findings: Vec<Placed>,
    /// Whether findings changed meanwhile.
    pub(crate) changed: bool,
}

/// A finding in its place.
pub(crate) struct Placed {
    pub(crate) tier: Tier,
    pub(crate) reasons: Vec<String>,
    pub(crate) finding: Finding,
}

/// Ranks the findings of `filter`, and gives the `top` first.
///
/// # Errors
/// Every error of a call to `DefectDojo`.
pub(crate) async fn prioritized(
    call: &Call<'_>,
    filter: &FindingFilter,
    strategy: Strategy,
    top: usize,
) -> Result<Prioritized, ToolError> {
    let tiers = strategy.tiers();
    let (exposed, mut doubted) = exposed(call, tiers).await?;
    let parts: Vec<(Tier, Vec<FindingFilter>)> = tiers
        .iter()
        .map(|&tier| (tier, tier.filters(filter, &exposed)))
        .collect();

    let asked = parts.iter().flat_map(|(_, filters)| filters);
    let asked: Vec<FindingFilter> = [filter].into_iter().chain(asked).cloned().collect();
    let mut counts = call.dojo.counts(&asked).await?.into_iter();
    let count = counts.next().unwrap_or_default();
    let counted: Vec<(Tier, u64)> = parts
        .iter()
        .map(|(tier, filters)| (*tier, counts.by_ref().take(filters.len()).sum()))
        .collect();

    let mut findings: Vec<Placed> = Vec::new();
    let mut seen = BTreeSet::new();
    for ((tier, filters), (_, count)) in parts.iter().zip(&counted) {
        if findings.len() >= top {
            break;
        }
        if *count == 0 {
            continue;
        }
        let (rows, doubt) = rows(call, *tier, filters, top + seen.len()).await?;
        doubted |= doubt;
        for finding in rows {
            if findings.len() < top && seen.insert(finding.id) {
                findings.push(Placed {
                    tier: *tier,
                    reasons: reasons(&finding, &exposed),
                    finding,
                });
            }
        }
    }
    let changed = doubted || changed(call, std::slice::from_ref(filter), &[count]).await?;
    Ok(Prioritized {
        count,
        tiers: counted,
        findings,
        changed,
    })
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
        let selection = call.dojo.in_short().findings(filter, order, window).await?;
        doubted |= selection.doubt.is_some();
        rows.extend(selection.rows);
    }
    if filters.len() > 1 {
        ordered::sort_by_key(&mut rows, |row| (severity(row), row.id));
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
