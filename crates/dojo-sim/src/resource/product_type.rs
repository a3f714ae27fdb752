//! `product_types/`. Its name filter is exact.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::{Prefetch, Resource, Scope, object, user};
use crate::config::Profile;
use crate::param::Kind::{Exactly, Flag, Moment, Number};
use crate::param::{Is, Param, param};
use crate::portfolio::ProductType;
use crate::viewer::Viewer;
use crate::world::World;

pub(crate) struct ProductTypes;

impl Resource for ProductTypes {
    type Row = ProductType;
    const MODEL: &'static str = "Product_Type";
    const PARAMS: &'static [Param<ProductType>] = &[
        param("created", Moment(Is::Equal, |_, row| Some(row.created))),
        param(
            "critical_product",
            Flag(|_, row| Some(row.critical_product)),
        ),
        param("id", Number(|_, row, id| i64::try_from(row.id) == Ok(id))),
        param("key_product", Flag(|_, row| Some(row.key_product))),
        param("name", Exactly(|_, row| Some(&row.name))),
        param("updated", Moment(Is::Equal, |_, row| Some(row.created))),
    ];
    const PREFETCH: Option<&'static [Prefetch<ProductType>]> = Some(&[
        ("authorized_users", |scope, row| {
            (scope.world.profile == Profile::Oss3).then(|| user::prefetched(scope, &row.user_ids))
        }),
        ("members", |scope, row| {
            (scope.world.profile == Profile::Oss2).then(|| user::prefetched(scope, &row.user_ids))
        }),
        ("authorization_groups", |scope, _| {
            (scope.world.profile == Profile::Oss2).then(Vec::new)
        }),
    ]);

    fn rows(world: &World) -> &[ProductType] {
        &world.portfolio.product_types
    }
    fn id(row: &ProductType) -> u64 {
        row.id
    }
    fn render(scope: &Scope<'_>, row: &ProductType) -> Map<String, Value> {
        self::row(scope.world, row)
    }
    fn default_order(left: &ProductType, right: &ProductType) -> Ordering {
        left.name.cmp(&right.name)
    }
    fn visible(_: &World, viewer: Viewer, row: &ProductType) -> bool {
        viewer.sees_product_type(row.id)
    }
}

pub(super) fn row(world: &World, product_type: &ProductType) -> Map<String, Value> {
    let mut row = object(json!({
        "id": product_type.id,
        "created": product_type.created,
        "updated": product_type.created,
        "name": product_type.name,
        "description": format!("Everything of {}.", product_type.name),
        "critical_product": product_type.critical_product,
        "key_product": product_type.key_product,
    }));
    match world.profile {
        Profile::Oss3 => {
            row.insert("authorized_users".to_owned(), json!(product_type.user_ids));
        }
        Profile::Oss2 => {
            row.insert("members".to_owned(), json!(product_type.user_ids));
            row.insert("authorization_groups".to_owned(), json!([]));
        }
    }
    row
}
