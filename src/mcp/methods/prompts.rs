//! `prompts/list` and `prompts/get`.

use serde::{Deserialize, Serialize};

use super::super::{Error, Prompt, PromptArguments, PromptError, PromptResult, Server};
use super::Call;
use super::round::{Answer, Round};

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
pub(super) async fn get<C>(call: &Call<'_, C>) -> Result<Answer<PromptResult>, Error> {
    #[derive(Deserialize)]
    struct Get {
        name: String,
        #[serde(default)]
        arguments: Option<PromptArguments>,
    }
    let expected = "{ name: string, arguments?: { …: string } }";
    let get: Get = call.request.params.parse(expected)?;
    let prompt = find(call.server, &get.name)?;
    let arguments = get.arguments.unwrap_or_default();
    check_names(prompt, &arguments)?;
    let (round, client) = Round::begin(call, prompt.name)?;
    match (prompt.get)(call.context, arguments, client).await {
        Ok(result) => Ok(Answer::Complete(result)),
        Err(PromptError::InvalidArgument(message)) => Err(Error::InvalidParams(message)),
        Err(PromptError::Unavailable(message)) => Err(Error::Unavailable(message)),
        Err(PromptError::Interrupted(why)) => round.interrupt(why).map(Answer::InputRequired),
    }
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
