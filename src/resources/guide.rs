//! How to ask, for a model that has the tools and needs the definitions.

use super::{MARKDOWN, STATIC, text};
use crate::mcp::{BoxFuture, Client, Contents, Resource, ResourceError};

/// Where it is read.
pub const URI: &str = "defectdojo://guide";

/// The guide, in Markdown.
pub const GUIDE: &str = include_str!("guide.md");

/// The resource.
#[must_use]
pub const fn resource<C>() -> Resource<C> {
    Resource {
        uri: URI,
        name: "guide",
        title: "Guide to asking DefectDojo",
        description: "Exact meaning of statuses and dates, counting, paging, and tool calls for \
            common questions.",
        mime_type: MARKDOWN,
        cache: STATIC,
        subscribable: false,
        ui: None,
        read: read::<C>,
    }
}

fn read<C>(_: &C, _: Client) -> BoxFuture<'_, Result<Contents, ResourceError>> {
    text(GUIDE.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompts::calls;

    #[test]
    fn every_call_is_one_the_tools_accept() {
        calls::check(GUIDE);
    }

    #[test]
    fn every_status_and_date_is_explained() {
        for status in [
            "Any",
            "Active",
            "Open",
            "Verified",
            "Out of Scope",
            "False Positive",
            "Inactive",
            "Risk Accepted",
            "Closed",
            "Under Review",
        ] {
            assert!(GUIDE.contains(&format!("| {status} |")), "{status}");
        }
        for date in [
            "0 - Any date",
            "1 - Today",
            "2 - Past 7 days",
            "3 - Past 30 days",
            "4 - Past 90 days",
            "5 - Current month",
            "6 - Current year",
            "7 - Past year",
        ] {
            assert!(GUIDE.contains(&format!("`{date}`")), "{date}");
        }
    }

    #[test]
    fn every_use_case_has_its_calls() {
        let (_, recipes) = GUIDE.split_once("\n## Recipes\n").unwrap();
        let (recipes, _) = recipes.split_once("\n## ").unwrap();
        let calls: Vec<_> = recipes
            .split("\n### ")
            .skip(1)
            .map(|recipe| recipe.lines().filter(|line| line.contains("({")).count())
            .collect();
        assert_eq!(calls.len(), 5);
        assert!(
            calls.iter().all(|calls| (2..=6).contains(calls)),
            "{calls:?}"
        );
    }

    #[test]
    fn it_is_read_without_a_client() {
        let contents =
            futures_executor::block_on((resource::<()>().read)(&(), Client::default())).unwrap();
        assert_eq!(contents, Contents::Text(GUIDE.to_owned()));
    }
}
