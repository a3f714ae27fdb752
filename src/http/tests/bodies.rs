//! What a body may be.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_executor::block_on;
use http::Request;
use http_body::{Body, Frame};

use super::super::body::LIMIT;
use super::super::respond;
use super::{App, call, header, journal, message};

/// A body that counts what is taken from it.
struct Endless<'a> {
    taken: &'a Cell<usize>,
    end: Option<Result<usize, ()>>,
}

const CHUNK: usize = 1 << 16;

impl Body for Endless<'_> {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.end {
            Some(Ok(end)) if self.taken.get() >= end => return Poll::Ready(None),
            Some(Err(())) => return Poll::Ready(Some(Err(std::io::Error::other("reset")))),
            _ => {}
        }
        self.taken.set(self.taken.get() + CHUNK);
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(vec![b' '; CHUNK])))))
    }
}

fn stream(length: Option<&str>, end: Option<Result<usize, ()>>) -> (u16, usize) {
    let taken = Cell::new(0);
    let mut request = Request::post("/mcp").header("content-type", "application/json");
    if let Some(length) = length {
        request = request.header("content-length", length);
    }
    let request = request.body(Endless { taken: &taken, end }).unwrap();
    let status = block_on(respond(Rc::<App>::default(), request, journal()))
        .status()
        .as_u16();
    (status, taken.get())
}

#[test]
fn bodies_are_json() {
    for good in [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON ;x=y",
    ] {
        assert_eq!(
            call()
                .without("content-type")
                .header("content-type", good)
                .status(),
            200
        );
    }
    assert_eq!(call().without("content-type").status(), 415, "missing");
    for bad in [
        "",
        "text/plain",
        "application/jsonx",
        "application/json-rpc",
        "text/json",
    ] {
        let response = call()
            .without("content-type")
            .header("content-type", bad)
            .send();
        assert_eq!(response.status(), 415, "{bad}");
        assert!(message(&response).contains("application/json"));
    }
}

#[test]
fn any_accept_header_gets_json() {
    for accept in [
        "application/json, text/event-stream",
        "text/event-stream",
        "text/html",
        "*/*",
    ] {
        let response = call().header("accept", accept).send();
        assert_eq!(response.status(), 200, "{accept}");
        assert_eq!(header(&response, "content-type"), Some("application/json"));
    }
}

#[test]
fn a_body_announced_too_large_is_not_read() {
    for length in ["1048577", "99999999999999999999999999"] {
        assert_eq!(stream(Some(length), None), (413, 0), "{length}");
    }
}

#[test]
fn a_body_that_grows_too_large_is_given_up() {
    for length in [None, Some("100"), Some("-1"), Some("x")] {
        assert_eq!(stream(length, None), (413, LIMIT + CHUNK), "{length:?}");
    }
    // One that ends at the limit is read and turns out to be no JSON.
    assert_eq!(stream(Some("1048576"), Some(Ok(LIMIT))), (400, LIMIT));
}

#[test]
fn a_body_that_breaks_off_is_refused() {
    assert_eq!(stream(None, Some(Err(()))), (400, 0));
}

#[test]
fn a_large_request_is_served() {
    let word = "x".repeat(LIMIT - 200);
    let body = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"echo","arguments":{{"word":"{word}"}}}}}}"#
    );
    assert_eq!(call().body(body).status(), 200);
}

#[test]
fn notifications_are_accepted_without_a_body() {
    let response = call()
        .body(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
        .send();
    assert_eq!(response.status(), 202);
    assert!(response.body().is_empty());
    assert_eq!(header(&response, "content-type"), None);
}
