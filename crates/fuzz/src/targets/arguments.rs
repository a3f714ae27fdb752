//! The arguments of a tool: its name in a line, then JSON.

use crate::server::{META, ask, legacy, modern, simulated};
use crate::wire::line;
use defectdojo_mcp::http::Application as _;

/// Calls the tool in both eras. What names no tool stands for one of them all the same.
pub fn run(input: &[u8]) {
    let (name, arguments) = line(input);
    let app = simulated();
    let tools = &app.server().tools;
    let named = tools.iter().find(|tool| tool.name.as_bytes() == name);
    let sum = name.iter().map(|byte| usize::from(*byte)).sum::<usize>();
    let name = named.unwrap_or(&tools[sum % tools.len()]).name;
    let arguments = String::from_utf8_lossy(arguments);
    let params = format!(r#""name":"{name}","arguments":{arguments}"#);
    let message = |params: &str| {
        format!(r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{{params}}}}}"#).into()
    };
    ask(&app, legacy(message(&params)));
    ask(&app, modern(message(&format!("{params},{META}"))));
}
