//! `get_products`: the applications, services and systems that are tested.

use super::answer::Listing;
use super::args::{Both, Id, Known, Many, OneOf, Text};
use super::findings::Basis;
use super::operation::{Call, Operation, ToolError};
use super::paging::Paging;
use super::rows::ProductRow;
use crate::dojo::{Criticality, Lifecycle, ProductFilter};
use schemars::JsonSchema;
use serde::Deserialize;

/// Lists products.
pub(crate) struct GetProducts;

/// Which products.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Filters {
    /// Part of the name.
    name: Option<Text>,
    product_type_id: Many<Id>,
    criticality: Many<OneOf<Criticality>>,
    lifecycle: Many<OneOf<Lifecycle>>,
    tags: Many<Text>,
}

impl Operation for GetProducts {
    const NAME: &'static str = "get_products";
    const TITLE: &'static str = "List products";
    const DESCRIPTION: &'static str = "Lists products (applications, services, systems): product type, criticality, managers, exposure, active_findings. Use it to find a product's id or who is responsible.";
    const LISTED: &'static str = include_str!("listed/get_products.json");

    type Arguments = Both<Filters, Known<Paging>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(filters, Known(paging)) = arguments;
        let filter = ProductFilter {
            name_contains: filters.name.map(|text| text.0),
            product_type_ids: filters.product_type_id.0.iter().map(|id| id.0).collect(),
            criticality: filters.criticality.0.iter().map(|value| value.0).collect(),
            lifecycle: filters.lifecycle.0.iter().map(|value| value.0).collect(),
            tags: filters.tags.0.into_iter().map(|tag| tag.0).collect(),
            ..ProductFilter::default()
        };
        let mut basis = Basis::default();
        basis.contains("name", filter.name_contains.as_deref());
        basis.any_of("product type id", &filter.product_type_ids);
        basis.any_of("criticality", &filter.criticality);
        basis.any_of("lifecycle", &filter.lifecycle);
        basis.any_of("tag", &filter.tags);
        let window = paging.window();
        let page = call.dojo.products(&filter, window).await?;
        Listing::of_page::<_, ProductRow>("products", &page, window, &basis, call.reader)
    }
}
