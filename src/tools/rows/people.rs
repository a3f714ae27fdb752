//! Users, groups, who is in them, and roles.

use super::{Link, NAME, Row, day, link, unset};
use crate::dojo::model::{GroupMember, Role, User, UserGroup};
use crate::text::Reader;
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

impl Row<User> for UserRow {
    fn new(user: &User, reader: Reader) -> Self {
        Self {
            id: user.id,
            username: reader.line(&user.username, NAME).unwrap_or_default(),
            name: reader.line(&user.first_name.and(&user.last_name), NAME),
            email: reader.line(&user.email, NAME),
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

impl Row<UserGroup> for GroupRow {
    fn new(group: &UserGroup, reader: Reader) -> Self {
        Self {
            id: group.id,
            name: reader.line(&group.name, NAME).unwrap_or_default(),
            description: reader.line(group.description.as_ref(), 160),
            member_count: group.users.len(),
            social_provider: reader.line(group.social_provider.as_ref(), 30),
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

impl Row<GroupMember> for MemberRow {
    fn new(member: &GroupMember, reader: Reader) -> Self {
        Self {
            user: Link::of(reader, &member.user),
            role: link(reader, member.role.as_ref()),
            group: Link::of(reader, &member.group),
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

impl Row<Role> for RoleRow {
    fn new(role: &Role, reader: Reader) -> Self {
        Self {
            id: role.id,
            name: reader.line(&role.name, NAME).unwrap_or_default(),
            owner: role.is_owner,
        }
    }
}
