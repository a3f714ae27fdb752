//! A tool that asks several things at once.

use super::{plain, text};
use crate::app::Anybody;
use crate::questions::{Name, name, sample};
use defectdojo_mcp::mcp::{
    Client, Elicited, InputRequest, InputRequired, Interruption, Tool, ToolResult,
};

pub(super) fn tool() -> Tool<Anybody> {
    plain(
        "test_input_required_result_multiple_inputs",
        "Asks the user, the model, and where the client works.",
        |_, call| Box::pin(async move { ask(&call.client) }),
    )
}

fn ask(client: &Client) -> Result<ToolResult, Interruption> {
    let answers = client.responses();
    let user = answers.elicited::<Name>("user_name")?;
    let model = answers.sampled("greeting")?;
    let roots = answers.roots("client_roots")?;
    let (Some(user), Some(model), Some(roots)) = (user, model, roots) else {
        return Err(InputRequired::ask("user_name", name())
            .and("greeting", sample("Write a greeting."))
            .and("client_roots", InputRequest::Roots)
            .with_state(&"asked")
            .into());
    };
    let name = match user {
        Elicited::Accepted(Name { name }) => name,
        Elicited::Declined | Elicited::Cancelled => "stranger".to_owned(),
    };
    let (greeting, places) = (model.text(), roots.len());
    Ok(text(format!("{greeting} ({name}, in {places} places)")))
}
