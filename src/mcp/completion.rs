//! Completion: values suggested while an argument is typed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::BoxFuture;

/// Suggests values. A handler that can't reach its source gives no values: a failing suggestion
/// must not stop a person from typing.
pub type CompleteHandler<C> = for<'a> fn(&'a C, CompletionRequest) -> BoxFuture<'a, Completion>;

/// What has been typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionRequest {
    /// The argument's value so far, empty at first.
    pub value: String,
    /// The arguments already settled, by name.
    pub arguments: BTreeMap<String, String>,
}

/// Suggested values
/// (<https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/completion>).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Completion {
    values: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
    has_more: bool,
}

impl Completion {
    /// The most values one answer may hold.
    pub const LIMIT: usize = 100;

    /// Suggestions, best first; what is beyond [`Self::LIMIT`] is dropped and said to exist.
    #[must_use]
    pub fn new(mut values: Vec<String>) -> Self {
        let total = values.len();
        values.truncate(Self::LIMIT);
        Self {
            has_more: total > values.len(),
            total: u64::try_from(total).ok(),
            values,
        }
    }

    /// Suggestions out of `total` that the source knows of.
    #[must_use]
    pub fn of_total(values: Vec<String>, total: u64) -> Self {
        let completion = Self::new(values);
        let given = u64::try_from(completion.values.len()).unwrap_or(u64::MAX);
        Self {
            total: Some(total.max(given)),
            has_more: total > given,
            ..completion
        }
    }
}
