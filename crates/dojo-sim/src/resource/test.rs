//! `tests/`.

use serde_json::{Map, Value, json};

use super::{Prefetch, Resource, Scope, object, test_type, user};
use crate::config::Profile;
use crate::ordering::{Key, Order};
use crate::param::Kind::{Exactly, Flag, Moment, NotSimulated, Number, Object, Tag, Tags};
use crate::param::{Is, Param, Tagged, param};
use crate::portfolio::Test;
use crate::viewer::Viewer;
use crate::world::World;

pub(crate) struct Tests;

impl Resource for Tests {
    type Row = Test;
    const MODEL: &'static str = "Test";
    const PARAMS: &'static [Param<Test>] = PARAMS;
    const ORDERS: &'static [Order<Test>] = ORDERS;
    const PREFETCH: Option<&'static [Prefetch<Test>]> = Some(PREFETCH);

    fn rows(world: &World) -> &[Test] {
        &world.portfolio.tests
    }
    fn id(row: &Test) -> u64 {
        row.id
    }
    fn render(scope: &Scope<'_>, row: &Test) -> Map<String, Value> {
        self::row(scope.world, row)
    }
    fn visible(world: &World, viewer: Viewer, row: &Test) -> bool {
        let engagement = world.portfolio.engagement(row.engagement_id);
        engagement.is_some_and(|engagement| {
            viewer.sees_product_id(&world.portfolio, engagement.product_id)
        })
    }
}

fn name<'a>(world: &'a World, test: &Test) -> Option<&'a str> {
    world
        .portfolio
        .test_type(test.test_type_id)
        .map(|test_type| test_type.name.as_str())
}

const PARAMS: &[Param<Test>] = &[
    param("api_scan_configuration", NotSimulated),
    param("branch_tag", NotSimulated),
    param("build_id", NotSimulated),
    param("commit_hash", NotSimulated),
    param(
        "engagement",
        Object {
            has: |_, row, id| i64::try_from(row.engagement_id) == Ok(id),
            exists: |world, id| world.portfolio.engagement(id).is_some(),
        },
    ),
    param("engagement__product__tags", NotSimulated),
    param("engagement__product__tags__and", NotSimulated),
    param("engagement__tags", NotSimulated),
    param("engagement__tags__and", NotSimulated),
    param("has_tags", Flag(|_, row| Some(!row.tags.is_empty()))),
    param("id", Number(|_, row, id| i64::try_from(row.id) == Ok(id))),
    param("not_engagement__product__tags", NotSimulated),
    param("not_engagement__tags", NotSimulated),
    param("not_tag", Tag(false, |_, row| &row.tags)),
    param("not_tags", Tags(Tagged::NoneOf, |_, row| &row.tags)),
    param("notes", NotSimulated),
    param("percent_complete", Number(|_, _, percent| percent == 100)),
    param("scan_type", Exactly(name)),
    param("tag", Tag(true, |_, row| &row.tags)),
    param("tags", Tags(Tagged::Any, |_, row| &row.tags)),
    param("tags__and", Tags(Tagged::All, |_, row| &row.tags)),
    param(
        "target_end",
        Moment(Is::Equal, |_, row| Some(row.target_end)),
    ),
    param(
        "target_start",
        Moment(Is::Equal, |_, row| Some(row.target_start)),
    ),
    param(
        "test_type",
        Object {
            has: |_, row, id| i64::try_from(row.test_type_id) == Ok(id),
            exists: |world, id| world.portfolio.test_type(id).is_some(),
        },
    ),
    param("title", Exactly(|_, row| row.title.as_deref())),
    param("version", Exactly(|_, row| Some(&row.version))),
];

const ORDERS: &[Order<Test>] = &[
    ("api_scan_configuration", Key::Number(|_, _| None)),
    ("branch_tag", Key::Number(|_, _| None)),
    ("build_id", Key::Number(|_, _| None)),
    ("commit_hash", Key::Number(|_, _| None)),
    (
        "created",
        Key::Number(|_, row| Some(row.created.timestamp())),
    ),
    (
        "engagement",
        Key::Number(|_, row| i64::try_from(row.engagement_id).ok()),
    ),
    (
        "lead",
        Key::Number(|_, row| i64::try_from(row.lead_id).ok()),
    ),
    (
        "target_end",
        Key::Number(|_, row| Some(row.target_end.timestamp())),
    ),
    (
        "target_start",
        Key::Number(|_, row| Some(row.target_start.timestamp())),
    ),
    (
        "test_type",
        Key::Number(|_, row| i64::try_from(row.test_type_id).ok()),
    ),
    ("title", Key::Text(|_, row| row.title.as_deref())),
    (
        "updated",
        Key::Number(|_, row| Some(row.created.timestamp())),
    ),
    ("version", Key::Text(|_, row| Some(&row.version))),
];

const PREFETCH: &[Prefetch<Test>] = &[
    ("engagement", |scope, row| {
        let engagement = scope.world.portfolio.engagement(row.engagement_id)?;
        Some(vec![(
            engagement.id,
            super::engagement::row(scope.world, engagement).into(),
        )])
    }),
    ("environment", |_, row| {
        Some(vec![(row.environment_id, environment(row))])
    }),
    ("files", |_, _| Some(Vec::new())),
    ("lead", |scope, row| {
        Some(user::prefetched(scope, &[row.lead_id]))
    }),
    ("notes", |_, _| Some(Vec::new())),
    ("test_type", |scope, row| {
        let tool = scope.world.portfolio.test_type(row.test_type_id)?;
        Some(vec![(tool.id, test_type::row(tool).into())])
    }),
];

pub(super) fn environment(test: &Test) -> Value {
    json!({
        "id": test.environment_id,
        "name": match test.environment_id {
            1 => "Development",
            2 => "Staging",
            _ => "Production",
        },
    })
}

pub(super) fn row(world: &World, test: &Test) -> Map<String, Value> {
    let name = name(world, test);
    let mut row = object(json!({
        "id": test.id,
        "test_type_name": name,
        "scan_type": name,
        "title": test.title,
        "description": null,
        "target_start": test.target_start,
        "target_end": test.target_end,
        "percent_complete": 100,
        "updated": test.created,
        "created": test.created,
        "version": test.version,
        "build_id": null,
        "commit_hash": null,
        "branch_tag": null,
        "engagement": test.engagement_id,
        "lead": test.lead_id,
        "test_type": test.test_type_id,
        "environment": test.environment_id,
        "api_scan_configuration": null,
        "notes": [],
        "files": [],
        "tags": test.tags,
        "finding_groups": [],
    }));
    if world.profile == Profile::Oss3 {
        let fields =
            test.test_type_id
                .is_multiple_of(2)
                .then_some(["cwe", "severity", "file_path"]);
        let algorithm = if fields.is_some() {
            "hash_code"
        } else {
            "legacy"
        };
        row.insert("deduplication_algorithm".to_owned(), algorithm.into());
        row.insert("hash_code_fields".to_owned(), json!(fields));
    }
    row
}
