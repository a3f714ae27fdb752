//! The kinds of content, as they go over the wire.

use serde::Serialize;
use serde_json::{Value, json};

use crate::mcp::{Content, Contents, PromptMessage, ResourceLink, Role, ToolResult};

fn wire(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn bytes_travel_as_base64_with_padding_from_the_standard_alphabet() {
    // RFC 4648 section 10, and bytes that the URL alphabet would write otherwise.
    for (bytes, encoded) in [
        (&b""[..], ""),
        (b"f", "Zg=="),
        (b"foobar", "Zm9vYmFy"),
        (&[0xfb, 0xff], "+/8="),
    ] {
        assert_eq!(
            wire(Content::image(bytes, "image/png")),
            json!({ "type": "image", "data": encoded, "mimeType": "image/png" })
        );
        assert_eq!(
            wire(Content::audio(bytes, "audio/wav")),
            json!({ "type": "audio", "data": encoded, "mimeType": "audio/wav" })
        );
    }
}

#[test]
fn resources_are_embedded_as_text_or_as_bytes() {
    let text = Contents::Text("# Guide".to_owned());
    assert_eq!(
        wire(Content::resource("app://guide", "text/markdown", text)),
        json!({ "type": "resource", "resource": {
            "uri": "app://guide", "mimeType": "text/markdown", "text": "# Guide",
        } })
    );
    let blob = Contents::blob(b"foobar");
    assert_eq!(
        wire(Content::resource("app://logo", "image/png", blob)),
        json!({ "type": "resource", "resource": {
            "uri": "app://logo", "mimeType": "image/png", "blob": "Zm9vYmFy",
        } })
    );
}

#[test]
fn resources_are_linked_with_what_is_known_of_them() {
    let link = ResourceLink {
        uri: "app://guide".to_owned(),
        name: "guide".to_owned(),
        title: None,
        description: None,
        mime_type: None,
        size: None,
    };
    assert_eq!(
        wire(Content::ResourceLink(link.clone())),
        json!({ "type": "resource_link", "uri": "app://guide", "name": "guide" })
    );
    let link = ResourceLink {
        title: Some("Guide".to_owned()),
        description: Some("How it works.".to_owned()),
        mime_type: Some("text/markdown".to_owned()),
        size: Some(7),
        ..link
    };
    assert_eq!(
        wire(Content::ResourceLink(link)),
        json!({
            "type": "resource_link",
            "uri": "app://guide",
            "name": "guide",
            "title": "Guide",
            "description": "How it works.",
            "mimeType": "text/markdown",
            "size": 7,
        })
    );
}

#[test]
fn a_result_may_be_made_of_blocks_alone() {
    let result = ToolResult::content(vec![
        Content::image(b"f", "image/png"),
        Content::text("one letter"),
    ]);
    assert_eq!((result.is_error(), result.text()), (false, "one letter"));
    let written: Value = serde_json::from_str(&result.written("{}").unwrap()).unwrap();
    assert_eq!(
        written,
        json!({ "content": [
            { "type": "image", "data": "Zg==", "mimeType": "image/png" },
            { "type": "text", "text": "one letter" },
        ] })
    );
    assert_eq!(ToolResult::content(vec![]).text(), "");
}

#[test]
fn a_message_may_be_any_content() {
    let message = PromptMessage {
        role: Role::Assistant,
        content: Content::audio(b"f", "audio/wav"),
    };
    assert_eq!(
        wire(message),
        json!({
            "role": "assistant",
            "content": { "type": "audio", "data": "Zg==", "mimeType": "audio/wav" },
        })
    );
}
