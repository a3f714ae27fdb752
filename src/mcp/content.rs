//! What results and messages are made of.

use serde::Serialize;

use super::{Base64, Contents};

/// One block of a tool's result or of a prompt's message
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#contentblock>).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum Content {
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
    /// A picture.
    Image {
        /// The file.
        data: Base64,
        /// Such as `image/png`.
        mime_type: String,
    },
    /// A recording.
    Audio {
        /// The file.
        data: Base64,
        /// Such as `audio/wav`.
        mime_type: String,
    },
    /// A resource, whole.
    Resource {
        /// The resource.
        resource: EmbeddedResource,
    },
    /// Where a resource is.
    ResourceLink(ResourceLink),
}

impl Content {
    /// A block of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// A picture from the bytes of its file.
    pub fn image(bytes: &[u8], mime_type: impl Into<String>) -> Self {
        Self::Image {
            data: Base64::encode(bytes),
            mime_type: mime_type.into(),
        }
    }

    /// A recording from the bytes of its file.
    pub fn audio(bytes: &[u8], mime_type: impl Into<String>) -> Self {
        Self::Audio {
            data: Base64::encode(bytes),
            mime_type: mime_type.into(),
        }
    }

    /// A resource, whole.
    pub fn resource(
        uri: impl Into<String>,
        mime_type: impl Into<String>,
        contents: Contents,
    ) -> Self {
        Self::Resource {
            resource: EmbeddedResource {
                uri: uri.into(),
                mime_type: mime_type.into(),
                contents,
            },
        }
    }
}

/// What a resource holds, together with what it is
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#embeddedresource>).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EmbeddedResource {
    /// Absolute URI.
    pub uri: String,
    /// Of the contents.
    pub mime_type: String,
    /// Text or bytes.
    #[serde(flatten)]
    pub contents: Contents,
}

/// A resource that can be read with `resources/read`, or by other means where its URI says so. It
/// need not be listed
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#resourcelink>).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceLink {
    /// Absolute URI.
    pub uri: String,
    /// For programs.
    pub name: String,
    /// For people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Of what it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// Bytes, before any encoding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}
