//! An instance that listens.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{ConnectInfo, Request, State};
use axum::response::IntoResponse as _;
use http::header::{CONNECTION, CONTENT_LENGTH};
use http::{Response, StatusCode};
use http_body::Frame;
use tokio::sync::oneshot;

use crate::account::Account;
use crate::config::Config;
use crate::dojo::Dojo;
use crate::fault::{self, Fault, Faults, Outcome, Plan, UnknownFault, Wire, WireListener};
use crate::log::RecordedRequest;
use crate::pace::{Pace, time};
use crate::portfolio::Portfolio;

/// A simulated instance on a port of its own thread. Stops when dropped.
#[derive(Debug)]
pub struct Sim {
    dojo: Arc<Dojo>,
    faults: Arc<Faults>,
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
        let faults = Arc::new(Faults::new(config.fault)?);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let pace = config.workers.map(|workers| Arc::new(Pace::new(workers)));
        let service = Router::new()
            .fallback(serve)
            .with_state((Arc::clone(&dojo), Arc::clone(&faults), pace))
            .into_make_service_with_connect_info::<Wire>();
        let thread = thread::Builder::new()
            .name("dojo-sim".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    let serve = async {
                        let listener = tokio::net::TcpListener::from_std(listener)?;
                        axum::serve(WireListener(listener), service).await
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
            faults,
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

    /// Waits until `count` requests were answered, but no longer than `limit`: whether they were.
    #[must_use]
    pub fn wait_for_requests(&self, count: usize, limit: Duration) -> bool {
        self.dojo.wait_for_requests(count, limit)
    }

    /// Forgets the requests answered so far.
    pub fn clear_requests(&self) {
        self.dojo.clear_requests();
    }

    /// Goes wrong as `plan` says from now on, or no more. The next request is number 1.
    pub fn set_fault(&self, plan: Option<Plan>) {
        self.faults.set(plan);
    }

    /// How many connections there were to the other host that some faults lead to.
    #[must_use]
    pub fn heard_elsewhere(&self) -> usize {
        self.faults.heard_elsewhere()
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

/// What answers: the instance, what it does wrong, and at which pace.
type Served = (Arc<Dojo>, Arc<Faults>, Option<Arc<Pace>>);

/// Answers on a connection that faults may take over.
async fn serve(
    State((dojo, faults, pace)): State<Served>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Response<Body> {
    let fault = match faults.of(&request) {
        Ok(Some(fault)) => fault,
        Ok(None) => {
            let Some(pace) = pace else {
                return answer(State(dojo), request).await;
            };
            let work = move || {
                let response = dojo.answer(&request);
                let time = time(request.uri(), response.body());
                (response, time)
            };
            return sent(pace.work(work).await);
        }
        // Else whoever misspells a fault would see none, and take it for met.
        Err(error) => return refused(&error),
    };
    match fault::answer(&dojo, &request, fault, faults.elsewhere()) {
        Outcome::Whole(response) => sent(response),
        Outcome::Script(script) => {
            wire.play(&script).await;
            // HTTP believes that it has answered, and lets go of the connection.
            let mut response = Response::default();
            let close = http::HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
            response
        }
    }
}

/// Says which faults there are.
fn refused(error: &UnknownFault) -> Response<Body> {
    let names: Vec<_> = Fault::ALL.iter().map(|fault| fault.name()).collect();
    let known = format!("{error}: {}\n", names.join(", "));
    (StatusCode::BAD_REQUEST, [(CONNECTION, "close")], known).into_response()
}

/// The instance as an axum router, to be driven in process or served elsewhere. It has no faults.
pub fn router(dojo: Arc<Dojo>) -> Router {
    Router::new().fallback(answer).with_state(dojo)
}

async fn answer(State(dojo): State<Arc<Dojo>>, request: Request) -> Response<Body> {
    // One page of rows takes milliseconds, so it may hold the thread.
    sent(dojo.answer(&request))
}

fn sent(response: Response<Vec<u8>>) -> Response<Body> {
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
