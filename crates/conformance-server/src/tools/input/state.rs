//! Tools that leave something with the client while they wait.

use super::{plain, text};
use crate::app::Anybody;
use crate::questions::{Confirmation, confirmation};
use defectdojo_mcp::mcp::{Client, Elicited, InputRequired, Interruption, Tool, ToolResult};

/// What is left with the client.
const STATE: &str = "asked";

pub(super) fn all() -> Vec<Tool<Anybody>> {
    let tool = |name| {
        plain(name, "Asks for a confirmation.", |_, call| {
            Box::pin(async move { confirm(&call.client) })
        })
    };
    // The same tool: that a state which was tampered with never reaches it is the layer's doing.
    [
        "test_input_required_result_request_state",
        "test_input_required_result_tampered_state",
    ]
    .map(tool)
    .into()
}

fn confirm(client: &Client) -> Result<ToolResult, Interruption> {
    let state: Option<String> = client.state()?;
    let answer = client.responses().elicited("confirm")?;
    let (Some(STATE), Some(answer)) = (state.as_deref(), answer) else {
        let required = InputRequired::ask("confirm", confirmation());
        return Err(required.with_state(&STATE).into());
    };
    Ok(text(match answer {
        Elicited::Accepted(Confirmation { ok: true }) => "state-ok, and confirmed",
        _ => "state-ok, but not confirmed",
    }))
}
