//! Engagements: what was tested of a product, and when.

use serde::Deserialize;

use super::{Named, lenient::or_default};

/// An engagement. The endpoint can't prefetch, so that product and lead are ids alone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Engagement {
    /// The id.
    pub id: u64,
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
    /// What it is about.
    #[serde(default)]
    pub description: Option<String>,
    /// The id of its product.
    #[serde(default)]
    pub product: Option<u64>,
    /// The status, such as `In Progress`.
    #[serde(default)]
    pub status: Option<String>,
    /// Whether it is open.
    #[serde(default, deserialize_with = "or_default")]
    pub active: bool,
    /// `Interactive` or `CI/CD`.
    #[serde(default)]
    pub engagement_type: Option<String>,
    /// The first day, `YYYY-MM-DD`.
    #[serde(default)]
    pub target_start: Option<String>,
    /// The last day, `YYYY-MM-DD`.
    #[serde(default)]
    pub target_end: Option<String>,
    /// The id of the user who leads it.
    #[serde(default)]
    pub lead: Option<u64>,
    /// The version tested.
    #[serde(default)]
    pub version: Option<String>,
    /// The branch or tag tested.
    #[serde(default)]
    pub branch_tag: Option<String>,
    /// Tags.
    #[serde(default, deserialize_with = "or_default")]
    pub tags: Vec<String>,
}

impl Named for Engagement {}
