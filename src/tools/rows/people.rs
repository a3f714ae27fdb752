//! Users, groups, who is in them, and roles.

use super::{Link, NAME, day, line, maybe_line, unset};
use crate::dojo::model::{GroupMember, Role, User, UserGroup};
use serde::Serialize;

/// One user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct UserRow {
    id: u64,
    username: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    active: bool,
    #[serde(skip_serializing_if = "unset")]
    superuser: bool,
    #[serde(skip_serializing_if = "unset")]
    staff: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    joined: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_login: Option<String>,
}

impl From<&User> for UserRow {
    fn from(user: &User) -> Self {
        Self {
            id: user.id,
            username: line(&user.username, NAME).unwrap_or_default(),
            name: line(&format!("{} {}", user.first_name, user.last_name), NAME),
            email: line(&user.email, NAME),
            active: user.is_active,
            superuser: user.is_superuser,
            staff: user.is_staff.unwrap_or_default(),
            joined: day(user.date_joined.as_ref()),
            last_login: day(user.last_login.as_ref()),
        }
    }
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct GroupRow {
    id: u64,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    member_count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    social_provider: Option<String>,
}

impl From<&UserGroup> for GroupRow {
    fn from(group: &UserGroup) -> Self {
        Self {
            id: group.id,
            name: line(&group.name, NAME).unwrap_or_default(),
            description: group.description.as_ref().and_then(|text| line(text, 160)),
            member_count: group.users.len(),
            social_provider: maybe_line(group.social_provider.as_ref(), 30),
        }
    }
}

/// One user's membership in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct MemberRow {
    user: Link,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Link>,
    group: Link,
}

impl From<&GroupMember> for MemberRow {
    fn from(member: &GroupMember) -> Self {
        Self {
            user: Link::from(&member.user),
            role: member.role.as_ref().map(Link::from),
            group: Link::from(&member.group),
        }
    }
}

/// One role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct RoleRow {
    id: u64,
    name: String,
    /// May give others a role.
    owner: bool,
}

impl From<&Role> for RoleRow {
    fn from(role: &Role) -> Self {
        Self {
            id: role.id,
            name: line(&role.name, NAME).unwrap_or_default(),
            owner: role.is_owner,
        }
    }
}
