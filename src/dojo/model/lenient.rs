//! Reading of values that one version sends as null and another leaves out.

use crate::{dojo::first::First, text::Untrusted};
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::Value;

use super::object::objects;

/// Null as the default of the type; with `#[serde(default)]` a missing value is the same.
pub(super) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A list of at most `MOST` elements, or null. A longer one is of an unknown kind: of a beginning nobody would know
/// that it is one.
pub(super) fn at_most<'de, const MOST: usize, D, T>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    match Option::deserialize(deserializer)? {
        Some(First::<MOST, T>(list)) if list.len() > MOST => {
            Err(D::Error::invalid_length(list.len(), &"a shorter list"))
        }
        list => Ok(list.map(|First(list)| list)),
    }
}

/// The list of a row: its notes, for instance. Null is an empty one.
pub(super) fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(at_most::<1_000, D, T>(deserializer)?.unwrap_or_default())
}

/// A flag that keeps something from being shown: nothing but `false` and null lifts it.
pub(super) fn unless_false<'de, D>(deserializer: D) -> Result<bool, D::Error>
where
    D: Deserializer<'de>,
{
    let flag = Value::deserialize(deserializer)?;
    Ok(!matches!(flag, Value::Bool(false) | Value::Null))
}

/// A list of `{"vulnerability_id": "text"}` as the texts alone.
pub(super) fn vulnerability_ids<'de, D>(deserializer: D) -> Result<Vec<Untrusted>, D::Error>
where
    D: Deserializer<'de>,
{
    let items: Vec<VulnerabilityId> = list(deserializer)?;
    Ok(items
        .into_iter()
        .map(|item| item.vulnerability_id)
        .collect())
}

#[derive(Deserialize)]
#[serde(remote = "Self")]
struct VulnerabilityId {
    vulnerability_id: Untrusted,
}

objects!(VulnerabilityId);
