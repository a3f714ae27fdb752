//! Questions to a client's model
//! (<https://modelcontextprotocol.io/specification/2026-07-28/client/sampling>).

use serde::{Deserialize, Serialize};

use crate::mcp::{Base64, Role};

/// A question to the model. Without tools: an answer is all that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// What was said so far.
    pub messages: Vec<SamplingMessage>,
    /// How the model should behave; the client may leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_prompt: Option<String>,
    /// The longest answer, in tokens.
    pub max_tokens: u32,
}

/// One message of a conversation with a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SamplingMessage {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub content: SamplingContent,
}

impl SamplingMessage {
    /// Text the user says.
    pub fn user(text: impl Into<String>) -> Self {
        Self {
            role: Role::User,
            content: SamplingContent::Text { text: text.into() },
        }
    }
}

/// What a model reads and writes
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#samplingmessagecontentblock>).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum SamplingContent {
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
}

/// What the model said
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#createmessageresult>).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sampled {
    /// One block or several.
    #[serde(deserialize_with = "one_or_many")]
    pub content: Vec<SamplingContent>,
    /// Which model it was.
    pub model: String,
    /// Why it stopped there, such as `endTurn`.
    #[serde(default)]
    pub stop_reason: Option<String>,
}

impl Sampled {
    /// The text in it.
    #[must_use]
    pub fn text(&self) -> String {
        let texts = self.content.iter().filter_map(|block| match block {
            SamplingContent::Text { text } => Some(text.as_str()),
            _ => None,
        });
        texts.collect()
    }
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<SamplingContent>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(SamplingContent),
        Many(Vec<SamplingContent>),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(block) => vec![block],
        OneOrMany::Many(blocks) => blocks,
    })
}
