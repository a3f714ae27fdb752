//! What DefectDojo answers: its status and a tool or resource in a line (`200 get_findings`), header lines, an
//! empty line, the body.

use crate::server::{app, ask, check_call, legacy};
use crate::wire::Lines;
use defectdojo_mcp::dojo::{BoxFuture, Transport, TransportError};
use defectdojo_mcp::http::Application as _;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use serde_json::{Value, json};
use std::rc::Rc;

/// An instance that answers everything alike.
#[derive(Default)]
pub struct Canned(Response<Vec<u8>>);

impl Transport for Canned {
    fn get(
        &self,
        request: Request<()>,
    ) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        check_call(&request);
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

/// Asks a tool or reads a resource, in front of an instance that answers with the input.
pub fn run(input: &[u8]) {
    let lines = Lines::of(input);
    let (status, name) = lines.first.split_once(' ').unwrap_or(("200", ""));
    let mut answer = Response::new(lines.rest.to_vec());
    *answer.status_mut() = status.parse().unwrap_or(StatusCode::OK);
    for (name, value) in lines.headers {
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name), HeaderValue::from_bytes(value))
        {
            answer.headers_mut().append(name, value);
        }
    }
    let app = app(Rc::new(Canned(answer)), None);
    let (method, params) = if name.starts_with("defectdojo://") {
        ("resources/read", json!({"uri": name}))
    } else {
        let tools = &app.server().tools;
        let named = tools.iter().find(|tool| tool.name == name);
        let name = named.unwrap_or(&tools[lines.rest.len() % tools.len()]).name;
        (
            "tools/call",
            json!({"name": name, "arguments": arguments(name)}),
        )
    };
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    let answer = ask(&app, legacy(message.to_string().into()));
    let answer = &answer.json()[0];
    for content in answer["result"]["content"].as_array().into_iter().flatten() {
        clean(
            &serde_json::from_str(content["text"].as_str().unwrap_or_default()).unwrap_or_default(),
        );
    }
}

/// What a tool can't do without.
fn arguments(tool: &str) -> Value {
    match tool {
        "get_finding_by_id" => json!({"finding_id": 7}),
        "get_user_by_id" => json!({"user_id": 7}),
        "get_group_by_id" | "get_dojo_group_members" => json!({"group_id": 7}),
        // Joined by OR: several calls, whose answers have to agree.
        "get_findings" => json!({"status": ["active", "mitigated"], "response_format": "detailed"}),
        _ => json!({}),
    }
}

/// No text of a result holds what a reader can't see.
fn clean(value: &Value) {
    match value {
        Value::String(text) => {
            let hidden = |c: char| {
                (c.is_control() && !matches!(c, '\n' | '\t'))
                    || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}')
            };
            assert!(!text.contains(hidden), "{text:?}");
        }
        Value::Array(values) => values.iter().for_each(clean),
        Value::Object(members) => members.values().for_each(clean),
        _ => {}
    }
}
