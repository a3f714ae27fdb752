//! `get_engagements`: what was tested, and when.

use super::answer::Listing;
use super::args::{Both, Flag, Id, Known, Many, OneOf, Text};
use super::findings::Basis;
use super::operation::{Call, Operation, ToolError};
use super::paging::Paging;
use super::rows::EngagementRow;
use crate::dojo::{EngagementFilter, EngagementStatus};
use schemars::JsonSchema;
use serde::Deserialize;

/// Lists engagements.
pub(crate) struct GetEngagements;

/// Which engagements.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Filters {
    product_id: Option<Id>,
    product_type_id: Many<Id>,
    status: Option<OneOf<EngagementStatus>>,
    /// Whether it is active.
    active: Option<Flag>,
    tags: Many<Text>,
}

impl Operation for GetEngagements {
    const NAME: &'static str = "get_engagements";
    const TITLE: &'static str = "List engagements";
    const DESCRIPTION: &'static str = "Lists engagements (testing activities of a product): status, dates, branch, version. Use it for testing frequency and coverage, or to find an engagement's id.";
    const LISTED: &'static str = include_str!("listed/get_engagements.json");

    type Arguments = Both<Filters, Known<Paging>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(filters, Known(paging)) = arguments;
        let filter = EngagementFilter {
            product_id: filters.product_id.map(|id| id.0),
            product_type_ids: filters.product_type_id.0.iter().map(|id| id.0).collect(),
            status: filters.status.map(|status| status.0),
            active: filters.active.map(|flag| flag.0),
            tags: filters.tags.0.into_iter().map(|tag| tag.0).collect(),
        };
        let mut basis = Basis::default();
        basis.any_of("product id", filter.product_id.as_slice());
        basis.any_of("product type id", &filter.product_type_ids);
        basis.any_of("status", filter.status.as_slice());
        basis.flag(filter.active, "active", "not active");
        basis.any_of("tag", &filter.tags);
        let window = paging.window();
        let page = call.dojo.engagements(&filter, window).await?;
        Listing::of_page::<_, EngagementRow>("engagements", &page, window, &basis, call.reader)
    }
}
