//! Tests: one run of a scanner, or one examination by hand, within an engagement.

use serde::Deserialize;

use super::{Named, Prefetch, Reference, lenient::list, object::objects};
use crate::text::Untrusted;

/// A test.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct Test {
    /// The id.
    pub id: u64,
    /// The title, which most tests lack.
    #[serde(default)]
    pub title: Option<Untrusted>,
    /// What it is about.
    #[serde(default)]
    pub description: Option<Untrusted>,
    /// The id of its type.
    #[serde(default)]
    pub test_type: Option<u64>,
    /// The name of its type: the tool.
    #[serde(default)]
    pub test_type_name: Option<Untrusted>,
    /// Its engagement.
    #[serde(default)]
    pub engagement: Option<Reference>,
    /// The id of its product, where the answer holds the engagement too.
    #[serde(skip)]
    pub product: Option<u64>,
    /// Where it ran, such as Production.
    #[serde(default)]
    pub environment: Option<Reference>,
    /// Who leads it.
    #[serde(default)]
    pub lead: Option<Reference>,
    /// The beginning, in RFC 3339.
    #[serde(default)]
    pub target_start: Option<Untrusted>,
    /// The end, in RFC 3339.
    #[serde(default)]
    pub target_end: Option<Untrusted>,
    /// How much is done, 0 to 100.
    #[serde(default)]
    pub percent_complete: Option<i64>,
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

impl Named for Test {
    fn name(&mut self, prefetch: &Prefetch) {
        prefetch.fill("engagement", &mut self.engagement);
        prefetch.fill("environment", &mut self.environment);
        prefetch.fill("lead", &mut self.lead);
        self.product = self
            .engagement
            .as_ref()
            .and_then(|engagement| prefetch.product_of(engagement.id));
    }
}

/// A type of test: in most cases a scanner and its report format. Its flags for static and dynamic tools
/// are false for every row of a stock instance, so that they are left out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct TestType {
    /// The id.
    pub id: u64,
    /// The name. What test types are found by, so that it has to be there.
    pub name: Untrusted,
    /// Whether it can be used for new tests.
    #[serde(default)]
    pub active: Option<bool>,
    /// The fields whose values were of an unknown kind and are left out.
    #[serde(skip)]
    pub unread: Vec<String>,
}

impl Named for TestType {}

objects!(Test, TestType);
