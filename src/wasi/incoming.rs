//! Requests of clients, from `wasi:http/incoming-handler` and back.

use crate::http::{Application, Payload};
use futures_util::stream::LocalBoxStream;
use futures_util::{StreamExt as _, stream};
use send_wrapper::SendWrapper;
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

/// Serves one request of the exported handler. Stands for `wstd::http_server`, which panics, and loses the
/// instance, when a client goes away before it has its whole answer. [`Responder`] is what that macro uses, and
/// hidden from its documentation: so wstd is pinned to one version.
pub fn handle(
    request: IncomingRequest,
    out: ResponseOutparam,
    serve: impl AsyncFnOnce(Request<Body>) -> Response<Body>,
) {
    let responder = Responder::new(out);
    wstd::runtime::block_on(async {
        match wstd::http::request::try_from_incoming(request) {
            Ok(request) => {
                let response = serve(request).await;
                // An error is a client that went away: there is nobody left to tell.
                let _ = responder.respond(response).await;
            }
            Err(error) => responder.fail(error),
        }
    });
}

/// Answers a request to the endpoint of `app`.
pub async fn respond(
    app: Rc<impl Application + 'static>,
    request: Request<Body>,
) -> Response<Body> {
    let response = crate::http::respond(app, request.map(Body::into_boxed_body)).await;
    response.map(|payload| match payload {
        Payload::Whole(bytes) => bytes.into(),
        // A component has one thread, which the compiler can't know.
        Payload::Events(events) => Body::from_stream(SendWrapper::new(beating(events))),
    })
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
