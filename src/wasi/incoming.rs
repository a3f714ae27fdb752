//! Requests of clients, from `wasi:http/incoming-handler` and back.

use super::body::{Broken, Incoming};
use super::fields;
use super::moment::Moment;
use super::responder::respond_with;
use super::runtime::{Ready, block_on};
use crate::http::{Application, Payload, TooSlow};
use crate::record::{Journal, Level};
use bytes::Bytes;
use http::{Method, Request, Response, Uri};
use http_body::Frame;
use std::error::Error;
use std::io::Write as _;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;
use wasip2::http::types::{IncomingRequest, Method as HostMethod, ResponseOutparam};

/// How long a request may take to arrive: at most 1 MiB.
const PATIENCE: Duration = Duration::from_secs(30);

type BoxError = Box<dyn Error + Send + Sync>;

/// Serves one request of the exported handler.
///
/// When the answer has gone, or its client, what was noted of the request is written to standard error.
pub fn handle(
    request: &IncomingRequest,
    out: ResponseOutparam,
    level: Level,
    serve: impl AsyncFnOnce(Request<Body>, Moment, Rc<Journal>) -> Response<Payload>,
) {
    let began = Moment::now();
    let journal = Rc::new(Journal::new(began.request_id()));
    block_on(async {
        let response = match read(request) {
            Some(request) => serve(request, began, Rc::clone(&journal)).await,
            // To leave it to the host would look like a fault of the server: a 500.
            None => crate::http::unreadable(Rc::clone(&journal)),
        };
        // An error is a client that went away: there is nobody left to tell.
        if respond_with(response, out).await.is_err() {
            journal.leave();
        }
    });
    if level.wants(&journal) {
        let record = journal.record(began.time(), began.elapsed());
        // At once, or lines of requests that run side by side could mix. There is nobody to tell of an error.
        let _ = std::io::stderr().write_all(record.line().as_bytes());
    }
}

/// Answers a request to the endpoint of `app`.
pub async fn respond(
    app: Rc<impl Application + 'static>,
    request: Request<Body>,
    journal: Rc<Journal>,
) -> Response<Payload> {
    crate::http::respond(app, request, journal).await
}

/// The answer to every request while the configuration is wrong; `message` says how.
#[must_use]
pub fn misconfigured(message: &str, journal: Rc<Journal>) -> Response<Payload> {
    crate::http::misconfigured(message, journal)
}

/// `None` where a part can't be used that is looked at. Scheme and host are not.
fn read(request: &IncomingRequest) -> Option<Request<Body>> {
    let mut read = Request::new(());
    *read.method_mut() = method(request.method())?;
    *read.uri_mut() = Uri::try_from(request.path_with_query()?).ok()?;
    *read.headers_mut() = fields::from_host(&request.headers())?;
    let incoming = Incoming::new(request.consume().ok()?, read.headers())?;
    Some(read.map(|()| Body {
        late: None,
        incoming,
    }))
}

fn method(method: HostMethod) -> Option<Method> {
    Some(match method {
        HostMethod::Get => Method::GET,
        HostMethod::Head => Method::HEAD,
        HostMethod::Post => Method::POST,
        HostMethod::Put => Method::PUT,
        HostMethod::Delete => Method::DELETE,
        HostMethod::Connect => Method::CONNECT,
        HostMethod::Options => Method::OPTIONS,
        HostMethod::Trace => Method::TRACE,
        HostMethod::Patch => Method::PATCH,
        HostMethod::Other(name) => Method::from_bytes(name.as_bytes()).ok()?,
    })
}

/// The body of a request, which breaks off where it takes too long: a client that sends a byte now and then would
/// keep an instance busy, and not every host has a limit of its own.
pub struct Body {
    /// Runs from when the body is first waited for.
    late: Option<Ready>,
    incoming: Incoming,
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.incoming.poll_next(cx) {
            Poll::Ready(Some(Ok(bytes))) => Poll::Ready(Some(Ok(Frame::data(bytes.into())))),
            Poll::Ready(Some(Err(Broken))) => Poll::Ready(Some(Err(Broken.into()))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => {
                let late = self.late.get_or_insert_with(|| Ready::after(PATIENCE));
                Pin::new(late).poll(cx).map(|()| Some(Err(TooSlow.into())))
            }
        }
    }
}
