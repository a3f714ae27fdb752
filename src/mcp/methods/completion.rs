//! `completion/complete`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::jsonrpc::Params;
use super::super::{CompleteHandler, Completion, CompletionRequest, Error, Server};
use super::prompts;

#[derive(Serialize)]
pub(super) struct Completed {
    completion: Completion,
}

#[derive(Deserialize)]
struct Complete {
    r#ref: Reference,
    argument: Argument,
    #[serde(default)]
    context: Option<Context>,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Reference {
    #[serde(rename = "ref/prompt")]
    Prompt { name: String },
    #[serde(rename = "ref/resource")]
    Resource { uri: String },
}

#[derive(Deserialize)]
struct Argument {
    name: String,
    value: String,
}

#[derive(Deserialize)]
struct Context {
    #[serde(default)]
    arguments: Option<BTreeMap<String, String>>,
}

/// <https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/completion#requesting-completions>
pub(super) async fn complete<C>(
    server: &Server<C>,
    context: &C,
    params: Params<'_>,
) -> Result<Completed, Error> {
    let asked: Complete = params.parse(
        "{ ref: { type: ref/prompt, name } or { type: ref/resource, uri }, argument: { name, value } }",
    )?;
    let completion = match handler(server, &asked.r#ref, &asked.argument.name)? {
        Some(handler) => {
            let arguments = asked
                .context
                .and_then(|context| context.arguments)
                .unwrap_or_default();
            handler(
                context,
                CompletionRequest {
                    value: asked.argument.value,
                    arguments,
                },
            )
            .await
        }
        None => Completion::default(),
    };
    Ok(Completed { completion })
}

/// What suggests values for an argument; nothing where nothing does. A reference to nothing known
/// is an error.
fn handler<C>(
    server: &Server<C>,
    reference: &Reference,
    argument: &str,
) -> Result<Option<CompleteHandler<C>>, Error> {
    match reference {
        Reference::Prompt { name } => {
            let arguments = prompts::find(server, name)?.arguments;
            Ok(arguments
                .iter()
                .find(|known| known.name == argument)
                .and_then(|known| known.complete))
        }
        Reference::Resource { uri } => {
            let template = server
                .templates
                .iter()
                .find(|template| template.uri_template == uri);
            if template.is_none() && server.resources.iter().all(|resource| resource.uri != uri) {
                return Err(Error::InvalidParams(format!(
                    "unknown resource template {uri:?}"
                )));
            }
            let variables = template.map_or(&[][..], |template| template.variables);
            Ok(variables
                .iter()
                .find(|known| known.name == argument)
                .map(|known| known.complete))
        }
    }
}
