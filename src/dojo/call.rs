//! One call: the request, its one repetition, and its answer as rows.

use futures_util::{StreamExt as _, TryFutureExt as _, TryStreamExt as _, stream};
use http::{
    Request, Response,
    header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, USER_AGENT},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::{
    answer::{Answer, Body},
    client::Client,
    endpoint::Endpoint,
    error::Error,
    first::First,
    model::{Named as _, Prefetch, Row},
    page::{Count, Page},
    query::Query,
    transport::TransportError,
    window::{Offset, Window},
};

/// The longest path and query that is sent, in bytes: gunicorn, which serves `DefectDojo`, refuses a
/// request line of more than 4,094.
const LONGEST_TARGET: usize = 4_000;

/// The most rows that are asked for in one call.
const MOST_ROWS: usize = 10_000;

/// The most rows that are read before they are counted, as they take many times the memory of their JSON.
const MOST_AT_ONCE: usize = 200;

impl Client<'_> {
    pub(super) async fn list<E: Endpoint>(
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
        let limit = window.limit.get();
        if limit == 0 {
            let count = self.count_at(collection, query).await?;
            return Ok(Page::of_count(count));
        }
        query.order();
        query.prefetch();
        query.rows(limit, window.offset);
        self.page(collection, query, limit, window.offset).await
    }

    /// How many rows `query` finds. `limit=0` means the default of 25 to `DefectDojo`, so that the count is
    /// asked for by an offset beyond every row: it then doesn't query for rows at all.
    pub(super) async fn count_at<E: Endpoint>(
        &self,
        collection: &str,
        mut query: Query<E>,
    ) -> Result<u64, Error> {
        query.rows(1, Offset::END);
        let page = self.page(collection, query, 1, Offset::END).await?;
        if page.rows.is_empty() {
            Ok(page.count)
        } else {
            Err(Error::WindowIgnored)
        }
    }

    /// What `query` brings, which asks for at most `limit` rows after the first `offset` ones.
    pub(super) async fn page<E: Endpoint>(
        &self,
        collection: &str,
        query: Query<E>,
        limit: u64,
        offset: Offset,
    ) -> Result<Page<E::Row>, Error> {
        let body = self.get_list(collection, query.as_str()).await?;
        let List {
            count,
            mut rows,
            prefetch,
        } = read_list(&body, limit, self.brief)?;
        for row in &mut rows {
            E::Row::name(row, &prefetch);
        }
        Ok(Page::new(count, rows, limit, offset))
    }

    async fn get_list(&self, collection: &str, query: &str) -> Result<Body, Error> {
        let target = format!("/api/v2/{collection}/{query}");
        self.get(&target, &format!("the list of {collection}"))
            .await
    }

    pub(super) async fn object<E: Endpoint>(&self, id: u64) -> Result<E::Row, Error> {
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
        struct Beside<'a> {
            #[serde(borrow, default)]
            prefetch: Option<&'a RawValue>,
        }
        query.prefetch();
        let target = format!("/api/v2/{collection}/{id}/{}", query.as_str());
        let body = self.get(&target, &format!("{} {id}", E::NOUN)).await?;
        let Beside { prefetch } = body.parse(body.text())?;
        let mut row: E::Row = body.row(body.text())?;
        if row.id() != id {
            return Err(Error::OtherObject {
                asked: id,
                came: row.id(),
            });
        }
        if let Some(prefetch) = prefetch {
            row.name(&Prefetch::read(prefetch.get()));
        }
        Ok(row)
    }

    /// Gets `target`, a path below the instance with its query. A GET that broke is tried once more,
    /// and no other failure is: what is refused or slow is so the second time too.
    pub(super) async fn get(&self, target: &str, what: &str) -> Result<Body, Error> {
        if let Some(effort) = self.effort {
            effort.take(self.transport.elapsed())?;
        }
        let response = match self.send(target)?.await {
            Err(TransportError::Broken | TransportError::BodyBroken) => {
                // Whatever the time: where none is left, the transport says what was waited for.
                if let Some(effort) = self.effort {
                    effort.repeat();
                }
                self.send(target)?.await
            }
            answer => answer,
        };
        // Here and not only where a text leaves: one that is cut within a token shows its beginning.
        let response = response
            .map_err(|error| Error::of_transport(&error, self.token))?
            .map(|body| self.token.mask_text(text(body)));
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
    ) -> Result<impl Future<Output = Result<Response<Vec<u8>>, TransportError>>, Error> {
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

    /// The results of `calls` in their order, a few under way at once.
    pub(super) async fn all<T>(
        &self,
        calls: impl IntoIterator<Item = impl Future<Output = Result<T, Error>>>,
    ) -> Result<Vec<T>, Error> {
        if let Some(observer) = self.observer {
            observer.began();
        }
        let observed = calls.into_iter().map(|call| {
            call.inspect_ok(|_| {
                if let Some(observer) = self.observer {
                    observer.answered();
                }
            })
        });
        stream::iter(observed)
            .buffered(self.parallel.get())
            .try_collect()
            .await
    }
}

