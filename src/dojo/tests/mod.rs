//! The client against recorded and made-up answers. The transport is all that is faked.

mod bounds;
mod brief;
mod calls;
mod census;
mod doubts;
mod errors;
mod fields;
mod groups;
mod instance;
mod observer;
mod queries;
mod recordings;
mod selections;

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    future::poll_fn,
    path::PathBuf,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use http::{Method, Request, Response, header};
use serde::Deserialize;

use super::{BaseUrl, BoxFuture, Client, Token, Transport, TransportError};

pub(super) const TOKEN: &str = "0123456789abcdef0123456789abcdef01234567";
pub(super) const VERSIONS: [&str; 2] = ["3.2.0", "2.58.4"];

pub(super) type Outcome = Result<Response<Vec<u8>>, TransportError>;

/// An instance that answers as `answer` says, and keeps what it was asked.
pub(super) struct Fake<F> {
    base: BaseUrl,
    token: Token,
    answer: F,
    asked: RefCell<Vec<String>>,
    elapsed: Cell<Duration>,
    under_way: Cell<usize>,
    most_under_way: Cell<usize>,
}

impl<F: Fn(&str) -> Outcome> Fake<F> {
    /// `answer` gets the path and query below the base URL.
    pub(super) fn new(answer: F) -> Self {
        Self {
            base: BaseUrl::parse("https://dojo.example/prefix/", false).unwrap(),
            token: Token::parse(TOKEN).unwrap(),
            answer,
            asked: RefCell::default(),
            elapsed: Cell::default(),
            under_way: Cell::default(),
            most_under_way: Cell::default(),
        }
    }

    pub(super) fn client(&self) -> Client<'_> {
        Client::new(&self.base, &self.token, self)
    }

    /// Lets time pass.
    pub(super) fn wait(&self, time: Duration) {
        self.elapsed.set(self.elapsed.get() + time);
    }

    /// What was asked since the last call.
    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.take()
    }

    pub(super) fn most_under_way(&self) -> usize {
        self.most_under_way.get()
    }
}

impl<F: Fn(&str) -> Outcome> Transport for Fake<F> {
    fn get(&self, request: Request<()>) -> BoxFuture<'_, Outcome> {
        check(&request);
        let target = request.uri().path_and_query().unwrap().as_str();
        let target = target.strip_prefix("/prefix").unwrap().to_owned();
        self.asked.borrow_mut().push(target.clone());
        Box::pin(async move {
            self.under_way.set(self.under_way.get() + 1);
            self.most_under_way
                .set(self.most_under_way.get().max(self.under_way.get()));
            pause().await;
            self.under_way.set(self.under_way.get() - 1);
            (self.answer)(&target)
        })
    }

    fn elapsed(&self) -> Duration {
        self.elapsed.get()
    }
}

/// What holds for every request.
fn check(request: &Request<()>) {
    assert_eq!(request.method(), Method::GET);
    assert_eq!(request.uri().scheme_str(), Some("https"));
    assert_eq!(request.uri().authority().unwrap(), "dojo.example");
    let headers: BTreeMap<&str, &str> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    let expected = BTreeMap::from([
        ("accept", "application/json"),
        ("accept-encoding", "identity"),
        (
            "authorization",
            "Token 0123456789abcdef0123456789abcdef01234567",
        ),
        (
            "user-agent",
            concat!("defectdojo-mcp/", env!("CARGO_PKG_VERSION")),
        ),
    ]);
    assert_eq!(headers, expected);
    assert!(!format!("{request:?}").contains(TOKEN));
}

/// Lets the other futures go on first.
async fn pause() {
    let mut is_done = false;
    poll_fn(|context| {
        if std::mem::replace(&mut is_done, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Runs a future that waits for nothing outside this process.
pub(super) fn run<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "an answer is one outcome of a transport"
)]
pub(super) fn answer(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Outcome {
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, content_type);
    Ok(response.body(body.into()).unwrap())
}

pub(super) fn json(status: u16, body: &str) -> Outcome {
    answer(status, "application/json", body)
}

/// A recorded response, with the path and query that it answered.
pub(super) struct Recording {
    pub(super) target: String,
    pub(super) response: Response<Vec<u8>>,
}

pub(super) fn recording(version: &str, name: &str) -> Recording {
    #[derive(Deserialize)]
    struct Meta {
        path: String,
        status: u16,
        response_headers: BTreeMap<String, String>,
        body_file: Option<String>,
    }
    let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/recordings")
        .join(version);
    let read = |file: &str| {
        std::fs::read(directory.join(file))
            .unwrap_or_else(|error| panic!("{version}/{file}: {error}"))
    };
    let meta: Meta = serde_json::from_slice(&read(&format!("{name}.meta.json"))).unwrap();
    let body = meta.body_file.map_or_else(Vec::new, |file| read(&file));
    let mut response = Response::builder().status(meta.status);
    for (name, value) in &meta.response_headers {
        response = response.header(name, value);
    }
    Recording {
        target: meta.path,
        response: response.body(body).unwrap(),
    }
}

/// Answers every request with one recording.
pub(super) fn replay(version: &str, name: &str) -> Fake<impl Fn(&str) -> Outcome> {
    let Recording { response, .. } = recording(version, name);
    Fake::new(move |_: &str| Ok(response.clone()))
}
