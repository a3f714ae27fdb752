//! A tool that asks where the client works.

use super::{plain, text};
use crate::app::Anybody;
use defectdojo_mcp::mcp::{Client, InputRequest, InputRequired, Interruption, Tool, ToolResult};

pub(super) fn tool() -> Tool<Anybody> {
    plain(
        "test_input_required_result_list_roots",
        "Asks in which directories the client works.",
        |_, call| Box::pin(async move { list(&call.client) }),
    )
}

fn list(client: &Client) -> Result<ToolResult, Interruption> {
    match client.responses().roots("client_roots")? {
        None => Err(InputRequired::ask("client_roots", InputRequest::Roots).into()),
        Some(roots) => {
            let uris: Vec<_> = roots.iter().map(|root| root.uri.as_str()).collect();
            Ok(text(format!("The client works in {}", uris.join(", "))))
        }
    }
}
