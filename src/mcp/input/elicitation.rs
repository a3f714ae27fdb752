//! Questions to a client's user
//! (<https://modelcontextprotocol.io/specification/2026-07-28/client/elicitation>).

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value, json};

/// A question to the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(
    tag = "mode",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
pub enum Elicit {
    /// A form that the client shows. Never for secrets: the client and its model see what is written.
    Form {
        /// Why it is asked.
        message: String,
        /// In the order they are asked.
        #[serde(serialize_with = "schema")]
        requested_schema: Vec<Field>,
    },
    /// A page to visit. The answer says that the user agreed to go there, not that anything was done.
    Url {
        /// Why to go there.
        message: String,
        /// Absolute URL.
        url: String,
    },
}

impl Elicit {
    /// A form.
    pub fn form(message: impl Into<String>, fields: Vec<Field>) -> Self {
        Self::Form {
            message: message.into(),
            requested_schema: fields,
        }
    }

    /// A page to visit.
    pub fn url(message: impl Into<String>, url: impl Into<String>) -> Self {
        Self::Url {
            message: message.into(),
            url: url.into(),
        }
    }
}

/// One field of a form. Forms are flat
/// (<https://modelcontextprotocol.io/specification/2026-07-28/client/elicitation#requested-schema>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The member of the answer.
    pub name: &'static str,
    /// What to write, for the user.
    pub description: &'static str,
    /// Whether the form can't be sent without it.
    pub required: bool,
    /// What can be written.
    pub kind: FieldKind,
}

/// What can be written in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldKind {
    /// Anything.
    Text,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// Yes or no.
    Boolean,
    /// One of these.
    Choice(Vec<String>),
    /// Any of these.
    Choices(Vec<String>),
}

impl Field {
    /// A field that has to be filled in.
    #[must_use]
    pub fn required(name: &'static str, description: &'static str, kind: FieldKind) -> Self {
        Self {
            name,
            description,
            required: true,
            kind,
        }
    }

    fn schema(&self) -> Value {
        let mut schema = match &self.kind {
            FieldKind::Text => json!({ "type": "string" }),
            FieldKind::Integer => json!({ "type": "integer" }),
            FieldKind::Number => json!({ "type": "number" }),
            FieldKind::Boolean => json!({ "type": "boolean" }),
            FieldKind::Choice(of) => json!({ "type": "string", "enum": of }),
            FieldKind::Choices(of) => {
                json!({ "type": "array", "items": { "type": "string", "enum": of } })
            }
        };
        if let Value::Object(schema) = &mut schema {
            schema.insert("description".to_owned(), self.description.into());
        }
        schema
    }
}

/// Writes the fields as the JSON Schema of the answer.
fn schema<S: Serializer>(fields: &[Field], serializer: S) -> Result<S::Ok, S::Error> {
    let properties: Map<_, _> = fields
        .iter()
        .map(|field| (field.name.to_owned(), field.schema()))
        .collect();
    let required = fields.iter().filter(|field| field.required);
    let required: Vec<_> = required.map(|field| field.name).collect();
    let mut object = serializer.serialize_map(Some(3))?;
    object.serialize_entry("type", "object")?;
    object.serialize_entry("properties", &properties)?;
    object.serialize_entry("required", &required)?;
    object.end()
}

/// What the user said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elicited<T> {
    /// Yes, and this. Of a URL there is nothing to read but an empty object.
    Accepted(T),
    /// No.
    Declined,
    /// Nothing: the question was put away.
    Cancelled,
}

/// <https://modelcontextprotocol.io/specification/2026-07-28/schema#elicitresult>
#[derive(Deserialize)]
pub(super) struct ElicitResult {
    action: Action,
    #[serde(default)]
    content: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Accept,
    Decline,
    Cancel,
}

impl ElicitResult {
    pub(super) fn read<T: serde::de::DeserializeOwned>(self) -> serde_json::Result<Elicited<T>> {
        match self.action {
            Action::Accept => {
                let content = self.content.unwrap_or_default();
                serde_json::from_value(Value::Object(content)).map(Elicited::Accepted)
            }
            Action::Decline => Ok(Elicited::Declined),
            Action::Cancel => Ok(Elicited::Cancelled),
        }
    }
}
