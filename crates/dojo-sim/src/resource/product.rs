//! `products/`.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::{Prefetch, Resource, Scope, group, object, product_type, sla_configuration, user};
use crate::config::Profile;
use crate::ordering::{Key, Order};
use crate::param::Kind::{
    Cases, Choices, Contains, Flag, Ids, NotSimulated, SameAs, Tag, Tags, Within,
};
use crate::param::{Param, Tagged, param};
use crate::portfolio::{Product, User};
use crate::viewer::Viewer;
use crate::world::World;

pub(crate) struct Products;

impl Resource for Products {
    type Row = Product;
    const MODEL: &'static str = "Product";
    const PARAMS: &'static [Param<Product>] = PARAMS;
    const ORDERS: &'static [Order<Product>] = ORDERS;
    const PREFETCH: Option<&'static [Prefetch<Product>]> = Some(PREFETCH);

    fn rows(world: &World) -> &[Product] {
        &world.portfolio.products
    }
    fn id(row: &Product) -> u64 {
        row.id
    }
    fn render(scope: &Scope<'_>, row: &Product) -> Map<String, Value> {
        self::row(scope.world, row)
    }
    fn default_order(left: &Product, right: &Product) -> Ordering {
        left.name.cmp(&right.name)
    }
    fn visible(_: &World, viewer: Viewer, row: &Product) -> bool {
        viewer.sees_product(row.id, row.product_type_id)
    }
}

fn is(id: Option<u64>, wanted: i64) -> bool {
    id.is_some_and(|id| i64::try_from(id) == Ok(wanted))
}

/// `Product.violates_sla`: any active finding past its day, whatever its other flags.
fn violates_sla(world: &World, product: &Product) -> bool {
    world.portfolio.findings.iter().any(|finding| {
        finding.product_id == product.id
            && finding.active
            && finding
                .sla_expiration_date
                .is_some_and(|day| day < world.today)
    })
}

const PARAMS: &[Param<Product>] = &[
    param(
        "business_criticality",
        Choices(
            &["very high", "high", "medium", "low", "very low", "none"],
            |_, row| row.business_criticality.as_deref(),
        ),
    ),
    param("created", Within(|_, row| Some(row.created))),
    param("description", Contains(|_, row| Some(&row.description))),
    param(
        "external_audience",
        Flag(|_, row| Some(row.external_audience)),
    ),
    param("has_tags", Flag(|_, row| Some(!row.tags.is_empty()))),
    param("id", Ids(|_, row, id| is(Some(row.id), id))),
    param(
        "internet_accessible",
        Flag(|_, row| Some(row.internet_accessible)),
    ),
    param(
        "lifecycle",
        Choices(&["construction", "production", "retirement"], |_, row| {
            row.lifecycle.as_deref()
        }),
    ),
    param("name", Contains(|_, row| Some(&row.name))),
    param("name_exact", SameAs(|_, row| Some(&row.name))),
    param("not_tag", Tag(false, |_, row| &row.tags)),
    param("not_tags", Tags(Tagged::NoneOf, |_, row| &row.tags)),
    param(
        "origin",
        Choices(
            &[
                "third party library",
                "purchased",
                "contractor",
                "internal",
                "open source",
                "outsourced",
            ],
            |_, row| row.origin.as_deref(),
        ),
    ),
    param(
        "outside_of_sla",
        Cases(&[
            ("0", |world, row| !violates_sla(world, row)),
            ("1", violates_sla),
        ]),
    ),
    param(
        "platform",
        Choices(
            &["web service", "desktop", "iot", "mobile", "web"],
            |_, row| row.platform.as_deref(),
        ),
    ),
    param("prod_numeric_grade", NotSimulated),
    param(
        "prod_type",
        Ids(|_, row, id| is(Some(row.product_type_id), id)),
    ),
    param(
        "product_manager",
        Ids(|_, row, id| is(row.product_manager_id, id)),
    ),
    param(
        "regulations",
        Ids(|_, row, id| {
            row.regulation_ids
                .iter()
                .any(|regulation| is(Some(*regulation), id))
        }),
    ),
    param("revenue", NotSimulated),
    param("tag", Tag(true, |_, row| &row.tags)),
    param("tags", Tags(Tagged::Any, |_, row| &row.tags)),
    param("tags__and", Tags(Tagged::All, |_, row| &row.tags)),
    param(
        "team_manager",
        Ids(|_, row, id| is(row.team_manager_id, id)),
    ),
    param(
        "technical_contact",
        Ids(|_, row, id| is(row.technical_contact_id, id)),
    ),
    param("tid", NotSimulated),
    param("updated", NotSimulated),
    param("user_records", Ids(|_, row, id| is(row.user_records, id))),
];

fn number(id: Option<u64>) -> Option<i64> {
    id.and_then(|id| i64::try_from(id).ok())
}

fn manager<'a>(world: &'a World, row: &Product) -> Option<&'a User> {
    world.portfolio.user(row.product_manager_id?)
}

fn contact<'a>(world: &'a World, row: &Product) -> Option<&'a User> {
    world.portfolio.user(row.technical_contact_id?)
}

fn leader<'a>(world: &'a World, row: &Product) -> Option<&'a User> {
    world.portfolio.user(row.team_manager_id?)
}

