//! A made-up server with one of everything.

use std::cell::Cell;
use std::future::poll_fn;
use std::task::Poll;

use serde_json::json;

use crate::mcp::{
    Annotations, BoxFuture, Cache, Client, Completion, CompletionRequest, Contents, Description,
    Implementation, Interruption, Listing, Prompt, PromptArgument, PromptArguments, PromptError,
    PromptMessage, PromptResult, Resource, ResourceError, ResourceTemplate, Server,
    TemplateVariable, Tool, ToolCall, ToolResult, Variables,
};

/// The context of a request.
#[derive(Default)]
pub(crate) struct Caller {
    pub(crate) name: &'static str,
    /// The last number that `count` came to.
    pub(crate) counted: Cell<u64>,
    /// When this is, in seconds since 1970.
    pub(crate) now: u64,
}

impl Caller {
    pub(crate) fn named(name: &'static str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }
}

const READ_ONLY: Annotations = Annotations {
    read_only: true,
    destructive: false,
    idempotent: true,
    open_world: false,
};

fn without_arguments(
    title: &'static str,
    description: &'static str,
    annotations: Annotations,
) -> Listing<Caller> {
    Listing::Described(Description {
        title,
        description,
        annotations,
        input_schema: |_| json!({ "type": "object", "properties": {} }),
        output_schema: None,
        ui: None,
    })
}

pub(crate) fn server() -> Server<Caller> {
    Server {
        info: Implementation {
            name: "made-up",
            title: "Made Up",
            version: "1.2.3",
            website_url: Some("https://example.com/made-up"),
        },
        instructions: "Start with echo.",
        tools: vec![
            Tool {
                name: "echo",
                listing: Listing::Described(Description {
                    title: "Echo",
                    description: "Says what it was told.",
                    annotations: READ_ONLY,
                    input_schema: |caller| {
                        json!({
                            "type": "object",
                            "properties": { "word": { "type": "string", "default": caller.name } },
                        })
                    },
                    output_schema: Some(|_| json!({ "type": "object" })),
                    ui: None,
                }),
                headers: &[],
                call: echo,
            },
            Tool {
                name: "fail",
                listing: without_arguments(
                    "Fail",
                    "Fails.",
                    Annotations {
                        read_only: false,
                        destructive: true,
                        ..READ_ONLY
                    },
                ),
                headers: &[],
                call: |_, _| Box::pin(async { Ok(ToolResult::error("say echo instead")) }),
            },
            Tool {
                name: "count",
                listing: without_arguments(
                    "Count",
                    "Says each number it is given, and keeps a record of it.",
                    READ_ONLY,
                ),
                headers: &[],
                call: count,
            },
        ],
        prompts: vec![Prompt {
            name: "greet",
            title: "Greet",
            description: "Greets someone.",
            arguments: &GREET_ARGUMENTS,
            get: greet,
        }],
        resources: vec![
            Resource {
                uri: "app://guide",
                name: "guide",
                title: "Guide",
                description: "How it works.",
                mime_type: "text/markdown",
                cache: Cache::public(3_600_000),
                subscribable: false,
                ui: None,
                read: |_, _| Box::pin(async { Ok(Contents::Text("# Guide".to_owned())) }),
            },
            Resource {
                uri: "app://broken",
                name: "broken",
                title: "Broken",
                description: "Can't be read.",
                mime_type: "text/plain",
                cache: Cache::private(0),
                subscribable: false,
                ui: None,
                read: |_, _| {
                    Box::pin(async { Err(ResourceError::Unavailable("come back later".into())) })
                },
            },
        ],
        templates: vec![ResourceTemplate {
            uri_template: "app://things/{id}",
            name: "thing",
            title: "Thing",
            description: "One thing.",
            mime_type: "application/json",
            cache: Cache::private(5_000),
            variables: &THING_VARIABLES,
            read: thing,
        }],
        logs: false,
        states: None,
    }
}

static GREET_ARGUMENTS: [PromptArgument<Caller>; 2] = [
    PromptArgument {
        name: "who",
        title: "Who",
        description: "Whom to greet, for example grace.",
        required: true,
        complete: Some(many),
    },
    PromptArgument {
        name: "tone",
        title: "Tone",
        description: "For example warm.",
        required: false,
        complete: None,
    },
];

static THING_VARIABLES: [TemplateVariable<Caller>; 1] = [TemplateVariable {
    name: "id",
    complete: related,
}];

fn echo(caller: &Caller, call: ToolCall) -> BoxFuture<'_, Result<ToolResult, Interruption>> {
    Box::pin(async move {
        let arguments = call.arguments;
        Ok(ToolResult::structured(
            json!({ "caller": caller.name, "arguments": arguments }),
        ))
    })
}

/// Lets whoever polls have a turn.
async fn once_more() {
    let mut polled = false;
    poll_fn(|cx| {
        if polled {
            return Poll::Ready(());
        }
        polled = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Reports each number and goes on when it is polled next.
fn count(caller: &Caller, call: ToolCall) -> BoxFuture<'_, Result<ToolResult, Interruption>> {
    Box::pin(async move {
        let numbers = call.arguments["numbers"].as_array().unwrap();
        for number in numbers {
            let number = number.as_u64().unwrap();
            call.progress
                .report(number, Some(9), &format!("hush {number}"));
            caller.counted.set(number);
            once_more().await;
        }
        Ok(ToolResult::structured(json!({ "counted": numbers.len() })))
    })
}

fn greet(
    caller: &Caller,
    arguments: PromptArguments,
    _: Client,
) -> BoxFuture<'_, Result<PromptResult, PromptError>> {
    Box::pin(async move {
        match arguments.get("who").map(String::as_str) {
            Some("nobody") => Err(PromptError::InvalidArgument(
                "there is no nobody".to_owned(),
            )),
            Some("away") => Err(PromptError::Unavailable("away is out".to_owned())),
            who => Ok(PromptResult {
                description: None,
                messages: vec![PromptMessage::user(format!(
                    "{} greets {who:?}",
                    caller.name
                ))],
            }),
        }
    })
}

fn thing(
    _: &Caller,
    variables: Variables,
    _: Client,
) -> BoxFuture<'_, Result<Contents, ResourceError>> {
    Box::pin(async move {
        match variables.get("id").map(String::as_str) {
            Some("404") | None => Err(ResourceError::NotFound),
            Some("picture") => Ok(Contents::blob(b"foobar")),
            Some(id) => Ok(Contents::Text(json!({ "id": id }).to_string())),
        }
    })
}

/// 150 suggestions.
fn many(_: &Caller, asked: CompletionRequest) -> BoxFuture<'_, Completion> {
    Box::pin(async move {
        Completion::new(
            (0..150)
                .map(|number| format!("{}{number}", asked.value))
                .collect(),
        )
    })
}

/// Suggests what the caller and the settled arguments are.
fn related(caller: &Caller, asked: CompletionRequest) -> BoxFuture<'_, Completion> {
    Box::pin(async move {
        let settled = asked.arguments.get("kind").cloned().unwrap_or_default();
        Completion::of_total(
            vec![format!("{}-{settled}-{}", caller.name, asked.value)],
            7,
        )
    })
}
