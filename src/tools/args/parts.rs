//! Arguments in parts, so that tools can share them: the filters on findings, the paging of lists.

use super::ArgumentError;
use super::decode::decode_known;
use super::fields::fields;
use super::schema::object;
use crate::mcp::Arguments;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// What a tool takes.
pub(crate) trait ToolArguments: Sized {
    /// The names of the arguments, in the order of the schema.
    fn names() -> Vec<&'static str>;

    /// The JSON schema.
    fn schema() -> Map<String, Value>;

    /// Reads arguments, all of which have a name in [`Self::names`].
    ///
    /// # Errors
    /// The first that is missing or wrong.
    fn read(arguments: Arguments) -> Result<Self, ArgumentError>;
}

impl<T: DeserializeOwned + JsonSchema> ToolArguments for T {
    fn names() -> Vec<&'static str> {
        fields::<T>().to_vec()
    }

    fn schema() -> Map<String, Value> {
        object::<T>()
    }

    fn read(arguments: Arguments) -> Result<Self, ArgumentError> {
        decode_known(arguments)
    }
}

/// Two parts side by side.
#[derive(Debug)]
pub(crate) struct Both<A, B>(pub(crate) A, pub(crate) B);

impl<A: ToolArguments, B: ToolArguments> ToolArguments for Both<A, B> {
    fn names() -> Vec<&'static str> {
        A::names().into_iter().chain(B::names()).collect()
    }

    fn schema() -> Map<String, Value> {
        merged(A::schema(), B::schema())
    }

    fn read(arguments: Arguments) -> Result<Self, ArgumentError> {
        let (ours, theirs) = parted(arguments, &A::names());
        Ok(Self(A::read(ours)?, B::read(theirs)?))
    }
}

/// Arguments that a tool before has described, in the order in which clients list them. A model is shown all tools, and
/// with every request: here these have a name, a type and values alone.
#[derive(Debug)]
pub(crate) struct Known<A>(pub(crate) A);

impl<A: ToolArguments> ToolArguments for Known<A> {
    fn names() -> Vec<&'static str> {
        A::names()
    }

    fn schema() -> Map<String, Value> {
        undescribed(A::schema())
    }

    fn read(arguments: Arguments) -> Result<Self, ArgumentError> {
        A::read(arguments).map(Self)
    }
}

/// The schema without what it says of each argument.
fn undescribed(mut schema: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for property in properties.values_mut().filter_map(Value::as_object_mut) {
            property.remove("description");
        }
    }
    schema
}

/// Both schemas as one. Not generic, so that it is compiled once; the same goes for [`parted`].
fn merged(mut schema: Map<String, Value>, other: Map<String, Value>) -> Map<String, Value> {
    for (key, value) in other {
        match (schema.get_mut(&key), value) {
            (Some(Value::Object(ours)), Value::Object(theirs)) => ours.extend(theirs),
            (Some(Value::Array(ours)), Value::Array(theirs)) => ours.extend(theirs),
            (Some(_), _) => {}
            (None, value) => {
                schema.insert(key, value);
            }
        }
    }
    schema
}

/// The arguments with one of these names, and all others.
fn parted(arguments: Arguments, names: &[&str]) -> (Arguments, Arguments) {
    arguments
        .into_iter()
        .partition(|(name, _)| names.contains(&name.as_str()))
}
