//! The arguments of tools: forgiving in form, strict in meaning.
//!
//! Models write `"42"` for 42, `"High"` for `["High"]`, `critical` for `Critical`, and `null` for what
//! they leave out. Each kind of argument here takes those forms and refuses everything else, in words
//! that say what is valid. A tool's arguments are a plain struct of these kinds; its schema comes from
//! the same struct.

mod amount;
mod choice;
mod decode;
mod fields;
mod list;
mod number;
mod parts;
mod schema;
mod text;

pub(crate) use amount::{Days, Top, TopRows};
pub(crate) use choice::{Choice, OneOf};
pub(crate) use decode::{ArgumentError, decode};
pub(crate) use list::{Many, One};
pub(crate) use number::{Cwe, Flag, Fraction, Id, Rows, Skip};
pub(crate) use parts::{Both, Known, ToolArguments};
pub(crate) use text::{Date, Text, VulnerabilityId};

use serde_json::Value;

/// One kind of argument.
pub(crate) trait Argument: Sized + PartialEq {
    /// Whether it is a list itself; else a list of one stands for what is in it.
    const LISTS: bool = false;

    /// Whether a string stands for several values when it holds commas.
    const SPLITS: bool = false;

    /// Reads a value.
    ///
    /// # Errors
    /// What is wrong and what is valid, as the end of a sentence that begins with the argument's name.
    fn read(value: &Value) -> Result<Self, String>;

    /// The JSON schema of the proper form: one type, no combinators, no format (some clients refuse a
    /// whole tool list over one of these).
    fn schema() -> Value;
}

/// Derives serde's and schemars' traits from [`Argument`].
macro_rules! argument {
    ($name:ident $(< $parameter:ident : $bound:path >)?) => {
        impl<'de $(, $parameter: $bound)?> serde::Deserialize<'de> for $name $(<$parameter>)? {
            fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let mut value = <serde_json::Value as serde::Deserialize>::deserialize(input)?;
                if let (false, serde_json::Value::Array(values)) =
                    (<Self as $crate::tools::args::Argument>::LISTS, &mut value)
                    && values.len() == 1
                {
                    value = values.remove(0);
                }
                $crate::tools::args::Argument::read(&value).map_err(serde::de::Error::custom)
            }
        }

        impl $(<$parameter: $bound>)? schemars::JsonSchema for $name $(<$parameter>)? {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                <Self as $crate::tools::args::Argument>::schema().try_into().unwrap_or_default()
            }
        }
    };
}
pub(crate) use argument;
