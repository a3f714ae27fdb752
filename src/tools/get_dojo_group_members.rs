//! `get_dojo_group_members`: who is in a group, and in which role.

use super::answer::Listing;
use super::args::{Both, Id, Known};
use super::findings::Basis;
use super::operation::{Call, Operation, ToolError};
use super::paging::Paging;
use super::rows::MemberRow;
use schemars::JsonSchema;
use serde::Deserialize;

/// Lists the members of a group.
pub(crate) struct GetDojoGroupMembers;

/// Which group.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filters {
    group_id: Id,
}

impl Operation for GetDojoGroupMembers {
    const NAME: &'static str = "get_dojo_group_members";
    const TITLE: &'static str = "List members of a group";
    const DESCRIPTION: &'static str = "Lists who is in a group, with each member's role.";
    const LISTED: &'static str = include_str!("listed/get_dojo_group_members.json");

    type Arguments = Both<Filters, Known<Paging>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(filters, Known(paging)) = arguments;
        let group = filters.group_id.0;
        let mut basis = Basis::default();
        basis.any_of("group id", &[group]);
        let window = paging.window();
        let page = call.dojo.group_members(group, window).await?;
        Listing::of_page::<_, MemberRow>("members", &page, window, &basis, call.reader)
    }
}
