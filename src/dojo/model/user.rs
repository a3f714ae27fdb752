//! Users.

use serde::Deserialize;

use super::{Named, lenient::or_default};
use crate::text::Untrusted;

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct User {
    /// The id.
    pub id: u64,
    /// The name to log in with.
    pub username: Untrusted,
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
    #[serde(default, deserialize_with = "or_default")]
    pub is_active: bool,
    /// Whether the user may see everything (3.x); 2.x doesn't say.
    #[serde(default)]
    pub is_staff: Option<bool>,
    /// Whether the user may do everything.
    #[serde(default, deserialize_with = "or_default")]
    pub is_superuser: bool,
    /// When the user was entered, in RFC 3339.
    #[serde(default)]
    pub date_joined: Option<Untrusted>,
    /// When the user last logged in, in RFC 3339.
    #[serde(default)]
    pub last_login: Option<Untrusted>,
}

impl Named for User {}

/// The user whose token is used.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UserProfile {
    /// The user.
    pub user: User,
}
