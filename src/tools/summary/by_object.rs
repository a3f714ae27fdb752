//! Findings by what they belong to: product, product type, engagement, test type.

use super::{Grouping, Object, Question};
use crate::dojo::model::Reference;
use crate::dojo::{EngagementFilter, Lack, Page, ProductFilter};
use crate::ordered;
use crate::report::Label;
use crate::text::Untrusted;
use crate::tools::operation::ToolError;
use crate::tools::rows::NAME;
use std::collections::BTreeMap;

/// The names of objects by their ids, and why some may be missing.
type Names = (BTreeMap<u64, Option<Untrusted>>, Option<Lack>);

/// Objects with the findings that each has, most first.
pub(crate) struct Ranked {
    /// Id, name and number of findings.
    pub(crate) objects: Vec<(u64, Label, u64)>,
    /// Why one with more may be missing.
    pub(crate) lack: Option<Lack>,
}

impl Question<'_> {
    pub(super) async fn by_object(&self, object: Object) -> Result<Grouping, ToolError> {
        let Ranked { objects, lack } = self.ranked(object).await?;
        let groups = objects
            .into_iter()
            .map(|(id, label, count)| (label, count, object.narrow(self.filter, &[id])));
        Ok(Grouping {
            lack,
            is_foreign: true,
            ..Grouping::partition(self.with_severities(groups.collect()).await?)
        })
    }

    /// The objects that have the most findings.
    ///
    /// # Errors
    /// Every error of a call to `DefectDojo`.
    pub(crate) async fn ranked(&self, object: Object) -> Result<Ranked, ToolError> {
        let (names, lack) = match object {
            Object::Product => self.products().await?,
            Object::ProductType => self.product_types().await?,
            Object::Engagement => self.engagements().await?,
            Object::TestType => self.test_types().await?,
        };
        // Of others there are no findings.
        let asked = object.asked(self.filter);
        let can = |id: &u64| asked.is_empty() || asked.contains(id);
        let ids: Vec<u64> = names.keys().copied().filter(can).collect();
        let narrow = |ids: &[u64]| object.narrow(self.filter, ids);
        let largest = self
            .call
            .dojo
            .largest(&ids, narrow, self.top, self.reserve());
        let ranking = largest.await?;
        let objects = ranking.groups.into_iter().map(|(id, count)| {
            let name = names.get(&id).and_then(Option::as_ref);
            let name = self.call.reader.line(name, NAME);
            (id, Label::of(name, object.noun(), id), count)
        });
        Ok(Ranked {
            objects: objects.collect(),
            lack: ranking.lack.or(lack),
        })
    }

    async fn products(&self) -> Result<Names, ToolError> {
        let products = self.call.dojo.every_product(&self.product_filter()).await?;
        let lack = lack(&products);
        let rows = products.rows.into_iter();
        Ok((ordered::map(rows.map(|row| (row.id, row.name))), lack))
    }

    /// From the products: a token that sees single products sees no product type.
    async fn product_types(&self) -> Result<Names, ToolError> {
        let products = self.call.dojo.every_product(&self.product_filter()).await?;
        let lack = lack(&products);
        let types = products.rows.into_iter().filter_map(|row| row.prod_type);
        let names = types.map(|Reference { id, name }| (id, name));
        Ok((ordered::map(names), lack))
    }

    async fn engagements(&self) -> Result<Names, ToolError> {
        let filter = EngagementFilter {
            // The API takes no list here.
            product_id: match *self.filter.product_ids {
                [id] => Some(id),
                _ => None,
            },
            product_type_ids: self.filter.product_type_ids.clone(),
            ..EngagementFilter::default()
        };
        let engagements = self.call.dojo.every_engagement(&filter).await?;
        let lack = lack(&engagements);
        let rows = engagements.rows.into_iter();
        Ok((ordered::map(rows.map(|row| (row.id, row.name))), lack))
    }

    async fn test_types(&self) -> Result<Names, ToolError> {
        let types = self.call.dojo.test_types().await?.rows.into_iter();
        Ok((
            ordered::map(types.map(|row| (row.id, Some(row.name)))),
            None,
        ))
    }

    fn product_filter(&self) -> ProductFilter {
        ProductFilter {
            name_contains: self.filter.product_name_contains.clone(),
            product_type_ids: self.filter.product_type_ids.clone(),
            ..ProductFilter::default()
        }
    }
}

/// Why rows of a list may be missing.
fn lack<T>(page: &Page<T>) -> Option<Lack> {
    if page.doubt.is_some() {
        return Some(Lack::Changed);
    }
    (u64::try_from(page.rows.len()) != Ok(page.count)).then_some(Lack::Long)
}
