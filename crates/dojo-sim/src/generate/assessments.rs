//! Engagements, their tests and their risk acceptances.

use super::assets::EMPTY_PRODUCT;
use super::tools::TOOLS;
use super::{Maker, id_of};
use crate::portfolio::{Engagement, Product, RiskAcceptance, Test, TestType};

/// Four engagements for each product but the empty one.
pub(super) fn engagements(maker: &mut Maker, products: &[Product]) -> Vec<Engagement> {
    let kinds: [(&str, &str, &str); 4] = [
        ("yearly penetration test", "Interactive", "In Progress"),
        ("release pipeline", "CI/CD", "In Progress"),
        ("architecture review", "Interactive", "Completed"),
        ("nightly scans", "CI/CD", "In Progress"),
    ];
    let rare = [
        "On Hold",
        "Not Started",
        "Blocked",
        "Cancelled",
        "Waiting for Resource",
    ];
    let tags = ["q4-audit", "release-gate", "external"];
    let targets = products
        .iter()
        .filter(|product| product.id != EMPTY_PRODUCT);
    targets
        .flat_map(|product| kinds.into_iter().map(move |kind| (product, kind)))
        .enumerate()
        .map(|(index, (product, (kind, engagement_type, usual)))| {
            let id = id_of(index);
            let start = maker.random.u64(30..900);
            let length = maker.random.u64(7..30.max(start.min(400)));
            let status = if maker.chance(20) {
                maker.pick(&rare)
            } else {
                usual
            };
            let start_day = maker.days_ago(start);
            Engagement {
                id,
                name: format!("{} {kind}", product.name),
                version: format!("{}.{}", id % 9, maker.random.u32(..20)),
                created: maker.moment(start_day),
                target_start: start_day,
                target_end: maker.days_ago(start.saturating_sub(length)),
                active: !matches!(status, "Completed" | "Cancelled"),
                status: status.to_owned(),
                engagement_type: engagement_type.to_owned(),
                lead_id: 2 + id % 35,
                product_id: product.id,
                risk_acceptance_ids: Vec::new(),
                tags: tags
                    .into_iter()
                    .filter(|_| maker.chance(20))
                    .map(str::to_owned)
                    .collect(),
            }
        })
        .collect()
}

/// One current risk acceptance an engagement, and one that has expired for every tenth.
pub(super) fn risk_acceptances(
    maker: &mut Maker,
    engagements: &mut [Engagement],
) -> Vec<RiskAcceptance> {
    let mut acceptances = Vec::new();
    for expired in [false, true] {
        for engagement in engagements
            .iter_mut()
            .filter(|engagement| !expired || engagement.id % 10 == 1)
        {
            let id = id_of(acceptances.len());
            let days = maker.random.u64(10..200);
            let past = maker.days_ago(days);
            let future = maker.today + chrono::Days::new(days);
            let (ends, made) = if expired {
                (past, maker.days_ago(days + 90))
            } else {
                (future, past)
            };
            let expiration_date = maker.moment(ends);
            engagement.risk_acceptance_ids.push(id);
            acceptances.push(RiskAcceptance {
                id,
                name: format!("RA-{id:03} compensating control"),
                owner_id: engagement.lead_id,
                created: maker.moment(made),
                expiration_date,
                expiration_date_handled: expired.then_some(expiration_date),
                engagement_id: engagement.id,
                product_id: engagement.product_id,
                finding_ids: Vec::new(),
            });
        }
    }
    acceptances
}

/// Three tests an engagement, each with one of the tools in use.
pub(super) fn tests(
    maker: &mut Maker,
    engagements: &[Engagement],
    test_types: &[TestType],
) -> Vec<Test> {
    let tags = ["nightly", "manual", "baseline"];
    engagements
        .iter()
        .flat_map(|engagement| (0..3).map(move |run| (engagement, run)))
        .enumerate()
        .map(|(index, (engagement, run))| {
            let id = id_of(index);
            let tool = TOOLS.get(index % TOOLS.len()).map_or("", |tool| tool.name);
            let start = maker.moment(engagement.target_start);
            Test {
                id,
                title: (run != 1).then(|| format!("{tool} run {}", run + 1)),
                created: start,
                target_start: start,
                target_end: start + chrono::TimeDelta::hours(maker.random.i64(1..72)),
                version: format!("{}.{run}", engagement.version),
                lead_id: engagement.lead_id,
                test_type_id: test_types
                    .iter()
                    .find(|test_type| test_type.name == tool)
                    .map_or(1, |found| found.id),
                engagement_id: engagement.id,
                environment_id: 1 + id % 3,
                tags: tags
                    .into_iter()
                    .filter(|_| maker.chance(15))
                    .map(str::to_owned)
                    .collect(),
            }
        })
        .collect()
}