const ORDERS: &[Order<Product>] = &[
    (
        "business_criticality",
        Key::Text(|_, row| row.business_criticality.as_deref()),
    ),
    (
        "created",
        Key::Number(|_, row| Some(row.created.timestamp())),
    ),
    (
        "external_audience",
        Key::Number(|_, row| Some(row.external_audience.into())),
    ),
    ("id", Key::Number(|_, row| number(Some(row.id)))),
    (
        "internet_accessible",
        Key::Number(|_, row| Some(row.internet_accessible.into())),
    ),
    ("lifecycle", Key::Text(|_, row| row.lifecycle.as_deref())),
    ("name", Key::Text(|_, row| Some(&row.name))),
    ("origin", Key::Text(|_, row| row.origin.as_deref())),
    ("platform", Key::Text(|_, row| row.platform.as_deref())),
    ("prod_numeric_grade", Key::Number(|_, _| None)),
    (
        "prod_type",
        Key::Number(|_, row| number(Some(row.product_type_id))),
    ),
    (
        "prod_type__name",
        Key::Text(|world, row| Some(&world.portfolio.product_type(row.product_type_id)?.name)),
    ),
    (
        "product_manager",
        Key::Number(|_, row| number(row.product_manager_id)),
    ),
    (
        "product_manager__first_name",
        Key::Text(|world, row| Some(&manager(world, row)?.first_name)),
    ),
    (
        "product_manager__last_name",
        Key::Text(|world, row| Some(&manager(world, row)?.last_name)),
    ),
    ("revenue", Key::Number(|_, row| number(row.revenue))),
    (
        "team_manager",
        Key::Number(|_, row| number(row.team_manager_id)),
    ),
    (
        "team_manager__first_name",
        Key::Text(|world, row| Some(&leader(world, row)?.first_name)),
    ),
    (
        "team_manager__last_name",
        Key::Text(|world, row| Some(&leader(world, row)?.last_name)),
    ),
    (
        "technical_contact",
        Key::Number(|_, row| number(row.technical_contact_id)),
    ),
    (
        "technical_contact__first_name",
        Key::Text(|world, row| Some(&contact(world, row)?.first_name)),
    ),
    (
        "technical_contact__last_name",
        Key::Text(|world, row| Some(&contact(world, row)?.last_name)),
    ),
    ("tid", Key::Number(|_, _| Some(0))),
    (
        "updated",
        Key::Number(|_, row| Some(row.created.timestamp())),
    ),
    (
        "user_records",
        Key::Number(|_, row| number(row.user_records)),
    ),
];

const PREFETCH: &[Prefetch<Product>] = &[
    ("prod_type", |scope, row| {
        let product_type = scope.world.portfolio.product_type(row.product_type_id)?;
        Some(vec![(
            product_type.id,
            product_type::row(scope.world, product_type).into(),
        )])
    }),
    ("product_manager", |scope, row| {
        Some(user::prefetched(scope, &[row.product_manager_id?]))
    }),
    ("technical_contact", |scope, row| {
        Some(user::prefetched(scope, &[row.technical_contact_id?]))
    }),
    ("team_manager", |scope, row| {
        Some(user::prefetched(scope, &[row.team_manager_id?]))
    }),
    ("sla_configuration", |scope, row| {
        let sla = scope
            .world
            .portfolio
            .sla_configuration(row.sla_configuration_id)?;
        Some(vec![(sla.id, sla_configuration::row(sla).into())])
    }),
    ("authorized_users", |scope, row| {
        (scope.world.profile == Profile::Oss3).then(|| user::prefetched(scope, &row.user_ids))
    }),
    ("members", |scope, row| {
        (scope.world.profile == Profile::Oss2).then(|| user::prefetched(scope, &row.user_ids))
    }),
    ("authorization_groups", |scope, row| {
        let portfolio = &scope.world.portfolio;
        let groups = row.group_ids.iter().filter_map(|id| portfolio.group(*id));
        (scope.world.profile == Profile::Oss2).then(|| {
            groups
                .map(|found| (found.id, group::row(portfolio, found).into()))
                .collect()
        })
    }),
];

pub(super) fn row(world: &World, product: &Product) -> Map<String, Value> {
    // Only active findings, and every one of them.
    let active: Vec<u64> = world
        .portfolio
        .findings
        .iter()
        .filter(|finding| finding.product_id == product.id && finding.active)
        .map(|finding| finding.id)
        .collect();
    let mut row = object(json!({
        "id": product.id,
        "findings_count": active.len(),
        "findings_list": active,
        "business_criticality": product.business_criticality,
        "platform": product.platform,
        "lifecycle": product.lifecycle,
        "origin": product.origin,
        "product_meta": [{"name": "cost_center", "value": format!("CC-{}", 100 + product.id)}],
        "created": product.created,
        "name": product.name,
        "description": product.description,
        "prod_numeric_grade": null,
        "user_records": product.user_records,
        "revenue": product.revenue.map(|revenue| format!("{revenue}.00")),
        "external_audience": product.external_audience,
        "internet_accessible": product.internet_accessible,
        "enable_product_tag_inheritance": false,
        "enable_simple_risk_acceptance": false,
        "enable_full_risk_acceptance": true,
        "disable_sla_breach_notifications": false,
        "product_manager": product.product_manager_id,
        "technical_contact": product.technical_contact_id,
        "team_manager": product.team_manager_id,
        "prod_type": product.product_type_id,
        "sla_configuration": product.sla_configuration_id,
        "regulations": product.regulation_ids,
        "tags": product.tags,
    }));
    match world.profile {
        Profile::Oss3 => {
            row.insert("authorized_users".to_owned(), json!(product.user_ids));
        }
        Profile::Oss2 => {
            row.insert("members".to_owned(), json!(product.user_ids));
            row.insert("authorization_groups".to_owned(), json!(product.group_ids));
        }
    }
    row
}
