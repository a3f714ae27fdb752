//! Tools that depend on what the client can do.

use super::{plain, text};
use crate::app::Anybody;
use crate::questions::{Confirmation, confirmation, sample};
use defectdojo_mcp::mcp::{
    Client, ClientCapability, Elicited, InputRequired, Interruption, Tool, ToolResult,
};

pub(super) fn all() -> Vec<Tool<Anybody>> {
    vec![
        plain(
            "test_missing_capability",
            "Relies on a client that lets its model be asked.",
            |_, call| {
                Box::pin(async move {
                    call.client.require(&[ClientCapability::Sampling])?;
                    Ok(text("The model could be asked."))
                })
            },
        ),
        plain(
            "test_input_required_result_capabilities",
            "Asks the user where the client can, else the model, else nobody.",
            |_, call| Box::pin(async move { ask(&call.client) }),
        ),
    ]
}

fn ask(client: &Client) -> Result<ToolResult, Interruption> {
    if client.has(ClientCapability::ElicitationForm) {
        return match client.responses().elicited("user")? {
            None => Err(InputRequired::ask("user", confirmation()).into()),
            Some(Elicited::Accepted(Confirmation { ok: true })) => Ok(text("The user agrees.")),
            Some(_) => Ok(text("The user does not agree.")),
        };
    }
    if client.has(ClientCapability::Sampling) {
        return match client.responses().sampled("model")? {
            None => Err(InputRequired::ask("model", sample("Do you agree?")).into()),
            Some(answer) => Ok(text(format!("The model says: {}", answer.text()))),
        };
    }
    Ok(text("There is nobody to ask."))
}
