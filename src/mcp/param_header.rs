//! Headers that mirror arguments, so that a proxy can route a call without reading its body
//! (<https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#custom-headers-from-tool-parameters>).

use http::HeaderMap;
use serde_json::{Map, Value};

use super::headers::{decode, missing, single};
use super::{Arguments, Error};

/// An argument of a tool that travels in a header too. Nothing secret: every proxy on the way sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParamHeader {
    /// What follows `Mcp-Param-`: a token (RFC 9110 section 5.6.2) that no other header of the tool has in
    /// any case.
    pub name: &'static str,
    /// The members that lead to the argument. In the tool's schema they lead through `properties` to a
    /// string, an integer or a boolean.
    pub path: &'static [&'static str],
}

impl ParamHeader {
    /// The header's whole name.
    pub(crate) fn header(&self) -> String {
        format!("Mcp-Param-{}", self.name)
    }

    /// Tells clients of the header, in the schema of the tool's arguments.
    pub(super) fn annotate(&self, schema: &mut Value) {
        let property = self.path.iter().try_fold(schema, |schema, member| {
            schema.get_mut("properties")?.get_mut(member)
        });
        if let Some(Value::Object(property)) = property {
            property.insert("x-mcp-header".to_owned(), self.name.into());
        }
    }

    /// Checks that the header says what the argument says.
    ///
    /// # Errors
    /// [`Error::HeaderMismatch`] when it doesn't, or one is there without the other.
    pub(super) fn check(&self, headers: &HeaderMap, arguments: &Arguments) -> Result<(), Error> {
        let name = self.header();
        match (self.argument(arguments), single(headers, &name)?) {
            (None | Some(Value::Null), None) => Ok(()),
            (Some(_), None) => Err(missing(&name)),
            (Some(argument), Some(header)) if mirrors(header, argument) => Ok(()),
            (_, Some(_)) => Err(Error::HeaderMismatch(format!(
                "{name} is not the argument that it mirrors"
            ))),
        }
    }

    fn argument<'a>(&self, arguments: &'a Map<String, Value>) -> Option<&'a Value> {
        let (first, rest) = self.path.split_first()?;
        rest.iter()
            .try_fold(arguments.get(*first)?, |object, member| object.get(member))
    }
}

/// Whether a header's value is an argument's.
fn mirrors(header: &str, argument: &Value) -> bool {
    let Some(text) = decode(header) else {
        return false;
    };
    match argument {
        Value::String(argument) => text == *argument,
        Value::Bool(argument) => text == argument.to_string(),
        Value::Number(argument) => whole(&text) == whole(&argument.to_string()),
        // No client can mirror it.
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// An integer without a fraction of zeros: `42.0` and `42` are the same
/// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#server-validation>).
fn whole(number: &str) -> &str {
    match number.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0') => {
            whole
        }
        _ => number,
    }
}
