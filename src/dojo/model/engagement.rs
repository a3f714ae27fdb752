//! Engagements: what was tested of a product, and when.

use serde::Deserialize;

use super::{Named, lenient::list, object::objects};
use crate::text::Untrusted;

/// An engagement. The endpoint can't prefetch, so that product and lead are ids alone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct Engagement {
    /// The id.
    pub id: u64,
    /// The name.
    #[serde(default)]
    pub name: Option<Untrusted>,
    /// What it is about.
    #[serde(default)]
    pub description: Option<Untrusted>,
    /// The id of its product.
    #[serde(default)]
    pub product: Option<u64>,
    /// The status, such as `In Progress`.
    #[serde(default)]
    pub status: Option<Untrusted>,
    /// Whether it is open.
    #[serde(default)]
    pub active: Option<bool>,
    /// `Interactive` or `CI/CD`.
    #[serde(default)]
    pub engagement_type: Option<Untrusted>,
    /// The first day, `YYYY-MM-DD`.
    #[serde(default)]
    pub target_start: Option<Untrusted>,
    /// The last day, `YYYY-MM-DD`.
    #[serde(default)]
    pub target_end: Option<Untrusted>,
    /// The id of the user who leads it.
    #[serde(default)]
    pub lead: Option<u64>,
    /// The version tested.
    #[serde(default)]
    pub version: Option<Untrusted>,
    /// The branch or tag tested.
    #[serde(default)]
    pub branch_tag: Option<Untrusted>,
    /// Tags.
    #[serde(default, deserialize_with = "list")]
    pub tags: Vec<Untrusted>,
    /// The fields whose values were of an unknown kind and are left out.
    #[serde(skip)]
    pub unread: Vec<String>,
}

impl Named for Engagement {}

objects!(Engagement);
