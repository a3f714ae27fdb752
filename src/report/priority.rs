//! A finding that is to be fixed early.

use serde::Serialize;

/// A finding in its place on the list of what to fix first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Priority {
    /// Its id.
    pub id: u64,
    /// Text of a scanner's, cleaned and bounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// As `DefectDojo` names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// The name of its product: text of a user's, cleaned and bounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The id of its product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_id: Option<u64>,
    /// Days since it was discovered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_days: Option<i64>,
    /// Why it stands there, in our words, the tier first.
    pub reasons: Vec<String>,
}
