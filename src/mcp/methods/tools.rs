//! `tools/list` and `tools/call`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::era::Era;
use super::super::meta::Meta;
use super::super::ui::ToolMeta;
use super::super::{
    Annotations, Arguments, Error, Log, LogLevel, Progress, Server, Tool, ToolCall, ToolResult,
};
use super::Call;
use super::round::{Answer, Round};
use crate::record::UNKNOWN;

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
    #[serde(rename = "_meta", skip_serializing_if = "Option::is_none")]
    meta: Option<ToolMeta>,
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
        input_schema: input_schema(tool, context),
        output_schema: tool.output_schema.map(|schema| schema(context)),
        annotations: TitledAnnotations {
            title: tool.title,
            hints: tool.annotations,
        },
        meta: tool.ui.map(ToolMeta::new),
    });
    Tools {
        tools: tools.collect(),
    }
}

fn input_schema<C>(tool: &Tool<C>, context: &C) -> Value {
    let mut schema = (tool.input_schema)(context);
    for header in tool.headers {
        header.annotate(&mut schema);
    }
    schema
}

/// <https://modelcontextprotocol.io/specification/2026-07-28/server/tools#calling-tools>
pub(super) async fn call<C>(call: &Call<'_, C>) -> Result<Answer<ToolResult>, Error> {
    #[derive(Deserialize)]
    struct Wanted {
        name: String,
        #[serde(default)]
        arguments: Option<Arguments>,
    }
    let params = call.request.params;
    let wanted: Wanted = params.parse("{ name: string, arguments?: object }")?;
    let mut tools = call.server.tools.iter();
    let tool = tools.find(|tool| tool.name == wanted.name);
    call.journal.tool(tool.map_or(UNKNOWN, |tool| tool.name));
    let tool =
        tool.ok_or_else(|| Error::InvalidParams(format!("unknown tool {:?}", wanted.name)))?;
    let arguments = wanted.arguments.unwrap_or_default();
    // Earlier revisions don't have such headers, and clients may still send them.
    if call.era == Era::Modern {
        let mut headers = tool.headers.iter();
        headers.try_for_each(|header| header.check(call.headers, &arguments))?;
    }
    let (round, client) = Round::begin(call, tool.name)?;
    let progress = match (&call.outbox, call.meta.progress_token()?) {
        (Some(outbox), Some(token)) => Progress::new(outbox, token),
        _ => Progress::default(),
    };
    let log = match (&call.outbox, log_level(call.era, &call.meta)?) {
        (Some(outbox), Some(least)) if call.server.logs => Log::new(outbox, least),
        _ => Log::default(),
    };
    let tool_call = ToolCall {
        arguments,
        progress,
        log,
        client,
    };
    let result = match (tool.call)(call.context, tool_call).await {
        Ok(result) => result,
        Err(why) => match round.interrupt(why) {
            // Of an error the model would learn nothing.
            Err(Error::Unavailable(words)) => ToolResult::error(words),
            ended => return ended.map(Answer::InputRequired),
        },
    };
    Ok(Answer::Complete(match result.failure() {
        Some(kind) => {
            call.journal.fail(kind);
            result.signed(call.journal.id())
        }
        None => result,
    }))
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
