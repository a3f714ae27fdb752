//! `dojo_group_members/`. Filtered by `group_id`; `group` is silently ignored.

use serde_json::{Map, Value, json};

use super::{Prefetch, Resource, Scope, group, object, role, user};
use crate::param::Kind::{Number, Object};
use crate::param::{Param, param};
use crate::portfolio::GroupMember;
use crate::viewer::Viewer;
use crate::world::World;

pub(crate) struct GroupMembers;

impl Resource for GroupMembers {
    type Row = GroupMember;
    const MODEL: &'static str = "Dojo_Group_Member";
    const PARAMS: &'static [Param<GroupMember>] = &[
        param(
            "group_id",
            Object {
                has: |_, row, id| i64::try_from(row.group_id) == Ok(id),
                exists: |world, id| world.portfolio.group(id).is_some(),
            },
        ),
        param("id", Number(|_, row, id| i64::try_from(row.id) == Ok(id))),
        param(
            "user_id",
            Object {
                has: |_, row, id| i64::try_from(row.user_id) == Ok(id),
                exists: |world, id| world.portfolio.user(id).is_some(),
            },
        ),
    ];
    const PREFETCH: Option<&'static [Prefetch<GroupMember>]> = Some(&[
        ("group", |scope, row| {
            let portfolio = &scope.world.portfolio;
            let found = portfolio.group(row.group_id)?;
            Some(vec![(found.id, group::row(portfolio, found).into())])
        }),
        ("role", |scope, row| {
            let found = scope.world.portfolio.role(row.role_id)?;
            Some(vec![(found.id, role::row(found).into())])
        }),
        ("user", |scope, row| {
            Some(user::prefetched(scope, &[row.user_id]))
        }),
    ]);

    fn rows(world: &World) -> &[GroupMember] {
        &world.portfolio.group_members
    }
    fn id(row: &GroupMember) -> u64 {
        row.id
    }
    fn render(_: &Scope<'_>, row: &GroupMember) -> Map<String, Value> {
        object(
            json!({"id": row.id, "group": row.group_id, "user": row.user_id, "role": row.role_id}),
        )
    }
    fn visible(world: &World, viewer: Viewer, row: &GroupMember) -> bool {
        viewer.sees_group(&world.portfolio, row.group_id)
    }
}
