//! `get_roles`: what users may do in a group or product.

use super::answer::Listing;
use super::args::Known;
use super::findings::Basis;
use super::operation::{Call, Operation, ToolError};
use super::paging::Paging;
use super::rows::RoleRow;

/// Lists roles.
pub(crate) struct GetRoles;

impl Operation for GetRoles {
    const NAME: &'static str = "get_roles";
    const TITLE: &'static str = "List roles";
    const DESCRIPTION: &'static str = "Lists the roles of users and groups, such as Reader or Owner. Open source DefectDojo has them up to 2.58.";
    const LISTED: &'static str = include_str!("listed/get_roles.json");

    type Arguments = Known<Paging>;

    async fn run(call: &Call<'_>, Known(paging): Self::Arguments) -> Result<String, ToolError> {
        let window = paging.window();
        let page = call.dojo.roles(window).await?;
        Listing::of_page::<_, RoleRow>("roles", &page, window, &Basis::default(), call.reader)
    }
}
