//! A tool that tells how far it has come.

use super::{plain, text};
use crate::app::Anybody;
use defectdojo_mcp::mcp::{BoxFuture, Interruption, Tool, ToolCall, ToolResult};

pub(super) fn tool() -> Tool<Anybody> {
    plain(
        "test_tool_with_progress",
        "Says when it begins, is half done, and is done.",
        call,
    )
}

fn call(_: &Anybody, call: ToolCall) -> BoxFuture<'_, Result<ToolResult, Interruption>> {
    Box::pin(async move {
        for (percent, message) in [(0, "Begun"), (50, "Half done"), (100, "Done")] {
            call.progress.report(percent, Some(100), message);
        }
        Ok(text("Done."))
    })
}
