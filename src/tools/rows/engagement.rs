//! Engagements.

use super::{NAME, Row, day, tags, unset};
use crate::dojo::model::Engagement;
use crate::text::Reader;
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

impl Row<Engagement> for EngagementRow {
    fn new(engagement: &Engagement, reader: Reader) -> Self {
        Self {
            id: engagement.id,
            name: reader.line(engagement.name.as_ref(), NAME),
            product_id: engagement.product,
            status: reader.line(engagement.status.as_ref(), 30),
            active: engagement.active == Some(true),
            kind: reader.line(engagement.engagement_type.as_ref(), 30),
            target_start: day(engagement.target_start.as_ref()),
            target_end: day(engagement.target_end.as_ref()),
            lead_id: engagement.lead,
            version: reader.line(engagement.version.as_ref(), 50),
            branch: reader.line(engagement.branch_tag.as_ref(), NAME),
            tags: tags(reader, &engagement.tags),
            description: engagement
                .description
                .as_ref()
                .and_then(|text| reader.line(text, 160)),
        }
    }
}
