//! Requests of clients, from `wasi:http/incoming-handler` and back.

use super::moment::Moment;
use crate::http::{Application, Payload, TooSlow};
use crate::record::{Journal, Level};
use futures_util::stream::LocalBoxStream;
use futures_util::{StreamExt as _, stream};
use http_body_util::{BodyStream, StreamBody};
use send_wrapper::SendWrapper;
use std::error::Error;
use std::io::Write as _;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;
use wasip2::http::types::{IncomingRequest, ResponseOutparam};
use wstd::http::body::Bytes;
use wstd::http::server::Responder;
use wstd::http::{Body, Request, Response};
use wstd::time::Timer;

/// How often a stream says that it is still there. Writing is the only way to learn that a client has gone
/// away, so this is also how long work for nobody goes on.
const BEAT: Duration = Duration::from_secs(1);

/// How long a request may take to arrive: at most 1 MiB.
const BODY: Duration = Duration::from_secs(30);

type BoxError = Box<dyn Error + Send + Sync>;

/// Serves one request of the exported handler. Stands for `wstd::http_server`, which panics, and loses the
/// instance, when a client goes away before it has its whole answer. [`Responder`] is what that macro uses, and
/// hidden from its documentation: so wstd is pinned to one version.
///
/// When the answer has gone, or its client, what was noted of the request is written to standard error.
pub fn handle(
    request: IncomingRequest,
    out: ResponseOutparam,
    level: Level,
    serve: impl AsyncFnOnce(Request<Body>, Rc<Journal>) -> Response<Body>,
) {
    let began = Moment::now();
    let journal = Rc::new(Journal::new(began.request_id()));
    let responder = Responder::new(out);
    wstd::runtime::block_on(async {
        let response = match wstd::http::request::try_from_incoming(request) {
            Ok(request) => serve(request, Rc::clone(&journal)).await,
            // To leave it to the host would look like a fault of the server: a 500.
            Err(_) => dressed(crate::http::unreadable(Rc::clone(&journal))),
        };
        // An error is a client that went away: there is nobody left to tell.
        if responder.respond(response).await.is_err() {
            journal.leave();
        }
    });
    let record = journal.record(began.time(), began.elapsed());
    if level.wants(&record) {
        // At once, or lines of requests that run side by side could mix. There is nobody to tell of an error.
        let _ = std::io::stderr().write_all(record.line().as_bytes());
    }
}

/// Answers a request to the endpoint of `app`.
pub async fn respond(
    app: Rc<impl Application + 'static>,
    request: Request<Body>,
    journal: Rc<Journal>,
) -> Response<Body> {
    dressed(crate::http::respond(app, request.map(timely), journal).await)
}

/// The answer to every request while the configuration is wrong; `message` says how.
#[must_use]
pub fn misconfigured(message: &str, journal: Rc<Journal>) -> Response<Body> {
    dressed(crate::http::misconfigured(message, journal))
}

fn dressed(response: Response<Payload>) -> Response<Body> {
    response.map(|payload| match payload {
        Payload::Whole(bytes) => bytes.into(),
        // A component has one thread, which the compiler can't know.
        Payload::Events(events) => Body::from_stream(SendWrapper::new(beating(events))),
    })
}

/// The body, which breaks off where it takes too long: a client that sends a byte now and then would keep an
/// instance busy, and not every host has a limit of its own.
fn timely(body: Body) -> impl http_body::Body<Data = Bytes, Error = BoxError> {
    let mut frames = BodyStream::new(body.into_boxed_body());
    let mut late = Box::pin(async { Timer::after(BODY.into()).wait().await });
    StreamBody::new(stream::poll_fn(move |cx| {
        match frames.poll_next_unpin(cx).map_err(BoxError::from) {
            Poll::Pending => late.as_mut().poll(cx).map(|_| Some(Err(TooSlow.into()))),
            frame @ Poll::Ready(_) => frame,
        }
    }))
}

/// The events, with a comment now and then (HTML standard, section 9.2.6). Ends with the events.
fn beating(mut events: LocalBoxStream<'static, Bytes>) -> LocalBoxStream<'static, Bytes> {
    let mut beats = stream::unfold((), async |()| {
        Timer::after(BEAT.into()).wait().await;
        Some((Bytes::from_static(b":\n\n"), ()))
    })
    .boxed_local();
    stream::poll_fn(move |cx| match events.poll_next_unpin(cx) {
        Poll::Pending => beats.poll_next_unpin(cx),
        event @ Poll::Ready(_) => event,
    })
    .boxed_local()
}
