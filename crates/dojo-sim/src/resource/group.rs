//! `dojo_groups/`. Its name filter is exact. The list needs a right that a single group does not
//! follow from: without membership the list shows a group that its own path refuses.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::{Prefetch, Resource, Scope, object, user};
use crate::failure::Failure;
use crate::param::Kind::{Choice, Exactly, Number};
use crate::param::{Param, param};
use crate::portfolio::{Group, Portfolio};
use crate::viewer::Viewer;
use crate::world::World;

pub(crate) struct Groups;

impl Resource for Groups {
    type Row = Group;
    const MODEL: &'static str = "Dojo_Group";
    const PARAMS: &'static [Param<Group>] = &[
        param("id", Number(|_, row, id| i64::try_from(row.id) == Ok(id))),
        param("name", Exactly(|_, row| Some(&row.name))),
        param(
            "social_provider",
            Choice(&["AzureAD", "Remote"], |_, row| {
                row.social_provider.as_deref()
            }),
        ),
    ];
    const PREFETCH: Option<&'static [Prefetch<Group>]> = Some(&[("users", |scope, row| {
        Some(user::prefetched(
            scope,
            &members(&scope.world.portfolio, row),
        ))
    })]);

    fn rows(world: &World) -> &[Group] {
        &world.portfolio.groups
    }
    fn id(row: &Group) -> u64 {
        row.id
    }
    fn render(scope: &Scope<'_>, row: &Group) -> Map<String, Value> {
        self::row(&scope.world.portfolio, row)
    }
    fn default_order(left: &Group, right: &Group) -> Ordering {
        left.name.cmp(&right.name)
    }
    fn open(viewer: Viewer) -> Result<(), Failure> {
        viewer.lists_groups()
    }
    fn open_one(world: &World, viewer: Viewer, row: &Group) -> Result<(), Failure> {
        if viewer.sees_group(&world.portfolio, row.id) {
            Ok(())
        } else {
            Err(Failure::Forbidden)
        }
    }
}

fn members(portfolio: &Portfolio, group: &Group) -> Vec<u64> {
    portfolio
        .group_members
        .iter()
        .filter(|member| member.group_id == group.id)
        .map(|member| member.user_id)
        .collect()
}

pub(super) fn row(portfolio: &Portfolio, group: &Group) -> Map<String, Value> {
    object(json!({
        "id": group.id,
        "configuration_permissions": [],
        "name": group.name,
        "description": group.description,
        "social_provider": group.social_provider,
        "users": members(portfolio, group),
    }))
}
