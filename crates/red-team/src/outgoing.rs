//! Sends requests through whatever `wasi:http/outgoing-handler` the component was given.

use crate::{Attempt, Method, Outcome, Scheme};
use std::io::Write as _;
use wasip2::http::outgoing_handler;
use wasip2::http::types::{self, Fields, OutgoingBody, OutgoingRequest, RequestOptions};

/// In nanoseconds: nothing on this machine takes so long, and an attempt must not outlast its test.
const TIMEOUT: u64 = 10_000_000_000;

/// Tries one.
pub(crate) fn send(attempt: &Attempt) -> Outcome {
    match request(attempt) {
        Ok(request) => handle(request, attempt.body.as_deref()),
        Err(piece) => Outcome::Unbuilt(piece.to_owned()),
    }
}

/// Puts a request together: the name of the piece that the host refuses, if it does.
fn request(attempt: &Attempt) -> Result<OutgoingRequest, &'static str> {
    let fields = Fields::new();
    for (name, value) in &attempt.headers {
        fields
            .append(name, value.as_bytes())
            .map_err(|_| "header")?;
    }
    let request = OutgoingRequest::new(fields);
    request
        .set_method(&method(&attempt.method))
        .map_err(|()| "method")?;
    request
        .set_scheme(attempt.scheme.as_ref().map(scheme).as_ref())
        .map_err(|()| "scheme")?;
    request
        .set_authority(attempt.authority.as_deref())
        .map_err(|()| "authority")?;
    request
        .set_path_with_query(attempt.path.as_deref())
        .map_err(|()| "path")?;
    Ok(request)
}

fn handle(request: OutgoingRequest, content: Option<&str>) -> Outcome {
    let body = content.and_then(|_| request.body().ok());
    let options = RequestOptions::new();
    // An error says that the host has no such limit.
    let _ = options.set_connect_timeout(Some(TIMEOUT));
    let _ = options.set_first_byte_timeout(Some(TIMEOUT));
    let future = match outgoing_handler::handle(request, Some(options)) {
        Ok(future) => future,
        Err(code) => return Outcome::Failed(format!("{code:?}")),
    };
    if let Some((body, content)) = body.zip(content) {
        // An error is for the answer to tell.
        if let Ok(mut stream) = body.write() {
            let _ = stream.write_all(content.as_bytes());
        }
        let _ = OutgoingBody::finish(body, None);
    }
    future.subscribe().block();
    match future.get() {
        Some(Ok(Ok(response))) => Outcome::Answered {
            status: response.status(),
            location: response
                .headers()
                .get("location")
                .pop()
                .map(|value| String::from_utf8_lossy(&value).into_owned()),
        },
        Some(Ok(Err(code))) => Outcome::Failed(format!("{code:?}")),
        // A future that is ready and was not read before has a value.
        Some(Err(())) | None => Outcome::Failed("no value".to_owned()),
    }
}

fn method(method: &Method) -> types::Method {
    match method {
        Method::Get => types::Method::Get,
        Method::Head => types::Method::Head,
        Method::Post => types::Method::Post,
        Method::Put => types::Method::Put,
        Method::Delete => types::Method::Delete,
        Method::Connect => types::Method::Connect,
        Method::Options => types::Method::Options,
        Method::Trace => types::Method::Trace,
        Method::Patch => types::Method::Patch,
        Method::Other(name) => types::Method::Other(name.clone()),
    }
}

fn scheme(scheme: &Scheme) -> types::Scheme {
    match scheme {
        Scheme::Http => types::Scheme::Http,
        Scheme::Https => types::Scheme::Https,
        Scheme::Other(name) => types::Scheme::Other(name.clone()),
    }
}
