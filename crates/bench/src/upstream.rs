//! A `DefectDojo` that is never what is waited for: the simulator answers each question once, and from then on the
//! answer comes from memory.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::convert::Infallible;
use std::rc::Rc;

use anyhow::Result;
use bytes::Bytes;
use dojo_sim::{Account, Config, Dojo};
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

struct Answers {
    dojo: Dojo,
    known: RefCell<HashMap<String, Response<Full<Bytes>>>>,
    given: Cell<u64>,
}

impl Upstream {
    /// Listens from then on, as a local task.
    pub(crate) async fn start() -> Result<Self> {
        let dojo = Dojo::new(&Config::default());
        let answers = Rc::new(Answers {
            dojo,
            known: RefCell::default(),
            given: Cell::new(0),
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
                    std::future::ready(Ok::<_, Infallible>(answers.answer(&request)))
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

    /// The token of one who may see everything.
    pub(crate) fn token(&self) -> &str {
        self.answers.dojo.token(Account::Admin)
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
            .map(|it| http_body::Body::size_hint(it.body()).lower());
        sizes.max().unwrap_or_default()
    }
}

impl Answers {
    fn answer<B>(&self, request: &Request<B>) -> Response<Full<Bytes>> {
        self.given.set(self.given.get() + 1);
        let question = request.uri().to_string();
        let mut known = self.known.borrow_mut();
        known
            .entry(question)
            .or_insert_with(|| self.dojo.answer(request).map(Full::from))
            .clone()
    }
}
