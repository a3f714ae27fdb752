//! Groups of users and the roles in them. The open-source edition has them up to 2.58.

use serde::Deserialize;

use super::{Named, Prefetch, Reference, lenient::or_default};
use crate::text::Untrusted;

/// A group of users.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UserGroup {
    /// The id.
    pub id: u64,
    /// The name.
    pub name: Untrusted,
    /// What it is for.
    #[serde(default)]
    pub description: Option<Untrusted>,
    /// Where it is kept, when not here.
    #[serde(default)]
    pub social_provider: Option<Untrusted>,
    /// Its members.
    #[serde(default, deserialize_with = "or_default")]
    pub users: Vec<Reference>,
}

impl Named for UserGroup {}

/// A user in a group, with a role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GroupMember {
    /// The id of the membership.
    pub id: u64,
    /// The group.
    pub group: Reference,
    /// The user.
    pub user: Reference,
    /// The role.
    #[serde(default)]
    pub role: Option<Reference>,
}

impl Named for GroupMember {
    fn name(&mut self, prefetch: &Prefetch) {
        prefetch.fill("group", [&mut self.group]);
        prefetch.fill("user", [&mut self.user]);
        prefetch.fill("role", &mut self.role);
    }
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Role {
    /// The id.
    pub id: u64,
    /// The name.
    pub name: Untrusted,
    /// Whether it may give others a role.
    #[serde(default, deserialize_with = "or_default")]
    pub is_owner: bool,
}

impl Named for Role {}
