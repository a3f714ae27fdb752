//! A tool as its author writes it, and what all tools do alike: credentials, arguments, errors, masking.

use super::args::{ArgumentError, ToolArguments, decode};
use super::page::Page;
use super::steps::Steps;
use crate::dojo::{Client, Day, Effort, Error, Token};
use crate::mcp::{
    Annotations, Arguments, BoxFuture, Description, Listing, Tool, ToolCall, ToolResult,
};
use crate::report::PageError;
use crate::resources::report_app::PAGE_KEY;
use crate::session::{Session, TokenMissing};
use crate::text::Reader;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::borrow::Cow;

/// One tool: its data and its work.
pub(crate) trait Operation {
    /// What clients call it.
    const NAME: &'static str;
    /// For people.
    const TITLE: &'static str;
    /// When to use it and what comes back, for the model.
    const DESCRIPTION: &'static str;
    /// How clients are told of it: a file that a test writes from all else here.
    const LISTED: &'static str;

    /// The URI of the app that shows its results, where a host can.
    const UI: Option<&'static str> = None;

    /// What it takes, besides `token` and `url`.
    type Arguments: ToolArguments;

    /// Does the work.
    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError>;
}

/// What a tool works with.
pub(crate) struct Call<'a> {
    /// The instance, asked with the caller's token.
    pub(crate) dojo: Client<'a>,
    /// What that took so far.
    pub(crate) effort: &'a Effort,
    /// Reads the instance's text.
    pub(crate) reader: Reader,
    /// Takes the page that goes along with the result.
    pub(crate) page: &'a Page,
    /// Where the instance is, for links.
    pub(crate) instance: String,
    /// The day, in UTC.
    pub(crate) today: Day,
}

/// Why a tool has no result. The message is for the model and its user.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ToolError {
    /// The arguments are wrong.
    #[error(transparent)]
    Argument(#[from] ArgumentError),
    /// There is no token.
    #[error(transparent)]
    TokenMissing(#[from] TokenMissing),
    /// The argument `token` is no token.
    #[error(
        "Argument `token`: this is not a DefectDojo API token; pass the 40 characters from DefectDojo's page \"API v2 Key\" and nothing else."
    )]
    TokenMalformed,
    /// The argument `token` is switched off.
    #[error(
        "This server takes no token as an argument: set the header `Authorization: Token <your API token>` in the MCP client's configuration, and leave out `token`."
    )]
    TokenArgumentOff,
    /// The argument `url` names another instance.
    #[error(
        "Argument `url`: this server only serves {0}. Pass that or leave `url` out; for another instance its own server is needed."
    )]
    OtherInstance(String),
    /// `DefectDojo` did not give what was asked.
    #[error(transparent)]
    Dojo(#[from] Error),
    /// The page of a result could not be made.
    #[error(transparent)]
    NoPage(#[from] PageError),
    /// A result could not be written as JSON.
    #[error("The server could not write the result: {0}.")]
    Unwritable(#[from] serde_json::Error),
    /// Something else, said in words for the model.
    #[error("{0}")]
    Said(String),
}

impl ToolError {
    /// What it is in a record.
    fn kind(&self) -> &'static str {
        match self {
            Self::Argument(_) | Self::OtherInstance(_) | Self::Said(_) => "argument",
            Self::TokenMissing(_) | Self::TokenMalformed | Self::TokenArgumentOff => "token",
            Self::Dojo(error) => error.kind(),
            Self::NoPage(_) | Self::Unwritable(_) => "internal",
        }
    }
}

/// Arguments that every tool takes: web assistants that can't set headers pass them
/// (the manual method of `DefectDojo`'s own documentation).
const TOKEN: &str = "token";
const URL: &str = "url";

/// All tools only read, and what they read is one instance: a closed world.
const READ_ONLY: Annotations = Annotations {
    read_only: true,
    destructive: false,
    idempotent: true,
    open_world: false,
};

/// The tool as the protocol serves it.
pub(crate) fn tool<O: Operation + 'static>() -> Tool<Session> {
    Tool {
        name: O::NAME,
        listing: Listing::Written(|session| listed(session, O::LISTED)),
        headers: &[],
        call: |session, call| Box::pin(async { Ok(run(session, call, start::<O>).await) }),
    }
}

/// The tool with its description, which [`Operation::LISTED`] is written from. No component needs that, so none has
/// the code that makes schemas.
pub(crate) fn described<O: Operation + 'static>() -> Tool<Session> {
    Tool {
        listing: Listing::Described(Description {
            title: O::TITLE,
            description: O::DESCRIPTION,
            annotations: READ_ONLY,
            input_schema: |session| schema(session, O::Arguments::schema()),
            output_schema: None,
            ui: O::UI,
        }),
        ..tool::<O>()
    }
}

