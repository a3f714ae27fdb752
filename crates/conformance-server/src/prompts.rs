//! Prompts of each kind of content, with and without arguments.

use crate::app::Anybody;
use crate::media;
use crate::questions::{Topic, topic};
use defectdojo_mcp::mcp::{
    BoxFuture, Client, Completion, CompletionRequest, Content, Contents, Elicited, InputRequired,
    Interruption, Prompt, PromptArgument, PromptArguments, PromptError, PromptHandler,
    PromptMessage, PromptResult, Role,
};

type Answer<'a> = BoxFuture<'a, Result<PromptResult, PromptError>>;

/// What `arg1` may be completed to.
const WORDS: [&str; 3] = ["test", "testament", "toast"];

static ARGUMENTS: [PromptArgument<Anybody>; 2] = [
    PromptArgument {
        complete: Some(words),
        ..argument("arg1")
    },
    argument("arg2"),
];

static RESOURCE_URI: [PromptArgument<Anybody>; 1] = [argument("resourceUri")];

pub(crate) fn all() -> Vec<Prompt<Anybody>> {
    vec![
        prompt("test_simple_prompt", "Text.", &[], simple),
        prompt(
            "test_prompt_with_arguments",
            "Text that repeats its arguments.",
            &ARGUMENTS,
            with_arguments,
        ),
        prompt(
            "test_prompt_with_embedded_resource",
            "A resource, and text about it.",
            &RESOURCE_URI,
            with_embedded_resource,
        ),
        prompt(
            "test_prompt_with_image",
            "A picture, and text about it.",
            &[],
            with_image,
        ),
        prompt(
            "test_input_required_result_prompt",
            "Asks what it is about.",
            &[],
            with_input,
        ),
    ]
}

fn prompt(
    name: &'static str,
    description: &'static str,
    arguments: &'static [PromptArgument<Anybody>],
    get: PromptHandler<Anybody>,
) -> Prompt<Anybody> {
    Prompt {
        name,
        title: name,
        description,
        arguments,
        get,
    }
}

const fn argument(name: &'static str) -> PromptArgument<Anybody> {
    PromptArgument {
        name,
        title: name,
        description: "Any text.",
        required: true,
        complete: None,
    }
}

fn words(_: &Anybody, asked: CompletionRequest) -> BoxFuture<'_, Completion> {
    Box::pin(async move {
        let fitting = WORDS.iter().filter(|word| word.starts_with(&asked.value));
        Completion::new(fitting.map(|&word| word.to_owned()).collect())
    })
}

fn simple(_: &Anybody, _: PromptArguments, _: Client) -> Answer<'_> {
    Box::pin(async { Ok(said([Content::text("A prompt without arguments.")])) })
}

fn with_arguments(_: &Anybody, arguments: PromptArguments, _: Client) -> Answer<'_> {
    Box::pin(async move {
        let given = arguments
            .iter()
            .map(|(name, value)| format!("{name} is {value:?}"));
        Ok(said([Content::text(given.collect::<Vec<_>>().join(", "))]))
    })
}

fn with_embedded_resource(_: &Anybody, mut arguments: PromptArguments, _: Client) -> Answer<'_> {
    Box::pin(async move {
        let uri = arguments.remove("resourceUri").unwrap_or_default();
        let contents = Contents::Text("What the resource holds.".to_owned());
        Ok(said([
            Content::resource(uri, "text/plain", contents),
            Content::text("Read the resource above."),
        ]))
    })
}

fn with_image(_: &Anybody, _: PromptArguments, _: Client) -> Answer<'_> {
    Box::pin(async {
        Ok(said([
            media::image(),
            Content::text("Look at the picture above."),
        ]))
    })
}

fn with_input(_: &Anybody, _: PromptArguments, client: Client) -> Answer<'_> {
    Box::pin(async move {
        let about = about(&client)?;
        Ok(said([Content::text(format!("Tell me about {about}."))]))
    })
}

fn about(client: &Client) -> Result<String, Interruption> {
    match client.responses().elicited("user_context")? {
        None => Err(InputRequired::ask("user_context", topic()).into()),
        Some(Elicited::Accepted(Topic { context })) => Ok(context),
        Some(Elicited::Declined | Elicited::Cancelled) => Ok("anything".to_owned()),
    }
}

/// All said by the user.
fn said<const N: usize>(contents: [Content; N]) -> PromptResult {
    let messages = contents.map(|content| PromptMessage {
        role: Role::User,
        content,
    });
    PromptResult {
        description: None,
        messages: messages.into(),
    }
}
