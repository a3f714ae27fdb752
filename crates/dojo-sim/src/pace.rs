//! How long a real instance takes for its answers.
//!
//! Two instances of 50,000 findings were measured, 3.2.0 and 2.58.4, each on two cores that it had to share. Their
//! times, in milliseconds, and between them what [`time`] makes of the same:
//!
//! | | 3.2.0 | here | 2.58.4 |
//! |---|---:|---:|---:|
//! | the count of all findings | 67 | 107 | 149 |
//! | the count of a few hundred | 44 | 42 | 40 |
//! | 1 finding of all | 83 | 148 | 208 |
//! | 25 findings of all | 226 | 234 | 309 |
//! | 100 findings of all | 503 | 504 | 500 |
//! | the same with `related_fields` | 701 | 674 | 647 |
//! | the same with 3 fields of `prefetch` | 1,313 | 1,134 | 962 |
//! | an object by its id | 47 | 58 | 68 |
//! | 100 products | 202 | 260 | 318 |
//! | 40 pages of 100 findings, 8 of them side by side | 8,800 | 10,080 | 12,100 |
//!
//! The last is why there are workers: what two of them have in hand makes others wait.

use std::time::Duration;

use http::Uri;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep_until};

use crate::paging::Page;
use crate::query::Query;

/// A number of workers, each of whom has one request in hand for as long as a real instance takes for it.
#[derive(Debug)]
pub struct Pace(Semaphore);

impl Pace {
    /// With so many workers, of which there is at least one.
    #[must_use]
    pub fn new(workers: usize) -> Self {
        Self(Semaphore::new(workers.max(1)))
    }

    /// Waits for a worker, and has it do `work`, which says how long that takes.
    pub async fn work<T>(&self, work: impl FnOnce() -> (T, Duration)) -> T {
        // An error is a semaphore that was closed, which this one never is.
        let _worker = self.0.acquire().await;
        let began = Instant::now();
        let (done, time) = work();
        sleep_until(began + time).await;
        done
    }
}

/// To be asked at all: to know the caller, and to count a few rows.
const CALL: Duration = Duration::from_millis(42);
/// To count a row more.
const COUNTED: Duration = Duration::from_nanos(1_300);
/// To look for rows and not only count them.
const LOOK: Duration = Duration::from_millis(37);
/// For a row of findings, and with it for its `related_fields` and for each field of `prefetch`.
const FINDING: Duration = Duration::from_micros(3_600);
const RELATED: Duration = Duration::from_micros(1_700);
const PREFETCHED: Duration = Duration::from_micros(2_100);
/// For a row of another list.
const ROW: Duration = Duration::from_micros(2_200);
/// For an object by its id.
const OBJECT: Duration = Duration::from_millis(58);

/// How long a real instance takes to answer `body` to a request for `target`.
#[must_use]
pub fn time(target: &Uri, body: &[u8]) -> Duration {
    let Some(count) = count(body) else {
        return if is_object(target.path()) {
            OBJECT
        } else {
            CALL
        };
    };
    let query = Query::parse(target.query().unwrap_or_default());
    let shown = Page::read(&query)
        .range(usize::try_from(count).unwrap_or(usize::MAX))
        .map_or(0, |range| range.len());
    let shown = u32::try_from(shown).unwrap_or(u32::MAX);
    let counted = COUNTED.saturating_mul(u32::try_from(count).unwrap_or(u32::MAX));
    if !target.path().ends_with("/findings/") {
        return CALL + counted + ROW * shown;
    }
    let mut row = FINDING;
    if query.last("related_fields") == Some("true") {
        row += RELATED;
    }
    let prefetched = query
        .last("prefetch")
        .map_or(0, |fields| fields.split(',').count());
    row += PREFETCHED * u32::try_from(prefetched).unwrap_or(u32::MAX);
    let look = if shown > 0 { LOOK } else { Duration::ZERO };
    CALL + counted + look + row * shown
}

/// `/api/v2/COLLECTION/ID/`.
fn is_object(path: &str) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next();
    last.is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The count at the beginning of a list; None of what is no list.
fn count(body: &[u8]) -> Option<u64> {
    let digits = body.strip_prefix(b"{\"count\":")?;
    let end = digits.iter().position(|byte| !byte.is_ascii_digit())?;
    std::str::from_utf8(digits.get(..end)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    use tokio::task::JoinSet;

    /// What the table above says, each within a few milliseconds of the two that were measured or between them.
    #[test]
    fn it_takes_as_long_as_what_was_measured() {
        let list = |count: u64, query: &str| {
            let target = format!("/api/v2/{query}").parse().unwrap();
            let body = format!("{{\"count\":{count},\"next\":null");
            time(&target, body.as_bytes()).as_millis()
        };
        let all = |query: &str| list(50_000, &format!("findings/?{query}"));
        assert_eq!(all("limit=1&offset=2000000000"), 107);
        assert_eq!(list(300, "findings/?limit=1&offset=2000000000"), 42);
        assert_eq!(all("limit=1"), 147);
        assert_eq!(all("limit=25"), 234);
        assert_eq!(all("limit=100"), 504);
        assert_eq!(all("limit=100&related_fields=true"), 674);
        assert_eq!(all("limit=100&prefetch=reporter,test,notes"), 1_134);
        assert_eq!(list(100, "products/?limit=100"), 262);
        let one = "/api/v2/findings/7/".parse().unwrap();
        assert_eq!(time(&one, b"{\"id\":7").as_millis(), 58);
        let index = "/api/v2/".parse().unwrap();
        assert_eq!(time(&index, b"{}").as_millis(), 42);
    }

    #[test]
    fn two_workers_have_two_requests_in_hand() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let most = runtime.block_on(async {
            let pace = Arc::new(Pace::new(2));
            let in_hand = Arc::new((AtomicUsize::new(0), AtomicUsize::new(0)));
            let mut calls = JoinSet::new();
            for _ in 0..20 {
                let (pace, in_hand) = (Arc::clone(&pace), Arc::clone(&in_hand));
                calls.spawn(async move {
                    let (now, most) = &*in_hand;
                    let begin = || most.fetch_max(now.fetch_add(1, Relaxed) + 1, Relaxed);
                    pace.work(|| (begin(), Duration::from_millis(1))).await;
                    // On one thread, before anyone else goes on.
                    now.fetch_sub(1, Relaxed);
                });
            }
            calls.join_all().await;
            in_hand.1.load(Relaxed)
        });
        assert_eq!(most, 2);
    }
}
