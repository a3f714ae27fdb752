//! `get_users`: the people who use `DefectDojo`.

use super::answer::Listing;
use super::args::{Both, Flag, Known, Text};
use super::findings::Basis;
use super::operation::{Call, Operation, ToolError};
use super::paging::Paging;
use super::rows::UserRow;
use crate::dojo::UserFilter;
use schemars::JsonSchema;
use serde::Deserialize;

/// Lists users.
pub(crate) struct GetUsers;

/// Which users.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Filters {
    /// Part of it.
    username: Option<Text>,
    /// Part of it.
    first_name: Option<Text>,
    /// Part of it.
    last_name: Option<Text>,
    /// Part of it.
    email: Option<Text>,
    /// Can log in.
    is_active: Option<Flag>,
    /// Is an administrator.
    is_superuser: Option<Flag>,
}

impl Operation for GetUsers {
    const NAME: &'static str = "get_users";
    const TITLE: &'static str = "List users";
    const DESCRIPTION: &'static str =
        "Lists users: name, e-mail, activity, last login. Needs the permission to view users.";
    const LISTED: &'static str = include_str!("listed/get_users.json");

    type Arguments = Both<Filters, Known<Paging>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(filters, Known(paging)) = arguments;
        let filter = UserFilter {
            username: filters.username.map(|text| text.0),
            first_name: filters.first_name.map(|text| text.0),
            last_name: filters.last_name.map(|text| text.0),
            email: filters.email.map(|text| text.0),
            is_active: filters.is_active.map(|flag| flag.0),
            is_superuser: filters.is_superuser.map(|flag| flag.0),
        };
        let mut basis = Basis::default();
        basis.contains("user name", filter.username.as_deref());
        basis.contains("first name", filter.first_name.as_deref());
        basis.contains("last name", filter.last_name.as_deref());
        basis.contains("e-mail", filter.email.as_deref());
        basis.flag(filter.is_active, "active", "not active");
        basis.flag(filter.is_superuser, "superuser", "no superuser");
        let window = paging.window();
        let page = call.dojo.users(&filter, window).await?;
        Listing::of_page::<_, UserRow>("users", &page, window, &basis, call.reader)
    }
}
