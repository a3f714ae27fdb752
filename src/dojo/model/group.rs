//! Groups of users and the roles in them. The open-source edition has them up to 2.58.

use serde::Deserialize;

use super::{Named, Prefetch, Reference, lenient::at_most, object::objects};
use crate::text::Untrusted;

/// A group of users.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct UserGroup {
    /// The id.
    pub id: u64,
    /// The name.
    #[serde(default)]
    pub name: Option<Untrusted>,
    /// What it is for.
    #[serde(default)]
    pub description: Option<Untrusted>,
    /// Where it is kept, when not here.
    #[serde(default)]
    pub social_provider: Option<Untrusted>,
    /// Its members.
    #[serde(default, deserialize_with = "at_most::<10_000, _, _>")]
    pub users: Option<Vec<Reference>>,
    /// The fields whose values were of an unknown kind and are left out.
    #[serde(skip)]
    pub unread: Vec<String>,
}

impl Named for UserGroup {}

/// A user in a group, with a role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct GroupMember {
    /// The id of the membership.
    pub id: u64,
    /// The group. What shows that a membership is one of those asked for, so that it has to be there.
    pub group: Reference,
    /// The user.
    #[serde(default)]
    pub user: Option<Reference>,
    /// The role.
    #[serde(default)]
    pub role: Option<Reference>,
    /// The fields whose values were of an unknown kind and are left out.
    #[serde(skip)]
    pub unread: Vec<String>,
}

impl Named for GroupMember {
    fn name(&mut self, prefetch: &Prefetch) {
        prefetch.fill("group", [&mut self.group]);
        prefetch.fill("user", &mut self.user);
        prefetch.fill("role", &mut self.role);
    }
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct Role {
    /// The id.
    pub id: u64,
    /// The name.
    #[serde(default)]
    pub name: Option<Untrusted>,
    /// Whether it may give others a role.
    #[serde(default)]
    pub is_owner: Option<bool>,
    /// The fields whose values were of an unknown kind and are left out.
    #[serde(skip)]
    pub unread: Vec<String>,
}

impl Named for Role {}

objects!(UserGroup, GroupMember, Role);
