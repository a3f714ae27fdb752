//! Engagements.

use super::{NAME, line, maybe_line, tags, unset};
use crate::dojo::model::Engagement;
use serde::Serialize;

/// One engagement. The API gives ids alone for its product and its lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct EngagementRow {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "unset")]
    active: bool,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    branch: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

impl From<&Engagement> for EngagementRow {
    fn from(engagement: &Engagement) -> Self {
        Self {
            id: engagement.id,
            name: maybe_line(engagement.name.as_ref(), NAME),
            product_id: engagement.product,
            status: maybe_line(engagement.status.as_ref(), 30),
            active: engagement.active,
            kind: maybe_line(engagement.engagement_type.as_ref(), 30),
            target_start: maybe_line(engagement.target_start.as_ref(), 10),
            target_end: maybe_line(engagement.target_end.as_ref(), 10),
            lead_id: engagement.lead,
            version: maybe_line(engagement.version.as_ref(), 50),
            branch: maybe_line(engagement.branch_tag.as_ref(), NAME),
            tags: tags(&engagement.tags),
            description: engagement
                .description
                .as_ref()
                .and_then(|text| line(text, 160)),
        }
    }
}
