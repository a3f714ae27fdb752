//! Resources of each kind: text, bytes, one to be watched, and a family.

use crate::app::Anybody;
use crate::media::{PNG, PNG_TYPE};
use defectdojo_mcp::mcp::{
    BoxFuture, Cache, Client, Contents, Resource, ResourceError, ResourceTemplate, Variables,
};
use serde_json::json;

/// All of them are part of the program.
const CACHE: Cache = Cache::public(3_600_000);

pub(crate) fn all() -> Vec<Resource<Anybody>> {
    vec![
        Resource {
            uri: "test://static-text",
            name: "static-text",
            title: "Static text",
            description: "A line of text.",
            mime_type: "text/plain",
            cache: CACHE,
            subscribable: false,
            ui: None,
            read: |_, _| Box::pin(async { Ok(Contents::Text("A line of text.".to_owned())) }),
        },
        Resource {
            uri: "test://static-binary",
            name: "static-binary",
            title: "Static picture",
            description: "One red pixel.",
            mime_type: PNG_TYPE,
            cache: CACHE,
            subscribable: false,
            ui: None,
            read: |_, _| Box::pin(async { Ok(Contents::blob(PNG)) }),
        },
        Resource {
            uri: "test://watched-resource",
            name: "watched-resource",
            title: "Watched resource",
            description: "A line of text to be told of when it changes. It never does.",
            mime_type: "text/plain",
            cache: CACHE,
            subscribable: true,
            ui: None,
            read: |_, _| Box::pin(async { Ok(Contents::Text("Nothing new.".to_owned())) }),
        },
    ]
}

pub(crate) fn templates() -> Vec<ResourceTemplate<Anybody>> {
    vec![ResourceTemplate {
        uri_template: "test://template/{id}/data",
        name: "template",
        title: "Template",
        description: "Says which id it was read with.",
        mime_type: "application/json",
        cache: CACHE,
        variables: &[],
        read: template,
    }]
}

fn template(
    _: &Anybody,
    variables: Variables,
    _: Client,
) -> BoxFuture<'_, Result<Contents, ResourceError>> {
    Box::pin(async move { Ok(Contents::Text(json!(variables).to_string())) })
}