/// What was written of a tool, as the configuration wants it: written is what stands there by default.
fn listed(session: &Session, written: &'static str) -> Cow<'static, str> {
    let written = written.trim_ascii_end();
    if session.config().token_argument {
        return written.into();
    }
    written
        .replace(&format!("\"{TOKEN}\":{},", token_schema()), "")
        .into()
}

/// The work of a tool. All around it is the same for all tools, and compiled once.
type Start = for<'a> fn(
    &'a Call<'a>,
    Arguments,
    &[&str],
) -> Result<BoxFuture<'a, Result<String, ToolError>>, ToolError>;

/// Starts the work of `O`. `extra` are names of arguments that were taken out before.
fn start<'a, O: Operation + 'static>(
    call: &'a Call<'a>,
    arguments: Arguments,
    extra: &[&str],
) -> Result<BoxFuture<'a, Result<String, ToolError>>, ToolError> {
    let arguments = decode(arguments, extra)?;
    Ok(Box::pin(O::run(call, arguments)))
}

/// The schema of a tool's arguments with those that all tools take.
fn schema(session: &Session, mut schema: Arguments) -> Value {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        if session.config().token_argument {
            properties.insert(TOKEN.to_owned(), token_schema());
        }
        properties.insert(
            URL.to_owned(),
            json!({"type": "string", "description": "Only if told."}),
        );
    }
    Value::Object(schema)
}

fn token_schema() -> Value {
    json!({"type": "string", "description": "Only where the connection sends none."})
}

/// Runs a tool. Whatever comes back, a token from the arguments is not in it: `DefectDojo` may echo it. One
/// from the header is concealed in every answer.
async fn run(session: &Session, call: ToolCall, start: Start) -> ToolResult {
    let ToolCall {
        mut arguments,
        progress,
        client,
        ..
    } = call;
    let page = Page::of(&client);
    let argument = take_token(&mut arguments);
    let token = argument.as_ref().ok().and_then(Option::as_ref);
    let steps = Steps::new(progress);
    let outcome = answer(session, arguments, &argument, (&steps, &page), start).await;
    let mask = |text: String| match token {
        Some(token) => token.mask_text(text),
        None => text,
    };
    match outcome {
        Ok(json) => {
            let json = mask(json);
            // To mask a token that is a number could break the JSON. The tool's own is not read again.
            if token.is_some() && serde_json::from_str::<&RawValue>(&json).is_err() {
                return ToolResult::error("The server made a result that is not JSON.");
            }
            let result = ToolResult::structured_json(json);
            match page.into_html() {
                Some(html) => result.with_meta(PAGE_KEY, mask(html)),
                None => result,
            }
        }
        Err(error) => ToolResult::error_of(error.kind(), mask(error.to_string())),
    }
}

async fn answer(
    session: &Session,
    mut arguments: Arguments,
    token: &Result<Option<Token>, ToolError>,
    (steps, page): (&Steps, &Page),
    start: Start,
) -> Result<String, ToolError> {
    let token = match token {
        Ok(None) => session.token(None)?,
        _ if !session.config().token_argument => return Err(ToolError::TokenArgumentOff),
        Ok(token) => session.token(token.as_ref())?,
        Err(_) => return Err(ToolError::TokenMalformed),
    };
    // After the token: who has none is not told where the instance is.
    let base = &session.config().base_url;
    match arguments.remove(URL) {
        None | Some(Value::Null) => {}
        Some(Value::String(url)) if url.trim().is_empty() || base.is_same(url.trim()) => {}
        Some(_) => return Err(ToolError::OtherInstance(base.to_string())),
    }
    let extra: &[&str] = if session.config().token_argument {
        &[TOKEN, URL]
    } else {
        &[URL]
    };
    let effort = Effort::default();
    let call = Call {
        dojo: session.client(token).observed(steps).within(&effort),
        effort: &effort,
        page,
        reader: session.reader(),
        instance: base.to_string(),
        today: session.today(),
    };
    start(&call, arguments, extra)?.await
}

/// The token among the arguments, which it leaves. Assistants that were told a header's value pass that.
fn take_token(arguments: &mut Arguments) -> Result<Option<Token>, ToolError> {
    let text = match arguments.remove(TOKEN) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text,
        Some(_) => return Err(ToolError::TokenMalformed),
    };
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let bare = match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("token") => token.trim_start(),
        _ => text,
    };
    Token::parse(bare)
        .map(Some)
        .map_err(|_| ToolError::TokenMalformed)
}
