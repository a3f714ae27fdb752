//! `roles/`. Read-only, and open to every token.

use serde_json::{Map, Value, json};

use super::{Resource, Scope, object};
use crate::param::Kind::{Exactly, Number};
use crate::param::{Param, param};
use crate::portfolio::Role;
use crate::world::World;

pub(crate) struct Roles;

impl Resource for Roles {
    type Row = Role;
    const MODEL: &'static str = "Role";
    const PARAMS: &'static [Param<Role>] = &[
        param("id", Number(|_, row, id| i64::try_from(row.id) == Ok(id))),
        param("name", Exactly(|_, row| Some(&row.name))),
    ];

    fn rows(world: &World) -> &[Role] {
        &world.portfolio.roles
    }
    fn id(row: &Role) -> u64 {
        row.id
    }
    fn render(_: &Scope<'_>, row: &Role) -> Map<String, Value> {
        self::row(row)
    }
}

pub(super) fn row(role: &Role) -> Map<String, Value> {
    object(json!({"id": role.id, "name": role.name, "is_owner": role.is_owner}))
}
