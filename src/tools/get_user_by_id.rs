//! `get_user_by_id`: one user.

use super::answer::single;
use super::args::Id;
use super::operation::{Call, Operation, ToolError};
use super::rows::{Row, UserRow};
use schemars::JsonSchema;
use serde::Deserialize;

/// One user.
pub(crate) struct GetUserById;

/// Which user.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arguments {
    user_id: Id,
}

impl Operation for GetUserById {
    const NAME: &'static str = "get_user_by_id";
    const TITLE: &'static str = "Read one user";
    const DESCRIPTION: &'static str = "Reads one user, as get_users lists them.";
    const LISTED: &'static str = include_str!("listed/get_user_by_id.json");

    type Arguments = Arguments;

    async fn run(call: &Call<'_>, arguments: Arguments) -> Result<String, ToolError> {
        let user = call.dojo.user(arguments.user_id.0).await?;
        single("user", &user, &UserRow::new(&user, call.reader), None)
    }
}
