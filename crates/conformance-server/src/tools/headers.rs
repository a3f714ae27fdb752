//! A tool with a parameter that a header mirrors.

use super::{text, with};
use crate::app::Anybody;
use defectdojo_mcp::mcp::{ParamHeader, Tool};
use serde_json::json;

pub(super) fn tool() -> Tool<Anybody> {
    Tool {
        headers: &[ParamHeader {
            name: "Region",
            path: &["region"],
        }],
        ..with(
            "test_custom_header",
            "Takes a region, which a proxy on the way may route by.",
            |_| {
                json!({
                    "type": "object",
                    "properties": { "region": { "type": "string" } },
                    "additionalProperties": false,
                })
            },
            |_, _| Box::pin(async { Ok(text("Routed.")) }),
        )
    }
}
