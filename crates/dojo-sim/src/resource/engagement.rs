//! `engagements/`. No `prefetch` here, and no ordering by id.

use serde_json::{Map, Value, json};

use super::{Resource, Scope, object};
use crate::config::Profile;
use crate::ordering::{Key, Order};
use crate::param::Kind::{
    Choice, Day, Exactly, Flag, Ids, NotSimulated, Number, Object, Tag, Tags,
};
use crate::param::{Is, Param, Tagged, param};
use crate::portfolio::Engagement;
use crate::viewer::Viewer;
use crate::world::{World, midnight};

pub(crate) struct Engagements;

impl Resource for Engagements {
    type Row = Engagement;
    const MODEL: &'static str = "Engagement";
    const PARAMS: &'static [Param<Engagement>] = PARAMS;
    const ORDERS: &'static [Order<Engagement>] = ORDERS;

    fn rows(world: &World) -> &[Engagement] {
        &world.portfolio.engagements
    }
    fn id(row: &Engagement) -> u64 {
        row.id
    }
    fn render(scope: &Scope<'_>, row: &Engagement) -> Map<String, Value> {
        self::row(scope.world, row)
    }
    fn visible(world: &World, viewer: Viewer, row: &Engagement) -> bool {
        viewer.sees_product_id(&world.portfolio, row.product_id)
    }
}

/// What every engagement is described as.
pub(super) const DESCRIPTION: &str = "Planned with the product's team.";

const STATUSES: &[&str] = &[
    "Not Started",
    "Blocked",
    "Cancelled",
    "Completed",
    "In Progress",
    "On Hold",
    "Scheduled",
    "Waiting for Resource",
];

const PARAMS: &[Param<Engagement>] = &[
    param("active", Flag(|_, row| Some(row.active))),
    param("api_test", Flag(|_, _| Some(true))),
    param("has_tags", Flag(|_, row| Some(!row.tags.is_empty()))),
    param("id", Number(|_, row, id| i64::try_from(row.id) == Ok(id))),
    param("name", Exactly(|_, row| Some(&row.name))),
    param("not_product__tags", NotSimulated),
    param("not_tag", Tag(false, |_, row| &row.tags)),
    param("not_tags", Tags(Tagged::NoneOf, |_, row| &row.tags)),
    param("pen_test", Flag(|_, _| Some(true))),
    param(
        "product",
        Object {
            has: |_, row, id| i64::try_from(row.product_id) == Ok(id),
            exists: |world, id| world.portfolio.product(id).is_some(),
        },
    ),
    param(
        "product__prod_type",
        Ids(|world, row, id| {
            let product = world.portfolio.product(row.product_id);
            product.is_some_and(|product| i64::try_from(product.product_type_id) == Ok(id))
        }),
    ),
    param("product__tags", NotSimulated),
    param("product__tags__and", NotSimulated),
    param("report_type", NotSimulated),
    param("requester", NotSimulated),
    param("status", Choice(STATUSES, |_, row| Some(&row.status))),
    param("tag", Tag(true, |_, row| &row.tags)),
    param("tags", Tags(Tagged::Any, |_, row| &row.tags)),
    param("tags__and", Tags(Tagged::All, |_, row| &row.tags)),
    param("target_end", Day(Is::Equal, |_, row| Some(row.target_end))),
    param(
        "target_start",
        Day(Is::Equal, |_, row| Some(row.target_start)),
    ),
    param("threat_model", Flag(|_, _| Some(true))),
    param("updated", NotSimulated),
    param("version", Exactly(|_, row| Some(&row.version))),
];

const ORDERS: &[Order<Engagement>] = &[
    (
        "created",
        Key::Number(|_, row| Some(row.created.timestamp())),
    ),
    (
        "lead",
        Key::Number(|_, row| i64::try_from(row.lead_id).ok()),
    ),
    ("name", Key::Text(|_, row| Some(&row.name))),
    ("status", Key::Text(|_, row| Some(&row.status))),
    (
        "target_end",
        Key::Number(|_, row| Some(midnight(row.target_end).timestamp())),
    ),
    (
        "target_start",
        Key::Number(|_, row| Some(midnight(row.target_start).timestamp())),
    ),
    (
        "updated",
        Key::Number(|_, row| Some(row.created.timestamp())),
    ),
    ("version", Key::Text(|_, row| Some(&row.version))),
];

fn is_pipeline(engagement: &Engagement) -> bool {
    engagement.engagement_type == "CI/CD"
}

pub(super) fn branch(engagement: &Engagement) -> Option<&'static str> {
    is_pipeline(engagement).then_some("main")
}

pub(super) fn build(engagement: &Engagement) -> Option<String> {
    is_pipeline(engagement).then(|| (1_000 + engagement.id).to_string())
}

pub(super) fn commit(engagement: &Engagement) -> Option<String> {
    is_pipeline(engagement).then(|| format!("{:040x}", u128::from(engagement.id) << 64 | 0x5EED))
}

pub(super) fn row(world: &World, engagement: &Engagement) -> Map<String, Value> {
    let mut row = object(json!({
        "id": engagement.id,
        "created": engagement.created,
        "updated": engagement.created,
        "name": engagement.name,
        "description": DESCRIPTION,
        "version": engagement.version,
        "first_contacted": null,
        "target_start": engagement.target_start,
        "target_end": engagement.target_end,
        "reason": null,
        "active": engagement.active,
        "tracker": null,
        "test_strategy": null,
        "threat_model": true,
        "api_test": true,
        "pen_test": true,
        "check_list": true,
        "status": engagement.status,
        "progress": "threat_model",
        "tmodel_path": "none",
        "done_testing": engagement.status == "Completed",
        "engagement_type": engagement.engagement_type,
        "build_id": build(engagement),
        "commit_hash": commit(engagement),
        "branch_tag": branch(engagement),
        "source_code_management_uri": is_pipeline(engagement).then(|| format!("https://git.meridian.example/{}", engagement.product_id)),
        "deduplication_on_engagement": false,
        "lead": engagement.lead_id,
        "requester": null,
        "preset": null,
        "report_type": null,
        "product": engagement.product_id,
        "notes": [],
        "files": [],
        "risk_acceptance": engagement.risk_acceptance_ids,
        "tags": engagement.tags,
    }));
    let servers = match world.profile {
        Profile::Oss3 => [
            "cicd_scm_server",
            "cicd_build_server",
            "cicd_orchestration_engine",
        ],
        Profile::Oss2 => [
            "source_code_management_server",
            "build_server",
            "orchestration_engine",
        ],
    };
    row.extend(servers.map(|name| (name.to_owned(), Value::Null)));
    row
}
