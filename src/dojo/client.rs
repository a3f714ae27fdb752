//! The questions that can be put to an instance.

use std::collections::BTreeMap;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use http::{
    Request,
    header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, USER_AGENT},
};
use serde::{Deserialize, de::IgnoredAny};

use super::{
    answer::{Answer, Body},
    base_url::BaseUrl,
    endpoint::{Endpoint, Engagements, Findings, ProductTypes, Products, TestTypes, Tests, Users},
    error::Error,
    list_filter::{EngagementFilter, ProductFilter, ProductTypeFilter, TestFilter, UserFilter},
    model::{
        Engagement, Finding, Named, Prefetch, Product, ProductType, Test, TestType, User,
        UserProfile, or_default,
    },
    page::Page,
    query::Query,
    token::Token,
    transport::{Transport, TransportError},
    window::{Offset, Window},
};

/// The longest path and query that is sent, in bytes: gunicorn, which serves `DefectDojo`, refuses a
/// request line of more than 4,094.
const LONGEST_TARGET: usize = 4_000;

/// How many calls are under way at once. A stock instance has few worker processes.
const AT_ONCE: usize = 6;

/// More rows than there are types of test (280 in a stock 3.2), so that one call brings all.
const ALL_TEST_TYPES: u64 = 10_000;

/// A client of one instance for one token.
#[derive(Clone, Copy)]
pub struct Client<'a> {
    base: &'a BaseUrl,
    token: &'a Token,
    transport: &'a dyn Transport,
}

impl<'a> Client<'a> {
    /// A client that asks `base` with `token`.
    #[must_use]
    pub const fn new(base: &'a BaseUrl, token: &'a Token, transport: &'a dyn Transport) -> Self {
        Self {
            base,
            token,
            transport,
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

    /// A product type.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn product_type(&self, id: u64) -> Result<ProductType, Error> {
        self.object::<ProductTypes>(id).await
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
        query.rows(ALL_TEST_TYPES, Offset::default());
        self.page(TestTypes::COLLECTION, query).await
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
        self.get("/api/v2/user_profile/", "the user's profile")
            .await?
            .parse()
    }

    /// The names of the collections that this instance has.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn index(&self) -> Result<Vec<String>, Error> {
        #[expect(
            clippy::zero_sized_map_values,
            reason = "a JSON object can't be read as a set"
        )]
        let index: BTreeMap<String, IgnoredAny> =
            self.get("/api/v2/", "the index").await?.parse()?;
        Ok(index.into_keys().collect())
    }

    async fn list<E: Endpoint>(
        &self,
        query: Query<E>,
        window: Window,
    ) -> Result<Page<E::Row>, Error> {
        self.list_at(E::COLLECTION, query, window).await
    }

    /// The rows of `window` and their names, or the count alone.
    pub(super) async fn list_at<E: Endpoint>(
        &self,
        collection: &str,
        mut query: Query<E>,
        window: Window,
    ) -> Result<Page<E::Row>, Error> {
        let is_count = window.limit.get() == 0;
        if !is_count {
            query.order();
            query.prefetch();
        }
        query.window(window);
        let mut page = self.page(collection, query).await?;
        if is_count {
            page.rows.clear();
        }
        Ok(page)
    }

    /// What `query` brings as it is.
    pub(super) async fn page<E: Endpoint>(
        &self,
        collection: &str,
        query: Query<E>,
    ) -> Result<Page<E::Row>, Error> {
        /// `next` and `previous` are built from the Host header of the request, so they are not read.
        #[derive(Deserialize)]
        struct List<T> {
            count: u64,
            results: Vec<T>,
            #[serde(default, deserialize_with = "or_default")]
            prefetch: Prefetch,
        }
        let target = format!("/api/v2/{collection}/{}", query.as_str());
        let List {
            count,
            results: mut rows,
            prefetch,
        }: List<E::Row> = self.get(&target, collection).await?.parse()?;
        for row in &mut rows {
            row.name(&prefetch);
        }
        Ok(Page { count, rows })
    }

    async fn object<E: Endpoint>(&self, id: u64) -> Result<E::Row, Error> {
        self.object_at::<E>(E::COLLECTION, id, Query::new()).await
    }

    /// The object `id` and its names.
    pub(super) async fn object_at<E: Endpoint>(
        &self,
        collection: &str,
        id: u64,
        mut query: Query<E>,
    ) -> Result<E::Row, Error> {
        #[derive(Deserialize)]
        struct Beside {
            #[serde(default, deserialize_with = "or_default")]
            prefetch: Prefetch,
        }
        query.prefetch();
        let target = format!("/api/v2/{collection}/{id}/{}", query.as_str());
        let body = self.get(&target, &format!("{} {id}", E::NOUN)).await?;
        let mut row: E::Row = body.parse()?;
        row.name(&body.parse::<Beside>()?.prefetch);
        Ok(row)
    }

    /// Gets `target`, a path below the instance with its query. A GET that broke is tried once more,
    /// and no other failure is: what is refused or slow is so the second time too.
    async fn get(&self, target: &str, what: &str) -> Result<Body, Error> {
        let response = match self.send(target)?.await {
            Err(TransportError::Broken | TransportError::BodyBroken) => self.send(target)?.await,
            answer => answer,
        }?;
        let path = target.split('?').next().unwrap_or_default();
        Answer {
            path,
            what,
            token: self.token,
            response,
        }
        .body()
    }

    fn send(
        &self,
        target: &str,
    ) -> Result<impl Future<Output = Result<http::Response<Vec<u8>>, TransportError>>, Error> {
        let uri = format!("{}{target}", self.base);
        let request = Request::get(&uri)
            .header(AUTHORIZATION, self.token.header())
            .header(ACCEPT, "application/json")
            .header(ACCEPT_ENCODING, "identity")
            .header(
                USER_AGENT,
                concat!("defectdojo-mcp/", env!("CARGO_PKG_VERSION")),
            )
            .body(())
            .map_err(|_| Error::UriTooLong)?;
        let target = request
            .uri()
            .path_and_query()
            .map_or(0, |target| target.as_str().len());
        if target > LONGEST_TARGET {
            return Err(Error::UriTooLong);
        }
        Ok(self.transport.get(request))
    }
}

/// The results of `calls` in their order, a few under way at once.
pub(super) async fn all<T>(
    calls: impl IntoIterator<Item = impl Future<Output = Result<T, Error>>>,
) -> Result<Vec<T>, Error> {
    stream::iter(calls).buffered(AT_ONCE).try_collect().await
}
