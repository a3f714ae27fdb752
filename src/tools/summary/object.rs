//! Kinds of objects that findings belong to, each finding to one of a kind.

use crate::dojo::FindingFilter;

/// A kind of object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Object {
    Product,
    ProductType,
    Engagement,
    TestType,
}

impl Object {
    /// What one is called.
    pub(crate) const fn noun(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::ProductType => "product type",
            Self::Engagement => "engagement",
            Self::TestType => "test type",
        }
    }

    /// The objects that a filter asks for itself; none where it asks for all.
    pub(crate) fn asked(self, filter: &FindingFilter) -> &[u64] {
        match self {
            Self::Product => &filter.product_ids,
            Self::ProductType => &filter.product_type_ids,
            Self::Engagement => &filter.engagement_ids,
            Self::TestType => &filter.test_type_ids,
        }
    }

    /// The findings of `filter` that belong to one of `ids`, which are among those that it asks for itself.
    pub(crate) fn narrow(self, filter: &FindingFilter, ids: &[u64]) -> FindingFilter {
        let mut filter = filter.clone();
        let field = match self {
            Self::Product => &mut filter.product_ids,
            Self::ProductType => &mut filter.product_type_ids,
            Self::Engagement => &mut filter.engagement_ids,
            Self::TestType => &mut filter.test_type_ids,
        };
        *field = ids.to_vec();
        filter
    }
}
