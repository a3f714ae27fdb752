//! Users.

use serde::Deserialize;

use super::{Named, lenient::or_default, object::objects};
use crate::text::Untrusted;

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct User {
    /// The id.
    pub id: u64,
    /// The name to log in with.
    #[serde(default)]
    pub username: Option<Untrusted>,
    /// The first name.
    #[serde(default, deserialize_with = "or_default")]
    pub first_name: Untrusted,
    /// The last name.
    #[serde(default, deserialize_with = "or_default")]
    pub last_name: Untrusted,
    /// The e-mail address.
    #[serde(default, deserialize_with = "or_default")]
    pub email: Untrusted,
    /// Whether the user can log in.
    #[serde(default)]
    pub is_active: Option<bool>,
    /// Whether the user may see everything (3.x); 2.x doesn't say.
    #[serde(default)]
    pub is_staff: Option<bool>,
    /// Whether the user may do everything.
    #[serde(default)]
    pub is_superuser: Option<bool>,
    /// When the user was entered, in RFC 3339.
    #[serde(default)]
    pub date_joined: Option<Untrusted>,
    /// When the user last logged in, in RFC 3339.
    #[serde(default)]
    pub last_login: Option<Untrusted>,
    /// The fields whose values were of an unknown kind and are left out.
    #[serde(skip)]
    pub unread: Vec<String>,
}

impl Named for User {}

/// The user whose token is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserProfile {
    /// The user.
    pub user: User,
}

objects!(User);
