//! `tools/list` and `tools/call`.

use std::borrow::Cow;

use serde::Deserialize;

use super::super::era::Era;
use super::super::meta::Meta;
use super::super::{Arguments, Error, Log, LogLevel, Progress, Server, ToolCall, ToolResult};
use super::Call;
use super::round::{Answer, Round};
use crate::record::UNKNOWN;

/// The tools as JSON.
pub(super) fn list<C>(server: &Server<C>, context: &C) -> Vec<Cow<'static, str>> {
    let tools = server.tools.iter();
    tools.map(|tool| tool.listed(context)).collect()
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
