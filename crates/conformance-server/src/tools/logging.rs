//! Tools that say what they are at.

use super::{plain, text};
use crate::app::Anybody;
use defectdojo_mcp::mcp::{BoxFuture, Interruption, LogLevel, Tool, ToolCall, ToolResult};

pub(super) fn all() -> Vec<Tool<Anybody>> {
    let description = "Logs when it begins, what it does, and when it is done.";
    ["test_tool_with_logging", "test_logging_tool"]
        .map(|name| plain(name, description, call))
        .into()
}

fn call(_: &Anybody, call: ToolCall) -> BoxFuture<'_, Result<ToolResult, Interruption>> {
    Box::pin(async move {
        for message in ["Begun", "At work", "Done"] {
            call.log.write(LogLevel::Info, message);
        }
        Ok(text("Done."))
    })
}
