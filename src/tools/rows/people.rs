//! Users, groups, who is in them, and roles.

use super::{Link, NAME, Row, day, link, unset};
use crate::dojo::model::{GroupMember, Role, User, UserGroup};
use crate::text::Reader;
use serde::Serialize;

/// One user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct UserRow {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<bool>,
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
            username: reader.line(user.username.as_ref(), NAME),
            name: reader.line(&user.first_name.and(&user.last_name), NAME),
            email: reader.line(&user.email, NAME),
            active: user.is_active,
            superuser: user.is_superuser == Some(true),
            staff: user.is_staff == Some(true),
            joined: day(user.date_joined.as_ref()),
            last_login: day(user.last_login.as_ref()),
        }
    }
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct GroupRow {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    member_count: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    social_provider: Option<String>,
}

impl Row<UserGroup> for GroupRow {
    fn new(group: &UserGroup, reader: Reader) -> Self {
        Self {
            id: group.id,
            name: reader.line(group.name.as_ref(), NAME),
            description: reader.line(group.description.as_ref(), 160),
            member_count: group.users.as_ref().map(Vec::len),
            social_provider: reader.line(group.social_provider.as_ref(), 30),
        }
    }
}

/// One user's membership in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct MemberRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Link>,
    group: Link,
}

impl Row<GroupMember> for MemberRow {
    fn new(member: &GroupMember, reader: Reader) -> Self {
        Self {
            user: link(reader, member.user.as_ref()),
            role: link(reader, member.role.as_ref()),
            group: Link::of(reader, &member.group),
        }
    }
}

/// One role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct RoleRow {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// May give others a role.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<bool>,
}

impl Row<Role> for RoleRow {
    fn new(role: &Role, reader: Reader) -> Self {
        Self {
            id: role.id,
            name: reader.line(role.name.as_ref(), NAME),
            owner: role.is_owner,
        }
    }
}
