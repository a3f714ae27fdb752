//! The questions that can be put to an instance.

use std::collections::BTreeMap;

use instance::BaseUrl;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;

use super::{
    effort::Effort,
    endpoint::{Endpoint, Engagements, Findings, Products, TestTypes, Tests, Users},
    error::Error,
    list_filter::{EngagementFilter, ProductFilter, ProductTypeFilter, TestFilter, UserFilter},
    model::{Engagement, Finding, Product, ProductType, Test, TestType, User, UserProfile},
    observer::Observer,
    page::Page,
    parallel::Parallel,
    query::Query,
    token::Token,
    transport::Transport,
    window::{Offset, Window},
};

/// More rows than there are types of test (280 in a stock 3.2), so that one call brings all.
const ALL_TEST_TYPES: u64 = 10_000;

/// A client of one instance for one token.
#[derive(Clone, Copy)]
pub struct Client<'a> {
    pub(super) base: &'a BaseUrl,
    pub(super) token: &'a Token,
    pub(super) transport: &'a dyn Transport,
    pub(super) observer: Option<&'a dyn Observer>,
    pub(super) effort: Option<&'a Effort>,
    pub(super) parallel: Parallel,
    pub(super) brief: bool,
}

impl<'a> Client<'a> {
    /// A client that asks `base` with `token`.
    #[must_use]
    pub fn new(base: &'a BaseUrl, token: &'a Token, transport: &'a dyn Transport) -> Self {
        Self {
            base,
            token,
            transport,
            observer: None,
            effort: None,
            parallel: Parallel::default(),
            brief: false,
        }
    }

    /// The same, with `observer` told how questions that take several calls come along.
    #[must_use]
    pub const fn observed(self, observer: &'a dyn Observer) -> Self {
        Self {
            observer: Some(observer),
            ..self
        }
    }

    /// The same, with as many requests under way at once.
    #[must_use]
    pub const fn in_parallel(self, parallel: Parallel) -> Self {
        Self { parallel, ..self }
    }

    /// The same, with lists of findings in short: for [`Finding`]s without texts but the title and without what only
    /// a detailed list shows. What is not read is not looked at either, so that no fault of it is told.
    #[must_use]
    pub const fn in_short(self) -> Self {
        Self {
            brief: true,
            ..self
        }
    }

    /// The same, with requests taken from what `effort` has left: without it, as many as it takes.
    #[must_use]
    pub const fn within(self, effort: &'a Effort) -> Self {
        Self {
            effort: Some(effort),
            ..self
        }
    }

    /// A finding with its notes, and with the names of test, engagement, product and users.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn finding(&self, id: u64) -> Result<Finding, Error> {
        let mut query = Query::<Findings>::new();
        query.flag(Findings::RELATED_FIELDS, true);
        self.object_at(Findings::COLLECTION, id, query).await
    }

    /// Products, by name.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn products(
        &self,
        filter: &ProductFilter,
        window: Window,
    ) -> Result<Page<Product>, Error> {
        self.list(filter.query()?, window).await
    }

    /// A product.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn product(&self, id: u64) -> Result<Product, Error> {
        self.object::<Products>(id).await
    }

    /// Product types, by name. A token that sees single products sees none of them.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn product_types(
        &self,
        filter: &ProductTypeFilter,
        window: Window,
    ) -> Result<Page<ProductType>, Error> {
        self.list(filter.query()?, window).await
    }

    /// Engagements, by id.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn engagements(
        &self,
        filter: &EngagementFilter,
        window: Window,
    ) -> Result<Page<Engagement>, Error> {
        self.list(filter.query()?, window).await
    }

    /// An engagement.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn engagement(&self, id: u64) -> Result<Engagement, Error> {
        self.object::<Engagements>(id).await
    }

    /// Tests, in the order in which they were entered.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn tests(&self, filter: &TestFilter, window: Window) -> Result<Page<Test>, Error> {
        self.list(filter.query()?, window).await
    }

    /// A test.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn test(&self, id: u64) -> Result<Test, Error> {
        self.object::<Tests>(id).await
    }

    /// All types of test, by id.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn test_types(&self) -> Result<Page<TestType>, Error> {
        let mut query = Query::<TestTypes>::new();
        let first = Offset::default();
        query.rows(ALL_TEST_TYPES, first);
        let page = self
            .page(TestTypes::COLLECTION, query, ALL_TEST_TYPES, first)
            .await?;
        // They are searched for a name: one that is lacking would make an answer wrong.
        page.doubt
            .map_or(Ok(page), |doubt| Err(Error::Inconsistent(doubt)))
    }

    /// Users, by user name. Needs the permission to see users.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn users(&self, filter: &UserFilter, window: Window) -> Result<Page<User>, Error> {
        self.list(filter.query()?, window).await
    }

    /// A user. Needs the permission to see users.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn user(&self, id: u64) -> Result<User, Error> {
        self.object::<Users>(id).await
    }

    /// The user whose token this is.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn user_profile(&self) -> Result<UserProfile, Error> {
        #[derive(Deserialize)]
        struct Profile<'a> {
            #[serde(borrow)]
            user: &'a RawValue,
        }
        let body = self
            .get("/api/v2/user_profile/", "the user's profile")
            .await?;
        let Profile { user } = body.parse(body.text())?;
        Ok(UserProfile {
            user: body.row(user.get())?,
        })
    }

    /// The names of the collections that this instance has.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn index(&self) -> Result<Vec<String>, Error> {
        let body = self.get("/api/v2/", "the index").await?;
        #[expect(
            clippy::zero_sized_map_values,
            reason = "a JSON object can't be read as a set"
        )]
        let index: BTreeMap<String, IgnoredAny> = body.parse(body.object(body.text())?)?;
        Ok(index.into_keys().collect())
    }
}
