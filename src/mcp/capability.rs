//! What a client can do beyond asking, as it says with each request
//! (<https://modelcontextprotocol.io/specification/2026-07-28/schema#clientcapabilities>).

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::ui::{EXTENSION, UI_MIME_TYPE};

/// One thing that a client may be able to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientCapability {
    /// Have its user fill in a form.
    ElicitationForm,
    /// Send its user to a URL.
    ElicitationUrl,
    /// Ask its model.
    Sampling,
    /// Let its model use tools that the server brings along.
    SamplingTools,
    /// Say which directories it works in.
    Roots,
    /// Show pages: MCP Apps.
    Ui,
}

impl ClientCapability {
    const ALL: [Self; 6] = [
        Self::ElicitationForm,
        Self::ElicitationUrl,
        Self::Sampling,
        Self::SamplingTools,
        Self::Roots,
        Self::Ui,
    ];

    /// The member of the capabilities object that declares it, and the member of that where it has one.
    fn path(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::ElicitationForm => ("elicitation", Some("form")),
            Self::ElicitationUrl => ("elicitation", Some("url")),
            Self::Sampling => ("sampling", None),
            Self::SamplingTools => ("sampling", Some("tools")),
            Self::Roots => ("roots", None),
            Self::Ui => ("extensions", Some(EXTENSION)),
        }
    }

    /// What stands at its path where it is declared.
    fn settings(self) -> Value {
        match self {
            Self::Ui => json!({ "mimeTypes": [UI_MIME_TYPE] }),
            _ => json!({}),
        }
    }

    fn is_declared(self, declared: &Map<String, Value>) -> bool {
        let (name, part) = self.path();
        let Some(Value::Object(object)) = declared.get(name) else {
            return false;
        };
        let has = |part| object.get(part).is_some_and(Value::is_object);
        match (self, part) {
            // Without a mode it is this one
            // (<https://modelcontextprotocol.io/specification/2026-07-28/client/elicitation#capabilities>).
            (Self::ElicitationForm, Some(part)) => {
                has(part) || !(object.contains_key(part) || object.contains_key("url"))
            }
            (Self::Ui, Some(part)) => {
                let types = object
                    .get(part)
                    .and_then(|settings| settings.get("mimeTypes"));
                let types = types.and_then(Value::as_array);
                types.is_some_and(|types| types.iter().any(|one| one == UI_MIME_TYPE))
            }
            (_, Some(part)) => has(part),
            (_, None) => true,
        }
    }
}

/// What one client can do. Empty for a client of the earlier revisions, which says it once, to a server that
/// remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientCapabilities(Vec<ClientCapability>);

impl ClientCapabilities {
    /// Reads a capabilities object; nothing when it is none. A member that is no object declares nothing:
    /// what isn't declared for sure is never relied on.
    pub(super) fn parse(raw: &RawValue) -> Option<Self> {
        match serde_json::from_str(raw.get()) {
            Ok(Value::Object(declared)) => Some(Self::those(|one| one.is_declared(&declared))),
            _ => None,
        }
    }

    /// Whether the client can do this.
    #[must_use]
    pub fn has(&self, capability: ClientCapability) -> bool {
        self.0.contains(&capability)
    }

    /// What of `wanted` the client can't do; nothing when it can do all.
    pub(super) fn lacks(&self, wanted: &[ClientCapability]) -> Option<Self> {
        let missing = Self::those(|one| wanted.contains(&one) && !self.has(one));
        (!missing.0.is_empty()).then_some(missing)
    }

    fn those(which: impl Fn(ClientCapability) -> bool) -> Self {
        let all = ClientCapability::ALL.into_iter();
        Self(all.filter(|&one| which(one)).collect())
    }
}

/// Their names, for people: `elicitation.url, roots`.
impl fmt::Display for ClientCapabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, capability) in self.0.iter().enumerate() {
            let (name, part) = capability.path();
            if place > 0 {
                f.write_str(", ")?;
            }
            f.write_str(name)?;
            if let Some(part) = part {
                write!(f, ".{part}")?;
            }
        }
        Ok(())
    }
}

/// The capabilities object that declares exactly these.
impl Serialize for ClientCapabilities {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Map::new();
        for capability in &self.0 {
            let (name, part) = capability.path();
            let declared = object.entry(name).or_insert_with(|| json!({}));
            if let (Value::Object(declared), Some(part)) = (declared, part) {
                declared.insert(part.to_owned(), capability.settings());
            }
        }
        object.serialize(serializer)
    }
}
