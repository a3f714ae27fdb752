//! `get_product_types`: how products are grouped.

use super::answer::Listing;
use super::args::{Both, Known, Text};
use super::findings::Basis;
use super::operation::{Call, Operation, ToolError};
use super::paging::Paging;
use super::rows::ProductTypeRow;
use crate::dojo::ProductTypeFilter;
use schemars::JsonSchema;
use serde::Deserialize;

/// Lists product types.
pub(crate) struct GetProductTypes;

/// Which product types.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Filters {
    /// Whole name, in its exact case.
    name: Option<Text>,
}

impl Operation for GetProductTypes {
    const NAME: &'static str = "get_product_types";
    const TITLE: &'static str = "List product types";
    const DESCRIPTION: &'static str = "Lists product types: groups of products, often teams or business units. A token that may only see single products sees none.";
    const LISTED: &'static str = include_str!("listed/get_product_types.json");

    type Arguments = Both<Filters, Known<Paging>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(filters, Known(paging)) = arguments;
        let filter = ProductTypeFilter {
            name: filters.name.map(|text| text.0),
        };
        let mut basis = Basis::default();
        basis.any_of("name", filter.name.as_slice());
        let window = paging.window();
        let page = call.dojo.product_types(&filter, window).await?;
        Listing::of_page::<_, ProductTypeRow>("product_types", &page, window, &basis, call.reader)
    }
}
