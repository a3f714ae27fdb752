//! Tests.

use super::{Link, NAME, Row, day, link, tags};
use crate::dojo::model::Test;
use crate::text::Reader;
use serde::Serialize;

/// One test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TestRow {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    test_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    engagement: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent_complete: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    branch: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
}

impl Row<Test> for TestRow {
    fn new(test: &Test, reader: Reader) -> Self {
        Self {
            id: test.id,
            test_type: reader.line(test.test_type_name.as_ref(), NAME),
            title: reader.line(test.title.as_ref(), NAME),
            engagement: link(reader, test.engagement.as_ref()),
            product_id: test.product,
            environment: test
                .environment
                .as_ref()
                .and_then(|one| reader.line(one.name.as_ref(), NAME)),
            lead: link(reader, test.lead.as_ref()),
            start: day(test.target_start.as_ref()),
            end: day(test.target_end.as_ref()),
            percent_complete: test.percent_complete,
            version: reader.line(test.version.as_ref(), 50),
            branch: reader.line(test.branch_tag.as_ref(), NAME),
            tags: tags(reader, &test.tags),
        }
    }
}
