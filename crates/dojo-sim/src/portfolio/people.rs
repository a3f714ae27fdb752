//! Who is who: users, groups, members, roles.

use chrono::{DateTime, Utc};

/// A user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: u64,
    /// The login name.
    pub username: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    pub email: String,
    /// When the user was created.
    pub date_joined: DateTime<Utc>,
    /// When the user last signed in.
    pub last_login: Option<DateTime<Utc>>,
    /// May sign in.
    pub is_active: bool,
    /// Staff (`oss3` shows it).
    pub is_staff: bool,
    /// Superuser.
    pub is_superuser: bool,
}

/// A group of users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// `AzureAD`, `Remote` or unset.
    pub social_provider: Option<String>,
}

/// A user's place in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupMember {
    /// Its id.
    pub id: u64,
    /// The group.
    pub group_id: u64,
    /// The user.
    pub user_id: u64,
    /// The role.
    pub role_id: u64,
}

/// One of the five built-in roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Owns what it is given on.
    pub is_owner: bool,
}
