//! An instance that listens.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use http::Response;
use http::header::CONTENT_LENGTH;
use http_body::Frame;
use tokio::sync::oneshot;

use crate::account::Account;
use crate::config::Config;
use crate::dojo::Dojo;
use crate::log::RecordedRequest;
use crate::portfolio::Portfolio;

/// A simulated instance on a port of its own thread. Stops when dropped.
#[derive(Debug)]
pub struct Sim {
    dojo: Arc<Dojo>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sim {
    /// Builds the portfolio, binds, and answers from then on. May be called from synchronous code.
    ///
    /// # Errors
    ///
    /// When the address cannot be bound, or the thread or its runtime cannot be made.
    pub fn start(config: &Config) -> io::Result<Self> {
        let listener = TcpListener::bind(config.listen)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let dojo = Arc::new(Dojo::new(config));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let router = router(Arc::clone(&dojo));
        let thread = thread::Builder::new()
            .name("dojo-sim".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    let serve = async {
                        let listener = tokio::net::TcpListener::from_std(listener)?;
                        axum::serve(listener, router).await
                    };
                    tokio::select! {
                        // Serving only ends with an error of the listener, after which nothing is left to do.
                        _ = serve => {}
                        _ = stopped => {}
                    }
                });
            })?;
        Ok(Self {
            dojo,
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The base URL, without a slash at its end: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The account's API token: 40 hexadecimal digits.
    #[must_use]
    pub fn token(&self, account: Account) -> &str {
        self.dojo.token(account)
    }

    /// The data, for counting without the filters.
    #[must_use]
    pub fn portfolio(&self) -> &Portfolio {
        self.dojo.portfolio()
    }

    /// The day dates are relative to.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        self.dojo.today()
    }

    /// The requests answered so far, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.dojo.requests()
    }

    /// Forgets the requests answered so far.
    pub fn clear_requests(&self) {
        self.dojo.clear_requests();
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        // An error means that the thread has ended already.
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The instance as an axum router, to be driven in process or served elsewhere.
pub fn router(dojo: Arc<Dojo>) -> Router {
    Router::new().fallback(answer).with_state(dojo)
}

async fn answer(State(dojo): State<Arc<Dojo>>, request: Request) -> Response<Body> {
    // One page of rows takes milliseconds, so it may hold the thread.
    let response = dojo.answer(&request);
    if response.headers().contains_key(CONTENT_LENGTH) {
        response.map(Body::from)
    } else {
        response.map(|_| Body::new(Chunks))
    }
}

/// An empty body of unknown length: gunicorn sends a redirect as chunks, of which there is none.
struct Chunks;

impl HttpBody for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }
}
