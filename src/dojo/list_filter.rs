//! What to search for in the lists other than findings.

use super::{
    choice::choice,
    endpoint::{Engagements, Groups, ProductTypes, Products, Tests, Users},
    error::Error,
    query::Query,
};

choice! {
    /// How much a product matters to the business.
    Criticality {
        /// Most.
        VeryHigh = "very high",
        /// Much.
        High = "high",
        /// Somewhat.
        Medium = "medium",
        /// Little.
        Low = "low",
        /// Least.
        VeryLow = "very low",
        /// Not at all.
        None = "none",
    }
}

choice! {
    /// Where a product is in its life.
    Lifecycle {
        /// Being built.
        Construction = "construction",
        /// In use.
        Production = "production",
        /// Going away.
        Retirement = "retirement",
    }
}

choice! {
    /// The state of an engagement.
    EngagementStatus {
        /// Planned.
        NotStarted = "Not Started",
        /// Stopped by something.
        Blocked = "Blocked",
        /// Given up.
        Cancelled = "Cancelled",
        /// Done.
        Completed = "Completed",
        /// Under way.
        InProgress = "In Progress",
        /// Paused.
        OnHold = "On Hold",
        /// Has a date.
        Scheduled = "Scheduled",
        /// Needs something.
        WaitingForResource = "Waiting for Resource",
    }
}

/// Conditions on products. An empty list is no condition; several values in one list mean any of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProductFilter {
    /// A part of the name, in any case.
    pub name_contains: Option<String>,
    /// Product types.
    pub product_type_ids: Vec<u64>,
    /// Criticalities.
    pub criticality: Vec<Criticality>,
    /// Lifecycles.
    pub lifecycle: Vec<Lifecycle>,
    /// Whether the Internet reaches it.
    pub internet_accessible: Option<bool>,
    /// Exact tags.
    pub tags: Vec<String>,
}

impl ProductFilter {
    pub(super) fn query(&self) -> Result<Query<Products>, Error> {
        let mut query = Query::new();
        query.text(Products::NAME, self.name_contains.as_deref())?;
        query.list(Products::PRODUCT_TYPE_IDS, &self.product_type_ids)?;
        query.repeated(Products::CRITICALITY, &self.criticality);
        query.repeated(Products::LIFECYCLE, &self.lifecycle);
        if let Some(value) = self.internet_accessible {
            query.flag(Products::INTERNET_ACCESSIBLE, value);
        }
        query.tags(Products::TAGS, &self.tags)?;
        Ok(query)
    }
}

/// Conditions on product types.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProductTypeFilter {
    /// The whole name, in its exact case.
    pub name: Option<String>,
}

impl ProductTypeFilter {
    pub(super) fn query(&self) -> Result<Query<ProductTypes>, Error> {
        let mut query = Query::new();
        query.text(ProductTypes::NAME, self.name.as_deref())?;
        Ok(query)
    }
}

/// Conditions on engagements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EngagementFilter {
    /// One product; the API takes no list here.
    pub product_id: Option<u64>,
    /// Product types, any of them.
    pub product_type_ids: Vec<u64>,
    /// The status.
    pub status: Option<EngagementStatus>,
    /// Whether it is open.
    pub active: Option<bool>,
    /// Exact tags, any of them.
    pub tags: Vec<String>,
}

impl EngagementFilter {
    pub(super) fn query(&self) -> Result<Query<Engagements>, Error> {
        let mut query = Query::new();
        query.display(Engagements::PRODUCT_ID, self.product_id);
        query.list(Engagements::PRODUCT_TYPE_IDS, &self.product_type_ids)?;
        query.display(Engagements::STATUS, self.status);
        query.display(Engagements::ACTIVE, self.active);
        query.tags(Engagements::TAGS, &self.tags)?;
        Ok(query)
    }
}

/// Conditions on tests. The API can't find those of a product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TestFilter {
    /// One engagement; the API takes no list here.
    pub engagement_id: Option<u64>,
    /// One type of test; the API takes no list here.
    pub test_type_id: Option<u64>,
    /// Exact tags, any of them.
    pub tags: Vec<String>,
}

impl TestFilter {
    pub(super) fn query(&self) -> Result<Query<Tests>, Error> {
        let mut query = Query::new();
        query.display(Tests::ENGAGEMENT_ID, self.engagement_id);
        query.display(Tests::TEST_TYPE_ID, self.test_type_id);
        query.tags(Tests::TAGS, &self.tags)?;
        Ok(query)
    }
}

/// Conditions on users. The texts are parts of the value, in any case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserFilter {
    /// A part of the user name.
    pub username: Option<String>,
    /// A part of the first name.
    pub first_name: Option<String>,
    /// A part of the last name.
    pub last_name: Option<String>,
    /// A part of the e-mail address.
    pub email: Option<String>,
    /// Whether the user can log in.
    pub is_active: Option<bool>,
    /// Whether the user may do everything.
    pub is_superuser: Option<bool>,
}

impl UserFilter {
    pub(super) fn query(&self) -> Result<Query<Users>, Error> {
        let mut query = Query::new();
        query.text(Users::USERNAME, self.username.as_deref())?;
        query.text(Users::FIRST_NAME, self.first_name.as_deref())?;
        query.text(Users::LAST_NAME, self.last_name.as_deref())?;
        query.text(Users::EMAIL, self.email.as_deref())?;
        query.display(Users::IS_ACTIVE, self.is_active);
        query.display(Users::IS_SUPERUSER, self.is_superuser);
        Ok(query)
    }
}

/// Conditions on groups of users.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupFilter {
    /// The id.
    pub id: Option<u64>,
    /// The whole name, in its exact case.
    pub name: Option<String>,
}

impl GroupFilter {
    pub(super) fn query(&self) -> Result<Query<Groups>, Error> {
        let mut query = Query::new();
        query.display(Groups::ID, self.id);
        query.text(Groups::NAME, self.name.as_deref())?;
        Ok(query)
    }
}
