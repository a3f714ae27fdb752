//! `tools/list` and `tools/call`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::era::Era;
use super::super::jsonrpc::Params;
use super::super::meta::Meta;
use super::super::outbox::Outbox;
use super::super::{
    Annotations, Arguments, Error, Log, LogLevel, Progress, Server, ToolCall, ToolResult,
};
use super::client;

#[derive(Serialize)]
pub(super) struct Tools {
    tools: Vec<Listed>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    input_schema: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_schema: Option<Value>,
    annotations: TitledAnnotations,
}

/// 2025-03-26 knows a tool's title only as an annotation.
#[derive(Serialize)]
struct TitledAnnotations {
    title: &'static str,
    #[serde(flatten)]
    hints: Annotations,
}

pub(super) fn list<C>(server: &Server<C>, context: &C) -> Tools {
    let tools = server.tools.iter().map(|tool| Listed {
        name: tool.name,
        title: tool.title,
        description: tool.description,
        input_schema: (tool.input_schema)(context),
        output_schema: tool.output_schema.map(|schema| schema(context)),
        annotations: TitledAnnotations {
            title: tool.title,
            hints: tool.annotations,
        },
    });
    Tools {
        tools: tools.collect(),
    }
}

/// <https://modelcontextprotocol.io/specification/2026-07-28/server/tools#calling-tools>
pub(super) async fn call<C>(
    server: &Server<C>,
    context: &C,
    era: Era,
    params: Params<'_>,
    outbox: Option<Outbox>,
) -> Result<ToolResult, Error> {
    #[derive(Deserialize)]
    struct Call {
        name: String,
        #[serde(default)]
        arguments: Option<Arguments>,
    }
    let call: Call = params.parse("{ name: string, arguments?: object }")?;
    let tool = server
        .tools
        .iter()
        .find(|tool| tool.name == call.name)
        .ok_or_else(|| Error::InvalidParams(format!("unknown tool {:?}", call.name)))?;
    let meta = Meta::of(params)?;
    let progress = match (&outbox, meta.progress_token()?) {
        (Some(outbox), Some(token)) => Progress::new(outbox, token),
        _ => Progress::default(),
    };
    let log = match (&outbox, log_level(era, &meta)?) {
        (Some(outbox), Some(least)) if server.logs => Log::new(outbox, least),
        _ => Log::default(),
    };
    let call = ToolCall {
        arguments: call.arguments.unwrap_or_default(),
        progress,
        log,
        client: client(era, params)?,
    };
    (tool.call)(context, call)
        .await
        .or_else(|interruption| match interruption.into_error(era) {
            // Of an error the model would learn nothing.
            Error::Unavailable(words) => Ok(ToolResult::error(words)),
            error => Err(error),
        })
}

/// How grave a message has to be. In the earlier revisions the client says so in a request of its own, which
/// nobody remembers; until it has, the choice is the server's
/// (<https://modelcontextprotocol.io/specification/2025-11-25/server/utilities/logging#setting-log-level>).
fn log_level(era: Era, meta: &Meta<'_>) -> Result<Option<LogLevel>, Error> {
    match era {
        Era::Legacy => Ok(Some(LogLevel::Info)),
        Era::Modern => meta.log_level(),
    }
}
