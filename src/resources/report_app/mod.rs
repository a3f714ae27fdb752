//! The app that shows a report inside the conversation, where the host can (MCP Apps): the page that the server
//! renders, and what can be done with it.
//!
//! One document without any other: its parts are put together here, and what it needs beyond them it asks the host for.

use super::{STATIC, text};
use crate::mcp::{BoxFuture, Client, Contents, Resource, ResourceError, ResourceUi, UI_MIME_TYPE};

/// Where it is read.
pub const URI: &str = "ui://defectdojo/report";

/// Under which member of a result's `_meta` it looks for the page, which the model need not see.
pub const PAGE_KEY: &str = "io.github.defectdojo-mcp/page";

/// The resource.
#[must_use]
pub const fn resource<C>() -> Resource<C> {
    Resource {
        uri: URI,
        name: "report-app",
        title: "Report",
        description: "Shows what build_report gives, in hosts that show MCP Apps.",
        mime_type: UI_MIME_TYPE,
        cache: STATIC,
        subscribable: false,
        // It has its own ground and edges.
        ui: Some(ResourceUi {
            prefers_border: true,
        }),
        read: read::<C>,
    }
}

fn read<C>(_: &C, _: Client) -> BoxFuture<'_, Result<Contents, ResourceError>> {
    text(document())
}

fn document() -> String {
    format!(
        include_str!("app.html"),
        version = env!("CARGO_PKG_VERSION"),
        page_key = PAGE_KEY,
        css = include_str!("app.css"),
        host = include_str!("host.js"),
        page = include_str!("page.js"),
        app = include_str!("app.js"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A host may be stricter than it has to, and one without the network shows it all the same.
    #[test]
    fn it_is_one_document_that_names_no_other() {
        let document = document();
        assert!(document.starts_with("<!doctype html>"));
        for reference in [
            "src=",
            "href=",
            "@import",
            "import(",
            "fetch(",
            "innerHTML",
            "eval(",
        ] {
            let code = document
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            let found: Vec<_> = code.filter(|line| line.contains(reference)).collect();
            assert!(found.is_empty(), "{reference}: {found:?}");
        }
        assert_eq!(document.matches("</script").count(), 1);
    }

    /// It goes into the component, and into the conversation of whoever inspects it.
    #[test]
    fn it_stays_small() {
        assert!(document().len() < 21_000, "{}", document().len());
    }
}
