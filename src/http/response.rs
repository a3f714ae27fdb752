//! What all responses have in common.

use std::rc::Rc;

use futures_util::StreamExt as _;
use futures_util::stream::LocalBoxStream;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Response, StatusCode};

use super::Payload;
use crate::record::Journal;

/// A response with a JSON body.
pub(super) fn json(status: StatusCode, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = empty(status);
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    *response.body_mut() = body;
    response
}

/// A response that is a stream of JSON texts, sent as events.
pub(super) fn stream(messages: LocalBoxStream<'static, Vec<u8>>) -> Response<Payload> {
    let mut response = empty(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    // A proxy that gathers the answer before it passes it on would hold back the events
    // (<https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#sending-messages-to-the-server>).
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response.map(|_| Payload::events(messages))
}

/// A response without a body.
pub(super) fn empty(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    // Answers hold what one caller may see.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // They differ by origin, also where none was sent (Fetch standard, "CORS protocol and HTTP caches").
    headers.insert(VARY, HeaderValue::from_static("Origin"));
    response
}

/// The response with the request's id on it, and noted in its journal: all of it that is there, and each event
/// when it is sent.
pub(super) fn noted(response: Response<Payload>, journal: Rc<Journal>) -> Response<Payload> {
    journal.answered(response.status());
    let (mut head, body) = response.into_parts();
    head.headers.insert("x-request-id", journal.id().header());
    let body = match body {
        Payload::Whole(bytes) => {
            journal.sent(bytes.len());
            Payload::Whole(bytes)
        }
        Payload::Events(events) => {
            let events = events.inspect(move |event| journal.sent(event.len()));
            Payload::Events(events.boxed_local())
        }
    };
    Response::from_parts(head, body)
}
