//! Suggestions while a value is typed: the name of the argument in a line, then what was typed.

use crate::server::{ask, legacy, simulated};
use crate::wire::line;
use defectdojo_mcp::http::Application as _;
use serde_json::{Value, json};

/// Asks for one of the arguments there are, and for one that the input names; and passes what was typed to a prompt.
pub fn run(input: &[u8]) {
    let (name, typed) = line(input);
    let (name, typed) = (
        String::from_utf8_lossy(name),
        String::from_utf8_lossy(typed),
    );
    let app = simulated();
    let server = app.server();
    let mut known = Vec::new();
    for prompt in &server.prompts {
        for argument in prompt.arguments {
            known.push(("ref/prompt", "name", prompt.name, argument.name));
        }
    }
    for template in &server.templates {
        for variable in template.variables {
            known.push(("ref/resource", "uri", template.uri_template, variable.name));
        }
    }
    let sum = name.bytes().map(usize::from).sum::<usize>();
    let named = known.iter().find(|(.., argument)| *argument == name);
    let (kind, member, of, argument) = *named.unwrap_or(&known[sum % known.len()]);
    complete(&json!({"type": kind, member: of}), argument, &typed);
    complete(&json!({"type": kind, member: of}), &name, &typed);
    complete(&json!({"type": "ref/resource", "uri": name}), &name, &typed);
    let prompt = &server.prompts[sum % server.prompts.len()];
    let mut arguments = json!({&*name: typed});
    for argument in prompt.arguments {
        arguments[argument.name] = (*typed).into();
    }
    send(
        "prompts/get",
        &json!({"name": prompt.name, "arguments": arguments}),
    );
}

fn complete(reference: &Value, name: &str, typed: &str) {
    let argument = json!({"name": name, "value": typed});
    send(
        "completion/complete",
        &json!({"ref": reference, "argument": argument}),
    );
}

fn send(method: &str, params: &Value) {
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    ask(&simulated(), legacy(message.to_string().into()));
}
