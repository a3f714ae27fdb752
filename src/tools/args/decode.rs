//! From the arguments of a call to a tool's own struct.

use super::parts::ToolArguments;
use crate::mcp::Arguments;
use crate::text::{clean_line, cut};
use serde::de::{DeserializeOwned, value::MapDeserializer};
use serde_json::{Value, map};

/// Arguments that a tool can't take. The message is for the model: it names what is valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ArgumentError {
    /// A name that the tool doesn't know.
    #[error("There is no argument `{name}`. This tool takes: {known}.")]
    Unknown {
        /// The name as it came, cut.
        name: String,
        /// What the tool takes.
        known: String,
    },
    /// A required argument is missing.
    #[error("The argument `{0}` is required.")]
    Missing(String),
    /// A value out of its range or of another kind.
    #[error("Argument `{name}`: {fault}.")]
    Invalid {
        /// The argument's name.
        name: String,
        /// What is wrong and what is valid.
        fault: String,
    },
}

/// Reads the arguments of a call. What is null, or an empty text, counts as left out: that is how models
/// write "nothing".
///
/// # Errors
/// The first fault, in words that name what is valid. `extra` are names that are valid besides `T`'s.
pub(crate) fn decode<T: ToolArguments>(
    mut arguments: Arguments,
    extra: &[&str],
) -> Result<T, ArgumentError> {
    check(&mut arguments, &T::names(), extra)?;
    T::read(arguments)
}

/// What can be told without the type, so that it is compiled once and not for each tool.
fn check(arguments: &mut Arguments, known: &[&str], extra: &[&str]) -> Result<(), ArgumentError> {
    if let Some(name) = arguments
        .keys()
        .find(|name| !known.contains(&name.as_str()))
    {
        let known: Vec<_> = known.iter().chain(extra).copied().collect();
        return Err(ArgumentError::Unknown {
            name: cut(clean_line(name), 60).text,
            known: known.join(", "),
        });
    }
    arguments.retain(|_, value| {
        !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty())
    });
    Ok(())
}

/// Reads one struct from arguments that it has fields for.
///
/// # Errors
/// The first that is missing or wrong.
pub(super) fn decode_known<T: DeserializeOwned>(arguments: Arguments) -> Result<T, ArgumentError> {
    let mut reading = None;
    let entries = Entries {
        rest: arguments.into_iter(),
        reading: &mut reading,
    };
    T::deserialize(MapDeserializer::new(entries))
        .map_err(|error: serde_json::Error| fault(reading, &error))
}

/// Arguments one after the other, with a note of which is being read: serde's errors don't name it.
struct Entries<'a> {
    rest: map::IntoIter,
    reading: &'a mut Option<String>,
}

impl Iterator for Entries<'_> {
    type Item = (String, Value);

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.rest.next();
        *self.reading = entry.as_ref().map(|(name, _)| name.clone());
        entry
    }
}

/// What is wrong, where serde says so of the argument that was being read.
fn fault(reading: Option<String>, error: &serde_json::Error) -> ArgumentError {
    let fault = error.to_string();
    match reading {
        Some(name) => ArgumentError::Invalid { name, fault },
        // All that came could be read. So one is missing, and serde's words are "missing field `name`".
        None => ArgumentError::Missing(fault.split('`').nth(1).unwrap_or_default().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Both, Id, Many, Rows};
    use super::*;
    use crate::dojo::Limit;
    use schemars::JsonSchema;
    use serde_json::json;

    #[derive(Debug, Default, serde::Deserialize, JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    struct Sample {
        ids: Many<Id>,
        limit: Rows,
    }

    #[derive(Debug, serde::Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Required {
        finding_id: Id,
    }

    fn arguments(value: &Value) -> Arguments {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn null_and_empty_count_as_left_out() {
        let sample: Sample = decode(arguments(&json!({"ids": null, "limit": ""})), &[]).unwrap();
        assert_eq!((sample.ids.0.len(), sample.limit), (0, Rows::default()));
    }

    #[test]
    fn an_unknown_argument_is_named_beside_the_valid_ones() {
        for value in [json!({"stauts": "Active"}), json!({"stauts": null})] {
            let error = decode::<Sample>(arguments(&value), &["token"]).unwrap_err();
            assert_eq!(
                error.to_string(),
                "There is no argument `stauts`. This tool takes: ids, limit, token."
            );
        }
    }

    #[test]
    fn a_wrong_value_is_named_with_its_argument() {
        let error = decode::<Sample>(arguments(&json!({"limit": 500})), &[])
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("Argument `limit`: 500 is not a number of rows"),
            "{error}"
        );
    }

    #[test]
    fn a_required_argument_is_asked_for() {
        let error = decode::<Required>(Arguments::new(), &[]).unwrap_err();
        assert_eq!(error.to_string(), "The argument `finding_id` is required.");
        for seven in [json!(7), json!("7"), json!([7]), json!(["7"])] {
            let found = decode::<Required>(arguments(&json!({ "finding_id": seven })), &[]);
            assert_eq!(found.unwrap().finding_id, Id(7));
        }
        for wrong in [json!([7, 8]), json!([]), json!([[7]])] {
            let error = decode::<Required>(arguments(&json!({ "finding_id": wrong })), &[]);
            assert!(error.is_err(), "{wrong}");
        }
    }

    #[test]
    fn two_parts_are_read_as_one() {
        type Parts = Both<Sample, Required>;
        let both: Parts = decode(arguments(&json!({"finding_id": 7, "limit": 3})), &[]).unwrap();
        assert_eq!(
            (both.0.limit, both.1.finding_id),
            (Rows(Limit::new(3).unwrap()), Id(7))
        );
        let error = decode::<Parts>(arguments(&json!({"x": 1})), &["url"])
            .unwrap_err()
            .to_string();
        assert!(error.contains("ids, limit, finding_id, url"), "{error}");
        let schema = Value::Object(Parts::schema());
        assert_eq!(schema["required"], json!(["finding_id"]));
        assert_eq!(schema["properties"].as_object().unwrap().len(), 3);
    }
}
