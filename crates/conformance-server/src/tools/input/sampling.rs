//! A tool that asks the client's model.

use super::{plain, text};
use crate::app::Anybody;
use crate::questions::sample;
use defectdojo_mcp::mcp::{Client, InputRequired, Interruption, Tool, ToolResult};

pub(super) fn tool() -> Tool<Anybody> {
    plain(
        "test_input_required_result_sampling",
        "Asks the model for the capital of France.",
        |_, call| Box::pin(async move { ask(&call.client) }),
    )
}

fn ask(client: &Client) -> Result<ToolResult, Interruption> {
    match client.responses().sampled("capital_question")? {
        None => {
            let question = sample("What is the capital of France?");
            Err(InputRequired::ask("capital_question", question).into())
        }
        Some(sampled) => Ok(text(format!("The model says: {}", sampled.text()))),
    }
}
