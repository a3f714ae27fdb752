//! `users/` and `user_profile/`.

use serde_json::{Map, Value, json};

use super::{Resource, Scope, object};
use crate::config::Profile;
use crate::failure::Failure;
use crate::ordering::{Key, Order};
use crate::param::Kind::{Contains, Flag, NotSimulated, Number};
use crate::param::{Param, param};
use crate::portfolio::User;
use crate::viewer::Viewer;
use crate::world::World;

pub(crate) struct Users;

impl Resource for Users {
    type Row = User;
    const MODEL: &'static str = "User";
    const PARAMS: &'static [Param<User>] = &[
        param("date_joined_after", NotSimulated),
        param("date_joined_before", NotSimulated),
        param("email", Contains(|_, row| Some(&row.email))),
        param("first_name", Contains(|_, row| Some(&row.first_name))),
        param("id", Number(|_, row, id| i64::try_from(row.id) == Ok(id))),
        param("is_active", Flag(|_, row| Some(row.is_active))),
        param("is_superuser", Flag(|_, row| Some(row.is_superuser))),
        param("last_login_after", NotSimulated),
        param("last_login_before", NotSimulated),
        param("last_name", Contains(|_, row| Some(&row.last_name))),
        param("username", Contains(|_, row| Some(&row.username))),
    ];
    const ORDERS: &'static [Order<User>] = &[
        (
            "date_joined",
            Key::Number(|_, row| Some(row.date_joined.timestamp())),
        ),
        ("email", Key::Text(|_, row| Some(&row.email))),
        ("first_name", Key::Text(|_, row| Some(&row.first_name))),
        (
            "is_active",
            Key::Number(|_, row| Some(row.is_active.into())),
        ),
        (
            "is_superuser",
            Key::Number(|_, row| Some(row.is_superuser.into())),
        ),
        (
            "last_login",
            Key::Number(|_, row| row.last_login.map(|moment| moment.timestamp())),
        ),
        ("last_name", Key::Text(|_, row| Some(&row.last_name))),
        ("username", Key::Text(|_, row| Some(&row.username))),
    ];

    fn rows(world: &World) -> &[User] {
        &world.portfolio.users
    }
    fn id(row: &User) -> u64 {
        row.id
    }
    fn render(scope: &Scope<'_>, row: &User) -> Map<String, Value> {
        full(scope.world, row)
    }
    fn open(viewer: Viewer) -> Result<(), Failure> {
        viewer.needs_superuser()
    }
}

fn full(world: &World, user: &User) -> Map<String, Value> {
    let mut row = object(json!({
        "id": user.id,
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "date_joined": user.date_joined,
        "last_login": user.last_login,
        "is_active": user.is_active,
        "is_superuser": user.is_superuser,
        "token_last_reset": null,
        "password_last_reset": null,
        "configuration_permissions": [],
    }));
    if world.profile == Profile::Oss3 {
        row.insert("is_staff".to_owned(), user.is_staff.into());
    }
    row
}

/// A user as other objects show it.
pub(super) fn short(user: &User) -> Value {
    json!({"id": user.id, "username": user.username, "first_name": user.first_name, "last_name": user.last_name})
}

/// Users beside the rows of an answer, as far as the viewer gets to see them.
pub(super) fn prefetched(scope: &Scope<'_>, ids: &[u64]) -> Vec<(u64, Value)> {
    if !scope.viewer.sees_prefetched_users() {
        return Vec::new();
    }
    ids.iter()
        .filter_map(|id| scope.world.portfolio.user(*id))
        .map(|user| (user.id, short(user)))
        .collect()
}

/// `GET user_profile/`: who the viewer is.
pub(crate) fn profile(world: &World, viewer: Viewer) -> Value {
    let portfolio = &world.portfolio;
    let id = viewer.account.user_id();
    let user = portfolio.user(id).map(|user| full(world, user));
    if world.profile == Profile::Oss3 {
        return json!({"user": user, "user_contact_info": null});
    }
    let memberships: Vec<Value> = portfolio
        .group_members
        .iter()
        .filter(|member| member.user_id == id)
        .map(|member| json!({"id": member.id, "group": member.group_id, "user": id, "role": member.role_id}))
        .collect();
    let product_types: Vec<Value> = portfolio
        .product_types
        .iter()
        .filter(|product_type| product_type.user_ids.contains(&id))
        .map(|product_type| json!({"id": product_type.id, "product_type": product_type.id, "user": id, "role": 5}))
        .collect();
    let products: Vec<Value> = portfolio
        .products
        .iter()
        .filter(|product| product.user_ids.contains(&id))
        .map(|product| json!({"id": product.id, "product": product.id, "user": id, "role": 5}))
        .collect();
    json!({
        "user": user,
        "user_contact_info": null,
        "global_role": (viewer.account == crate::Account::GlobReader)
            .then(|| json!({"id": 1, "user": id, "group": null, "role": 5})),
        "dojo_group_member": memberships,
        "product_type_member": product_types,
        "product_member": products,
    })
}
