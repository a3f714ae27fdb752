//! Reading of values that one version sends as null and another leaves out.

use serde::{Deserialize, Deserializer};

/// Null as the default of the type; with `#[serde(default)]` a missing value is the same.
pub(in crate::dojo) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A list of `{KEY: "text"}` as the texts alone.
macro_rules! texts {
    ($function:ident, $key:ident) => {
        pub(super) fn $function<'de, D>(deserializer: D) -> Result<Vec<String>, D::Error>
        where
            D: serde::Deserializer<'de>,
        {
            #[derive(serde::Deserialize)]
            struct Item {
                $key: String,
            }
            let items: Vec<Item> = $crate::dojo::model::lenient::or_default(deserializer)?;
            Ok(items.into_iter().map(|item| item.$key).collect())
        }
    };
}

texts!(vulnerability_ids, vulnerability_id);
texts!(cwes, cwe);
