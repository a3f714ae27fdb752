//! Products and their types.

use serde::Deserialize;

use super::{
    Named, Prefetch, Reference,
    lenient::{list, or_default},
    object::objects,
};
use crate::text::Untrusted;

/// A product (called asset in newer versions' pages).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct Product {
    /// The id.
    pub id: u64,
    /// The name.
    #[serde(default)]
    pub name: Option<Untrusted>,
    /// What it is.
    #[serde(default, deserialize_with = "or_default")]
    pub description: Untrusted,
    /// Its product type.
    #[serde(default)]
    pub prod_type: Option<Reference>,
    /// How many of its findings are active; not how many there are.
    #[serde(default)]
    pub findings_count: Option<u64>,
    /// How much it matters, such as `very high`.
    #[serde(default)]
    pub business_criticality: Option<Untrusted>,
    /// What it runs on, such as `web service`.
    #[serde(default)]
    pub platform: Option<Untrusted>,
    /// Where it is in its life, such as `production`.
    #[serde(default)]
    pub lifecycle: Option<Untrusted>,
    /// Where it comes from, such as `internal`.
    #[serde(default)]
    pub origin: Option<Untrusted>,
    /// Whether people outside use it.
    #[serde(default)]
    pub external_audience: Option<bool>,
    /// Whether the Internet reaches it.
    #[serde(default)]
    pub internet_accessible: Option<bool>,
    /// Who manages it.
    #[serde(default)]
    pub product_manager: Option<Reference>,
    /// Who answers technical questions.
    #[serde(default)]
    pub technical_contact: Option<Reference>,
    /// Who leads the team.
    #[serde(default)]
    pub team_manager: Option<Reference>,
    /// Tags.
    #[serde(default, deserialize_with = "list")]
    pub tags: Vec<Untrusted>,
    /// The fields whose values were of an unknown kind and are left out.
    #[serde(skip)]
    pub unread: Vec<String>,
}

impl Named for Product {
    fn name(&mut self, prefetch: &Prefetch) {
        prefetch.fill("prod_type", &mut self.prod_type);
        prefetch.fill("product_manager", &mut self.product_manager);
        prefetch.fill("technical_contact", &mut self.technical_contact);
        prefetch.fill("team_manager", &mut self.team_manager);
    }
}

/// A product type (called organization in newer versions' pages).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self")]
pub struct ProductType {
    /// The id.
    pub id: u64,
    /// The name.
    #[serde(default)]
    pub name: Option<Untrusted>,
    /// What it is.
    #[serde(default, deserialize_with = "or_default")]
    pub description: Untrusted,
    /// Whether its products are critical.
    #[serde(default)]
    pub critical_product: Option<bool>,
    /// Whether its products are key ones.
    #[serde(default)]
    pub key_product: Option<bool>,
    /// When it was changed, in RFC 3339.
    #[serde(default)]
    pub updated: Option<Untrusted>,
    /// The fields whose values were of an unknown kind and are left out.
    #[serde(skip)]
    pub unread: Vec<String>,
}

impl Named for ProductType {}

objects!(Product, ProductType);
