//! `prompts/list` and `prompts/get`.

use serde::{Deserialize, Serialize};

use super::super::era::Era;
use super::super::jsonrpc::Params;
use super::super::{Error, Prompt, PromptArguments, PromptError, PromptResult, Server};
use super::client;

#[derive(Serialize)]
pub(super) struct Prompts {
    prompts: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    arguments: Vec<ListedArgument>,
}

#[derive(Serialize)]
struct ListedArgument {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    required: bool,
}

pub(super) fn list<C>(server: &Server<C>) -> Prompts {
    let prompts = server.prompts.iter().map(|prompt| Listed {
        name: prompt.name,
        title: prompt.title,
        description: prompt.description,
        arguments: prompt
            .arguments
            .iter()
            .map(|argument| ListedArgument {
                name: argument.name,
                title: argument.title,
                description: argument.description,
                required: argument.required,
            })
            .collect(),
    });
    Prompts {
        prompts: prompts.collect(),
    }
}

/// <https://modelcontextprotocol.io/specification/2026-07-28/server/prompts#getting-a-prompt>
pub(super) async fn get<C>(
    server: &Server<C>,
    context: &C,
    era: Era,
    params: Params<'_>,
) -> Result<PromptResult, Error> {
    #[derive(Deserialize)]
    struct Get {
        name: String,
        #[serde(default)]
        arguments: Option<PromptArguments>,
    }
    let get: Get = params.parse("{ name: string, arguments?: { …: string } }")?;
    let prompt = find(server, &get.name)?;
    let arguments = get.arguments.unwrap_or_default();
    check_names(prompt, &arguments)?;
    (prompt.get)(context, arguments, client(era, params)?)
        .await
        .map_err(|error| match error {
            PromptError::InvalidArgument(message) => Error::InvalidParams(message),
            PromptError::Unavailable(message) => Error::Unavailable(message),
            PromptError::Interrupted(interruption) => interruption.into_error(era),
        })
}

pub(super) fn find<'s, C>(server: &'s Server<C>, name: &str) -> Result<&'s Prompt<C>, Error> {
    server
        .prompts
        .iter()
        .find(|prompt| prompt.name == name)
        .ok_or_else(|| Error::InvalidParams(format!("unknown prompt {name:?}")))
}

fn check_names<C>(prompt: &Prompt<C>, given: &PromptArguments) -> Result<(), Error> {
    let missing = prompt
        .arguments
        .iter()
        .find(|argument| argument.required && !given.contains_key(argument.name));
    if let Some(argument) = missing {
        return Err(Error::InvalidParams(format!(
            "the argument {:?} is required",
            argument.name
        )));
    }
    let unknown = given.keys().find(|name| {
        prompt
            .arguments
            .iter()
            .all(|known| known.name != name.as_str())
    });
    if let Some(name) = unknown {
        let known: Vec<_> = prompt
            .arguments
            .iter()
            .map(|argument| argument.name)
            .collect();
        return Err(Error::InvalidParams(format!(
            "unknown argument {name:?}; the prompt takes: {}",
            known.join(", ")
        )));
    }
    Ok(())
}
