//! What a client brings back: `requestState` in a line (`$STATE` stands for a good one), then `inputResponses`; the first also as a cursor. The
//! server for DefectDojo gives out neither, so this asks another one, of the same protocol layer, that does.

use crate::server::{META, ask, legacy, modern, simulated};
use crate::wire::line;
use defectdojo_mcp::http::{AllowedOrigins, Application, Unauthorized};
use defectdojo_mcp::mcp::{
    Annotations, Content, Description, Elicit, Elicited, Field, FieldKind, Implementation,
    InputRequired, Interruption, Listing, Server, StateKey, States, Tool, ToolCall, ToolResult,
};
use defectdojo_mcp::record::Journal;
use http::HeaderMap;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, UNIX_EPOCH};

/// What the tool leaves with its caller.
const LEFT: &str = "asked before";

/// Sends the input as what it could be.
pub fn run(input: &[u8]) {
    let (state, responses) = line(input);
    let state = String::from_utf8_lossy(state);
    let responses = String::from_utf8_lossy(responses);
    let asking = Rc::new(Asking::new());
    let first = ask(&asking, modern(call("ask", r#""inputResponses":{}"#)));
    let given = &first.json()[0]["result"]["requestState"];
    let quoted = if state == "$STATE" {
        given.clone()
    } else {
        Value::from(&*state)
    };
    for method in [
        "tools/list",
        "prompts/list",
        "resources/list",
        "resources/templates/list",
    ] {
        let cursor = message(method, &format!(r#""cursor":{quoted}"#));
        ask(&simulated(), legacy(cursor));
    }
    let round = format!(r#""requestState":{quoted},"inputResponses":{responses}"#);
    ask(&simulated(), modern(call("get_roles", &round)));
    let second = ask(&asking, modern(call("ask", &round)));
    let text = &second.json()[0]["result"]["content"][0]["text"];
    // Who has a good one was given it.
    assert!(
        text.is_null() || (text == LEFT && quoted == *given),
        "{second:?}"
    );
}

fn call(tool: &str, round: &str) -> Vec<u8> {
    message(
        "tools/call",
        &format!(r#""name":"{tool}","arguments":{{}},{round},{META}"#),
    )
}

fn message(method: &str, params: &str) -> Vec<u8> {
    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{{{params}}}}}"#).into()
}

/// A server with one tool, which needs an answer and what it left with its question.
struct Asking {
    server: Rc<Server<()>>,
    origins: AllowedOrigins,
}

impl Asking {
    fn new() -> Self {
        let tool = Tool {
            name: "ask",
            listing: Listing::Described(Description {
                title: "Ask",
                description: "Asks for a word.",
                annotations: Annotations {
                    read_only: true,
                    destructive: false,
                    idempotent: true,
                    open_world: false,
                },
                input_schema: |()| json!({"type": "object"}),
                output_schema: None,
                ui: None,
            }),
            headers: &[],
            call: |(), call| Box::pin(std::future::ready(word(&call))),
        };
        let server = Server {
            info: Implementation {
                name: "asking",
                title: "Asking",
                version: "1",
                website_url: None,
            },
            instructions: "",
            tools: vec![tool],
            prompts: Vec::new(),
            resources: Vec::new(),
            templates: Vec::new(),
            logs: true,
            states: Some(States {
                key: StateKey::new([7; 32]),
                principal: |()| String::new(),
                // A clock that stands still makes the same state each time, so that an input can hold it.
                now: |()| UNIX_EPOCH,
                lifetime: Duration::from_mins(10),
            }),
        };
        Self {
            server: Rc::new(server),
            origins: AllowedOrigins::Loopback,
        }
    }
}

fn word(call: &ToolCall) -> Result<ToolResult, Interruption> {
    let left: Option<String> = call.client.state()?;
    let answer: Option<Elicited<BTreeMap<String, Value>>> =
        call.client.responses().elicited("word")?;
    if let (Some(left), Some(_)) = (left, answer) {
        return Ok(ToolResult::content(vec![Content::text(left)]));
    }
    let form = Elicit::form(
        "A word?",
        vec![Field::required("word", "Any.", FieldKind::Text)],
    );
    Err(InputRequired::ask("word", form).with_state(&LEFT).into())
}

impl Application for Asking {
    type Context = ();

    fn server(&self) -> &Rc<Server<()>> {
        &self.server
    }

    fn authenticate(&self, _: &HeaderMap, _: &Rc<Journal>) -> Result<(), Unauthorized> {
        Ok(())
    }

    fn conceal(&self, (): &(), body: Vec<u8>) -> Vec<u8> {
        body
    }

    fn origins(&self) -> &AllowedOrigins {
        &self.origins
    }

    fn help(&self) -> &'static str {
        ""
    }
}
