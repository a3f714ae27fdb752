//! Products and their types.

use super::{Link, NAME, Row, link, tags, unset};
use crate::dojo::model::{Product, ProductType};
use crate::text::Reader;
use serde::Serialize;

/// Longest description, in characters.
const DESCRIPTION: usize = 160;

/// One product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ProductRow {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_type: Option<Link>,
    /// Active ones only: what `findings_count` of the API counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    active_findings: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criticality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lifecycle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    platform: Option<String>,
    #[serde(skip_serializing_if = "unset")]
    internet_accessible: bool,
    #[serde(skip_serializing_if = "unset")]
    external_audience: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    manager: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    technical_contact: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team_manager: Option<Link>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

impl Row<Product> for ProductRow {
    fn new(product: &Product, reader: Reader) -> Self {
        Self {
            id: product.id,
            name: reader.line(product.name.as_ref(), NAME),
            product_type: link(reader, product.prod_type.as_ref()),
            active_findings: product.findings_count,
            criticality: reader.line(product.business_criticality.as_ref(), 30),
            lifecycle: reader.line(product.lifecycle.as_ref(), 30),
            platform: reader.line(product.platform.as_ref(), 30),
            internet_accessible: product.internet_accessible == Some(true),
            external_audience: product.external_audience == Some(true),
            manager: link(reader, product.product_manager.as_ref()),
            technical_contact: link(reader, product.technical_contact.as_ref()),
            team_manager: link(reader, product.team_manager.as_ref()),
            tags: tags(reader, &product.tags),
            description: reader.line(&product.description, DESCRIPTION),
        }
    }
}

/// One product type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ProductTypeRow {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "unset")]
    critical: bool,
    #[serde(skip_serializing_if = "unset")]
    key: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

impl Row<ProductType> for ProductTypeRow {
    fn new(kind: &ProductType, reader: Reader) -> Self {
        Self {
            id: kind.id,
            name: reader.line(kind.name.as_ref(), NAME),
            critical: kind.critical_product == Some(true),
            key: kind.key_product == Some(true),
            description: reader.line(&kind.description, DESCRIPTION),
        }
    }
}
