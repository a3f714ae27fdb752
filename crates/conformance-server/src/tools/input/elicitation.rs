//! Tools that ask the user.

use super::{plain, text};
use crate::app::Anybody;
use crate::questions::{Name, name};
use defectdojo_mcp::mcp::{Client, Elicited, InputRequired, Interruption, Tool, ToolResult};

pub(super) fn all() -> Vec<Tool<Anybody>> {
    let tool = |name| {
        plain(name, "Asks the user's name.", |_, call| {
            Box::pin(async move { greet(&call.client) })
        })
    };
    [
        "test_input_required_result_elicitation",
        "test_streaming_elicitation",
    ]
    .map(tool)
    .into()
}

fn greet(client: &Client) -> Result<ToolResult, Interruption> {
    match client.responses().elicited("user_name")? {
        None => Err(InputRequired::ask("user_name", name()).into()),
        Some(Elicited::Accepted(Name { name })) => Ok(text(format!("Hello, {name}."))),
        Some(Elicited::Declined | Elicited::Cancelled) => Ok(text("Hello, stranger.")),
    }
}
