//! `get_tests`: which scanner or person looked, and when.

use super::answer::Listing;
use super::args::{Both, Id, Known, Many, Text};
use super::findings::{Basis, test_types};
use super::operation::{Call, Operation, ToolError};
use super::paging::Paging;
use super::rows::{NAME, TestRow};
use crate::dojo::TestFilter;
use crate::text::quoted;
use schemars::JsonSchema;
use serde::Deserialize;

/// Lists tests.
pub(crate) struct GetTests;

/// Which tests.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Filters {
    engagement_id: Option<Id>,
    /// Scanner or kind of test, e.g. "Semgrep JSON Report", or a part that one alone has.
    test_type: Option<Text>,
    tags: Many<Text>,
}

impl Operation for GetTests {
    const NAME: &'static str = "get_tests";
    const TITLE: &'static str = "List tests";
    const DESCRIPTION: &'static str = "Lists tests (scans or manual tests in an engagement): scanner, dates, branch, version. Use it to see which tools run where, or to find a test's id.";
    const LISTED: &'static str = include_str!("listed/get_tests.json");

    type Arguments = Both<Filters, Known<Paging>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(filters, Known(paging)) = arguments;
        let mut filter = TestFilter {
            engagement_id: filters.engagement_id.map(|id| id.0),
            tags: filters.tags.0.into_iter().map(|tag| tag.0).collect(),
            ..TestFilter::default()
        };
        let mut basis = Basis::default();
        basis.any_of("engagement id", filter.engagement_id.as_slice());
        if let Some(Text(name)) = &filters.test_type {
            let (ids, names) = test_types(call, name).await?;
            // The API takes one test type here, not a list.
            let ([id], [name]) = (ids.as_slice(), names.as_slice()) else {
                let shown: Vec<_> = names.iter().take(20).map(String::as_str).collect();
                return Err(ToolError::Said(format!(
                    "Argument `test_type`: {} test types have {} in their name; pass one of them, such as: {}.",
                    names.len(),
                    quoted(name, NAME),
                    shown.join(", ")
                )));
            };
            filter.test_type_id = Some(*id);
            basis.any_found("test type", std::slice::from_ref(name));
        }
        basis.any_of("tag", &filter.tags);
        let window = paging.window();
        let page = call.dojo.tests(&filter, window).await?;
        Listing::of_page::<_, TestRow>("tests", &page, window, &basis, call.reader)
    }
}
