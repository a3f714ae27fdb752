//! Whole lists, for the names of what findings belong to.

use super::{
    client::Client,
    endpoint::Endpoint,
    error::Error,
    list_filter::{EngagementFilter, ProductFilter},
    model::{Engagement, Product},
    page::{Doubt, Page, repeats},
    query::Query,
    window::Offset,
};

/// The rows of one call. A product has the ids of all its active findings with it, which no parameter leaves out.
const AT_A_TIME: u64 = 200;

/// The most rows of a list.
const MOST: u64 = 4_000;

impl Client<'_> {
    /// All products of `filter`, or the first 4,000 of them.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn every_product(&self, filter: &ProductFilter) -> Result<Page<Product>, Error> {
        self.every(|| filter.query()).await
    }

    /// All engagements of `filter`, or the first 4,000 of them.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn every_engagement(
        &self,
        filter: &EngagementFilter,
    ) -> Result<Page<Engagement>, Error> {
        self.every(|| filter.query()).await
    }

    async fn every<E: Endpoint>(
        &self,
        query: impl Fn() -> Result<Query<E>, Error>,
    ) -> Result<Page<E::Row>, Error> {
        let page = |offset| {
            let query = query();
            async move {
                let mut query = query?;
                let offset = Offset::at(offset);
                query.order();
                query.prefetch();
                query.rows(AT_A_TIME, offset);
                self.page(E::COLLECTION, query, AT_A_TIME, offset).await
            }
        };
        let mut all = page(0).await?;
        let ends = all.count.min(MOST);
        let starts = (1..ends.div_ceil(AT_A_TIME)).map(|page| page * AT_A_TIME);
        for next in self.all(starts.map(page)).await? {
            if next.count != all.count || next.doubt.is_some() {
                all.doubt = Some(Doubt::Moved);
            }
            all.rows.extend(next.rows);
        }
        if repeats(&all.rows) {
            all.doubt = Some(Doubt::Moved);
        }
        Ok(all)
    }
}