/// The answer of a list.
struct List<T> {
    count: Count,
    rows: Vec<T>,
    prefetch: Prefetch,
}

/// What `body` brings, which was asked for at most `limit` rows.
fn read_list<T: Row>(body: &Body, limit: u64, brief: bool) -> Result<List<T>, Error> {
    if T::LONG && limit <= MOST_AT_ONCE as u64 {
        let list = if brief {
            List::<T::Brief>::at_once(body).map(List::whole)
        } else {
            List::at_once(body)
        };
        if let Some(list) = list {
            return list.within(limit);
        }
    }
    let Unread {
        count,
        rows,
        prefetch,
    } = Unread::read(body)?.within(limit)?;
    let rows = rows.into_iter().map(|json| body.row(json.get()));
    Ok(List {
        count,
        rows: rows.collect::<Result<_, _>>()?,
        prefetch,
    })
}

impl<T> List<T> {
    /// Refuses more rows than were asked for.
    fn within(self, limit: u64) -> Result<Self, Error> {
        if self.rows.len() as u64 > limit {
            return Err(Error::WindowIgnored);
        }
        Ok(self)
    }

    /// As what it stands for.
    fn whole<U>(self) -> List<U>
    where
        T: Into<U>,
    {
        List {
            count: self.count,
            rows: self.rows.into_iter().map(T::into).collect(),
            prefetch: self.prefetch,
        }
    }
}

impl<T: DeserializeOwned> List<T> {
    /// Reads all of `body` at once, as it is mostly written. Nothing where anything in it is of an unknown kind: to
    /// tell what, or to read the rest, takes several times as long.
    fn at_once(body: &Body) -> Option<Self> {
        #[derive(Deserialize)]
        #[serde(bound = "T: DeserializeOwned")]
        struct Fields<'a, T> {
            count: Count,
            results: First<MOST_AT_ONCE, T>,
            #[serde(borrow, default)]
            prefetch: Option<&'a RawValue>,
        }
        let Fields {
            count,
            results: First(rows),
            prefetch,
        } = body.parse(body.object(body.text()).ok()?).ok()?;
        Some(Self {
            count,
            rows,
            prefetch: prefetch
                .map_or_else(Prefetch::default, |prefetch| Prefetch::read(prefetch.get())),
        })
    }
}

/// A list whose rows are not read yet. It knows no kind of row, so that it is compiled once and not for each.
type Unread<'a> = List<&'a RawValue>;

impl<'a> Unread<'a> {
    fn read(body: &'a Body) -> Result<Self, Error> {
        /// `next` and `previous` are built from the Host header of the request, so they are not read.
        #[derive(Deserialize)]
        struct Fields<'a> {
            #[serde(borrow)]
            count: &'a RawValue,
            #[serde(borrow)]
            results: &'a RawValue,
            #[serde(borrow, default)]
            prefetch: Option<&'a RawValue>,
        }
        let Fields {
            count,
            results,
            prefetch,
        } = body.parse(body.text())?;
        let prefetch =
            prefetch.map_or_else(Prefetch::default, |prefetch| Prefetch::read(prefetch.get()));
        let count = body.field("count", count)?;
        let First(rows): First<MOST_ROWS, &RawValue> = body.field("results", results)?;
        Ok(Self {
            count,
            rows,
            prefetch,
        })
    }
}

/// A body as text. What is no UTF-8 is replaced: a name with an odd letter is still worth reading. By one byte, which is
/// never more than stood there, and in its place: the longest body is not copied.
fn text(body: Vec<u8>) -> String {
    String::from_utf8(body).unwrap_or_else(|error| {
        let mut body = error.into_bytes();
        let (mut read, mut written) = (0, 0);
        while let Some(rest) = body.get(read..).filter(|rest| !rest.is_empty()) {
            let (valid, invalid) = match std::str::from_utf8(rest) {
                Ok(_) => (rest.len(), 0),
                Err(error) => {
                    let valid = error.valid_up_to();
                    (valid, error.error_len().unwrap_or(rest.len() - valid))
                }
            };
            body.copy_within(read..read + valid, written);
            read += valid + invalid;
            written += valid;
            if invalid > 0
                && let Some(byte) = body.get_mut(written)
            {
                *byte = b'?';
                written += 1;
            }
        }
        body.truncate(written);
        String::from_utf8(body).unwrap_or_default()
    })
}
