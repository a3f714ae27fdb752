//! A tool that asks twice, and remembers the first answer while it waits for the second.

use super::{plain, text};
use crate::app::Anybody;
use crate::questions::{Color, Name, color, name};
use defectdojo_mcp::mcp::{Client, Elicited, InputRequired, Interruption, Tool, ToolResult};
use serde::{Deserialize, Serialize};

/// What was asked last.
#[derive(Default, Serialize, Deserialize)]
enum Round {
    #[default]
    Name,
    Color {
        /// The answer to the first question.
        name: String,
    },
}

pub(super) fn tool() -> Tool<Anybody> {
    plain(
        "test_input_required_result_multi_round",
        "Asks the user's name, and then the favourite colour.",
        |_, call| Box::pin(async move { ask(&call.client) }),
    )
}

fn ask(client: &Client) -> Result<ToolResult, Interruption> {
    let nobody = || Ok(text("Then never mind."));
    let round = client.state::<Round>()?.unwrap_or_default();
    match &round {
        Round::Name => match client.responses().elicited("step1")? {
            None => Err(InputRequired::ask("step1", name())
                .with_state(&round)
                .into()),
            Some(Elicited::Accepted(Name { name })) => {
                let next = Round::Color { name };
                Err(InputRequired::ask("step2", color())
                    .with_state(&next)
                    .into())
            }
            Some(Elicited::Declined | Elicited::Cancelled) => nobody(),
        },
        Round::Color { name } => match client.responses().elicited("step2")? {
            None => Err(InputRequired::ask("step2", color())
                .with_state(&round)
                .into()),
            Some(Elicited::Accepted(Color { color })) => Ok(text(format!("{name} likes {color}."))),
            Some(Elicited::Declined | Elicited::Cancelled) => nobody(),
        },
    }
}
