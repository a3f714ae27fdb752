//! Holds the lists that the built component gives to what the server is made of, compiled for this machine.

use crate::described::app;
use crate::transcript::Session;
use defectdojo_mcp::http::Application as _;
use defectdojo_mcp::record::{Journal, RequestId};
use serde_json::{Value, json};
use std::rc::Rc;

/// Panics where a list is empty or differs from the server's own. It may when the component is an old build.
pub(crate) fn hold(answers: &Session) {
    let app = app(&[]);
    let journal = Rc::new(Journal::new(RequestId::new(1)));
    let session = app.authenticate(&http::HeaderMap::new(), &journal).unwrap();
    let server = app.server();

    let tools = server.tools.iter().map(|tool| {
        let listed: Value = serde_json::from_str(&tool.listed(&session)).unwrap();
        json!({"name": tool.name, "title": listed["title"], "description": listed["description"],
            "inputSchema": listed["inputSchema"]})
    });
    same(answers.tools.as_deref(), tools);
    let prompts = server.prompts.iter().map(|prompt| {
        let arguments = prompt.arguments.iter().map(|argument| {
            json!({"name": argument.name, "title": argument.title,
                "description": argument.description, "required": argument.required})
        });
        json!({"name": prompt.name, "title": prompt.title, "description": prompt.description,
            "arguments": arguments.collect::<Vec<_>>()})
    });
    same(answers.prompts.as_deref(), prompts);
    let resources = server.resources.iter().map(|resource| {
        json!({"uri": resource.uri, "name": resource.name, "title": resource.title,
            "description": resource.description, "mimeType": resource.mime_type})
    });
    same(answers.resources.as_deref(), resources);
    let templates = server.templates.iter().map(|template| {
        json!({"uriTemplate": template.uri_template, "name": template.name, "title": template.title,
            "description": template.description, "mimeType": template.mime_type})
    });
    same(answers.templates.as_deref(), templates);
}

/// As far as the server's own entries go: the protocol may add to them.
fn same(listed: Option<&[Value]>, own: impl Iterator<Item = Value>) {
    let own: Vec<Value> = own.collect();
    let listed = listed.unwrap();
    assert!(!listed.is_empty(), "{own:?}");
    assert_eq!(listed.len(), own.len(), "{listed:?}");
    for (listed, own) in listed.iter().zip(own) {
        assert_json_diff::assert_json_include!(actual: listed, expected: own);
    }
}
