//! Reading of values that one version sends as null and another leaves out.

use crate::text::Untrusted;
use serde::{Deserialize, Deserializer};

/// Null as the default of the type; with `#[serde(default)]` a missing value is the same.
pub(in crate::dojo) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A list of `{"vulnerability_id": "text"}` as the texts alone.
pub(super) fn vulnerability_ids<'de, D>(deserializer: D) -> Result<Vec<Untrusted>, D::Error>
where
    D: Deserializer<'de>,
{
    #[derive(Deserialize)]
    struct Item {
        vulnerability_id: Untrusted,
    }
    let items: Vec<Item> = or_default(deserializer)?;
    Ok(items
        .into_iter()
        .map(|item| item.vulnerability_id)
        .collect())
}
