//! `get_groups`: groups of users.

use super::answer::Listing;
use super::args::{Both, Known, Text};
use super::findings::Basis;
use super::operation::{Call, Operation, ToolError};
use super::paging::Paging;
use super::rows::GroupRow;
use crate::dojo::GroupFilter;
use schemars::JsonSchema;
use serde::Deserialize;

/// Lists groups.
pub(crate) struct GetGroups;

/// Which groups.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Filters {
    /// Whole name, in its exact case.
    name: Option<Text>,
}

impl Operation for GetGroups {
    const NAME: &'static str = "get_groups";
    const TITLE: &'static str = "List groups";
    const DESCRIPTION: &'static str = "Lists groups of users with their numbers of members. Open source DefectDojo has them up to 2.58.";
    const LISTED: &'static str = include_str!("listed/get_groups.json");

    type Arguments = Both<Filters, Known<Paging>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(filters, Known(paging)) = arguments;
        let filter = GroupFilter {
            name: filters.name.map(|text| text.0),
            ..GroupFilter::default()
        };
        let mut basis = Basis::default();
        basis.any_of("name", filter.name.as_slice());
        let window = paging.window();
        let page = call.dojo.groups(&filter, window).await?;
        Listing::of_page::<_, GroupRow>("groups", &page, window, &basis, call.reader)
    }
}
