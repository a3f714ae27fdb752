//! `get_group_by_id`: one group.

use super::answer::single;
use super::args::Id;
use super::operation::{Call, Operation, ToolError};
use super::rows::{GroupRow, Row};
use schemars::JsonSchema;
use serde::Deserialize;

/// One group.
pub(crate) struct GetGroupById;

/// Which group.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arguments {
    group_id: Id,
}

impl Operation for GetGroupById {
    const NAME: &'static str = "get_group_by_id";
    const TITLE: &'static str = "Read one group";
    const DESCRIPTION: &'static str =
        "Reads one group, as get_groups lists them, and its description.";
    const LISTED: &'static str = include_str!("listed/get_group_by_id.json");

    type Arguments = Arguments;

    async fn run(call: &Call<'_>, arguments: Arguments) -> Result<String, ToolError> {
        let group = call.dojo.group(arguments.group_id.0).await?;
        single("group", &group, &GroupRow::new(&group, call.reader), None)
    }
}
