//! Ids of other objects, and the names that the same answer may hold for them.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::{Row, lenient::or_default, object::objects, row::prune};
use crate::text::Untrusted;

/// Another object: its id, and its name where the answer holds one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The id.
    pub id: u64,
    /// The name; of a user the full name, or the user name when there is none.
    pub name: Option<Untrusted>,
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            id: u64::deserialize(deserializer)?,
            name: None,
        })
    }
}

/// The longest `prefetch` that is read, in bytes: it takes twenty times as much memory.
const LONGEST: usize = 2 * 1024 * 1024;

/// A row whose references can be given names.
pub(in crate::dojo) trait Named: Row {
    /// Fills in what `prefetch` knows.
    fn name(&mut self, _prefetch: &Prefetch) {}
}

/// The related objects beside the rows: field name, then id, then the object. A token with few rights
/// gets them empty on 3.x, so that nothing in them is certain.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(in crate::dojo) struct Prefetch(BTreeMap<String, Option<BTreeMap<String, Option<Related>>>>);

#[derive(Debug, Default, Deserialize)]
#[serde(remote = "Self")]
struct Related {
    #[serde(default, deserialize_with = "or_default")]
    name: Untrusted,
    #[serde(default, deserialize_with = "or_default")]
    username: Untrusted,
    #[serde(default, deserialize_with = "or_default")]
    first_name: Untrusted,
    #[serde(default, deserialize_with = "or_default")]
    last_name: Untrusted,
    #[serde(default)]
    product: Option<Reference>,
}

objects!(Related);

impl Prefetch {
    /// Reads it without what is of an unknown kind: a name that is lacking is seen to be lacking. Of a long one all
    /// are.
    pub(in crate::dojo) fn read(json: &str) -> Self {
        if json.len() > LONGEST {
            return Self::default();
        }
        serde_json::from_str(json).unwrap_or_else(|_| {
            let fits = |json: &str| serde_json::from_str::<Self>(json).is_ok();
            let pruned = prune(json, &[], &fits);
            pruned
                .and_then(|(json, _)| serde_json::from_str(&json).ok())
                .unwrap_or_default()
        })
    }

    /// Gives names to the `references` in `field`.
    pub(super) fn fill<'a>(
        &self,
        field: &str,
        references: impl IntoIterator<Item = &'a mut Reference>,
    ) {
        for reference in references {
            reference.name = self.related(field, reference.id).and_then(Related::label);
        }
    }

    /// The product of the engagement `id`.
    pub(super) fn product_of(&self, engagement: u64) -> Option<u64> {
        Some(self.related("engagement", engagement)?.product.as_ref()?.id)
    }

    fn related(&self, field: &str, id: u64) -> Option<&Related> {
        self.0.get(field)?.as_ref()?.get(&id.to_string())?.as_ref()
    }
}

impl Related {
    fn label(&self) -> Option<Untrusted> {
        let full_name = self.first_name.and(&self.last_name);
        [&self.name, &full_name, &self.username]
            .into_iter()
            .find(|label| !label.is_blank())
            .cloned()
    }
}
