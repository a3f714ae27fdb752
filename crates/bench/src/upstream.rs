//! A `DefectDojo` that is never what is waited for: the simulator answers each question once, and from then on the
//! answer comes from memory.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::convert::Infallible;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Result;
use bytes::Bytes;
use dojo_sim::{Account, Config, Dojo, Pace, time};
use http::header::AUTHORIZATION;
use http::{Request, Response};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::spawn_local;

/// It, on a port of its own.
pub(crate) struct Upstream {
    url: String,
    answers: Rc<Answers>,
}

/// Who asks, and what.
type Question = (Vec<u8>, String);
/// The answer, and how long a real instance takes for it.
type Known = (Response<Full<Bytes>>, Duration);

struct Answers {
    dojo: Dojo,
    known: RefCell<HashMap<Question, Known>>,
    given: Cell<u64>,
    pace: RefCell<Option<Rc<Pace>>>,
}

impl Upstream {
    /// Listens from then on, as a local task.
    pub(crate) async fn start() -> Result<Self> {
        Self::holding(Config::default().findings).await
    }

    /// The same with so many findings.
    pub(crate) async fn holding(findings: usize) -> Result<Self> {
        let dojo = Dojo::new(&Config {
            findings,
            ..Config::default()
        });
        let answers = Rc::new(Answers {
            dojo,
            known: RefCell::default(),
            given: Cell::new(0),
            pace: RefCell::default(),
        });
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let served = Rc::clone(&answers);
        spawn_local(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Otherwise the kernel holds back the end of an answer for what may still come.
                let _ = stream.set_nodelay(true);
                let answers = Rc::clone(&served);
                let service = service_fn(move |request| {
                    let answers = Rc::clone(&answers);
                    async move { Ok::<_, Infallible>(answers.answer(&request).await) }
                });
                spawn_local(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Ok(Self { url, answers })
    }

    /// Where it is.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// From now on it takes as long as a real instance with so many workers; with none it answers right away.
    pub(crate) fn set_workers(&self, workers: Option<usize>) {
        *self.answers.pace.borrow_mut() = workers.map(|workers| Rc::new(Pace::new(workers)));
    }

    /// The token of one who may see everything.
    pub(crate) fn token(&self) -> &str {
        self.token_of(Account::Admin)
    }

    /// The token of an account.
    pub(crate) fn token_of(&self, account: Account) -> &str {
        self.answers.dojo.token(account)
    }

    /// How many requests it has answered.
    pub(crate) fn calls(&self) -> u64 {
        self.answers.given.get()
    }

    /// How many bytes it answers to a question with at most.
    pub(crate) fn largest(&self) -> u64 {
        let known = self.answers.known.borrow();
        let sizes = known
            .values()
            .map(|(it, _)| http_body::Body::size_hint(it.body()).lower());
        sizes.max().unwrap_or_default()
    }
}

impl Answers {
    async fn answer<B>(&self, request: &Request<B>) -> Response<Full<Bytes>> {
        let pace = self.pace.borrow().clone();
        match pace {
            Some(pace) => pace.work(|| self.known(request)).await,
            None => self.known(request).0,
        }
    }

    fn known<B>(&self, request: &Request<B>) -> Known {
        self.given.set(self.given.get() + 1);
        let caller = request.headers().get(AUTHORIZATION);
        let caller = caller.map_or_else(Vec::new, |caller| caller.as_bytes().to_vec());
        let mut known = self.known.borrow_mut();
        known
            .entry((caller, request.uri().to_string()))
            .or_insert_with(|| {
                let answer = self.dojo.answer(request);
                let time = time(request.uri(), answer.body());
                (answer.map(Full::from), time)
            })
            .clone()
    }
}
