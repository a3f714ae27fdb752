//! Tools that answer at once, with each kind of content.

use super::{plain, text};
use crate::app::Anybody;
use crate::media;
use defectdojo_mcp::mcp::{Content, Contents, Tool, ToolResult};
use serde_json::json;

pub(super) fn all() -> Vec<Tool<Anybody>> {
    vec![
        plain("test_simple_text", "Answers with text.", |_, _| {
            Box::pin(async { Ok(text("Some text.")) })
        }),
        plain("test_image_content", "Answers with a picture.", |_, _| {
            Box::pin(async { Ok(ToolResult::content(vec![media::image()])) })
        }),
        plain("test_audio_content", "Answers with a recording.", |_, _| {
            Box::pin(async { Ok(ToolResult::content(vec![media::audio()])) })
        }),
        plain(
            "test_embedded_resource",
            "Answers with a resource.",
            |_, _| Box::pin(async { Ok(ToolResult::content(vec![resource()])) }),
        ),
        plain(
            "test_multiple_content_types",
            "Answers with text, a picture and a resource.",
            |_, _| {
                Box::pin(async {
                    Ok(ToolResult::content(vec![
                        Content::text("Three blocks."),
                        media::image(),
                        resource(),
                    ]))
                })
            },
        ),
        plain("test_error_handling", "Fails.", |_, _| {
            Box::pin(async { Ok(ToolResult::error("It failed, as it always does.")) })
        }),
    ]
}

fn resource() -> Content {
    let contents = Contents::Text(json!({ "embedded": true }).to_string());
    Content::resource("test://embedded-resource", "application/json", contents)
}
