//! `findings/`.

use serde_json::{Map, Value, json};

use super::{
    Prefetch, Resource, Scope, engagement, finding_filter, finding_order, finding_row, test_type,
    user,
};
use crate::ordering::Order;
use crate::param::Param;
use crate::portfolio::{Engagement, Finding, Product, Test};
use crate::viewer::Viewer;
use crate::world::World;

pub(crate) use finding_row::{notes, traffic};

pub(crate) struct Findings;

impl Resource for Findings {
    type Row = Finding;
    const MODEL: &'static str = "Finding";
    const PARAMS: &'static [Param<Finding>] = finding_filter::PARAMS;
    const ORDERS: &'static [Order<Finding>] = finding_order::ORDERS;
    const PREFETCH: Option<&'static [Prefetch<Finding>]> = Some(PREFETCH);
    const RELATED: bool = true;

    fn rows(world: &World) -> &[Finding] {
        &world.portfolio.findings
    }
    fn id(row: &Finding) -> u64 {
        row.id
    }
    fn render(scope: &Scope<'_>, row: &Finding) -> Map<String, Value> {
        finding_row::render(scope, row)
    }
    fn visible(_: &World, viewer: Viewer, row: &Finding) -> bool {
        viewer.sees_product(row.product_id, row.product_type_id)
    }
}

pub(super) fn test<'a>(world: &'a World, finding: &Finding) -> Option<&'a Test> {
    world.portfolio.test(finding.test_id)
}

pub(super) fn engagement<'a>(world: &'a World, finding: &Finding) -> Option<&'a Engagement> {
    world.portfolio.engagement(finding.engagement_id)
}

pub(super) fn product<'a>(world: &'a World, finding: &Finding) -> Option<&'a Product> {
    world.portfolio.product(finding.product_id)
}

pub(super) fn product_name<'a>(world: &'a World, finding: &'a Finding) -> Option<&'a str> {
    product(world, finding).map(|product| product.name.as_str())
}

const PREFETCH: &[Prefetch<Finding>] = &[
    ("defect_review_requested_by", |_, _| None),
    ("duplicate_finding", |scope, row| {
        let original = scope.world.portfolio.finding(row.duplicate_finding_id?)?;
        Some(vec![(
            original.id,
            finding_row::render(scope, original).into(),
        )])
    }),
    ("files", |_, _| Some(Vec::new())),
    ("finding_group_set", |_, _| Some(Vec::new())),
    ("found_by", |scope, row| {
        let tool = scope.world.portfolio.test_type(row.test_type_id)?;
        Some(vec![(tool.id, test_type::row(tool).into())])
    }),
    ("last_reviewed_by", |scope, row| {
        Some(user::prefetched(scope, &[row.last_reviewed_by_id?]))
    }),
    ("mitigated_by", |scope, row| {
        Some(user::prefetched(scope, &[row.mitigated_by_id?]))
    }),
    ("notes", |scope, row| {
        let ids = row.notes.iter().map(|note| note.id);
        Some(ids.zip(notes(scope.world, row)).collect())
    }),
    ("reporter", |scope, row| {
        Some(user::prefetched(scope, &[row.reporter_id]))
    }),
    ("review_requested_by", |scope, row| {
        row.reviewer_ids.first()?;
        Some(user::prefetched(scope, &[row.reporter_id]))
    }),
    ("reviewers", |scope, row| {
        Some(user::prefetched(scope, &row.reviewer_ids))
    }),
    ("risk_acceptance_set", |scope, row| {
        Some(
            finding_row::accepted_risks(scope, row)
                .map(|(id, risk)| (id, risk.into()))
                .into_iter()
                .collect(),
        )
    }),
    ("test", |scope, row| {
        let test = test(scope.world, row)?;
        Some(vec![(test.id, super::test::row(scope.world, test).into())])
    }),
];

/// What `related_fields=true` adds to a finding.
pub(super) fn related(world: &World, finding: &Finding) -> Option<Value> {
    let portfolio = &world.portfolio;
    let test = test(world, finding)?;
    let engagement = engagement(world, finding)?;
    let product = product(world, finding)?;
    let tool = portfolio.test_type(test.test_type_id)?;
    let product_type = portfolio.product_type(product.product_type_id)?;
    Some(json!({
        "test": {
            "id": test.id,
            "title": test.title,
            "test_type": {"id": tool.id, "name": tool.name},
            "engagement": {
                "id": engagement.id,
                "name": engagement.name,
                "description": engagement::DESCRIPTION,
                "product": {
                    "id": product.id,
                    "name": product.name,
                    "prod_type": {"id": product_type.id, "name": product_type.name},
                },
                "target_start": engagement.target_start,
                "target_end": engagement.target_end,
                "branch_tag": engagement::branch(engagement),
                "engagement_type": engagement.engagement_type,
                "build_id": engagement::build(engagement),
                "commit_hash": engagement::commit(engagement),
                "version": engagement.version,
                "created": engagement.created,
                "updated": engagement.created,
            },
            "environment": super::test::environment(test),
            "branch_tag": null,
            "build_id": null,
            "commit_hash": null,
            "version": test.version,
        },
        "jira": finding_row::jira(finding),
    }))
}
