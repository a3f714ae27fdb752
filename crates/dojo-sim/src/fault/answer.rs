//! The answer to a request that meets with a fault.

use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use http::{HeaderValue, Request, Response, StatusCode, Uri};
use serde_json::{Value, json};

use super::{Fault, body, rows, script};
use crate::dojo::Dojo;
use crate::reply;

/// How it is sent.
pub(crate) enum Outcome {
    /// In order.
    Whole(Response<Vec<u8>>),
    /// Byte by byte.
    Script(Vec<script::Step>),
}

/// What comes back for `request`. `elsewhere` is the URL of another host.
pub(crate) fn answer<B>(
    dojo: &Dojo,
    request: &Request<B>,
    fault: Fault,
    elsewhere: &str,
) -> Outcome {
    let response = dojo.answer(&moved(request, fault));
    if let Some(script) = script::of(fault, &response) {
        return Outcome::Script(script);
    }
    Outcome::Whole(
        refusal(request.uri(), fault, elsewhere)
            .unwrap_or_else(|| edited(response, fault, elsewhere)),
    )
}

/// The request, without its body, as it is when the first row of each list is gone.
fn moved<B>(request: &Request<B>, fault: Fault) -> Request<()> {
    let mut bare = Request::new(());
    *bare.method_mut() = request.method().clone();
    *bare.headers_mut() = request.headers().clone();
    *bare.uri_mut() = request.uri().clone();
    if fault == Fault::RowsShift
        && let Some(uri) = one_on(request.uri())
    {
        *bare.uri_mut() = uri;
    }
    bare
}

/// The URI with an offset that is one more.
fn one_on(uri: &Uri) -> Option<Uri> {
    let parts: Vec<_> = uri
        .query()?
        .split('&')
        .map(|part| {
            let offset = part
                .strip_prefix("offset=")
                .and_then(|offset| offset.parse::<u64>().ok());
            offset.map_or_else(
                || part.to_owned(),
                |offset| format!("offset={}", offset + 1),
            )
        })
        .collect();
    format!("{}?{}", uri.path(), parts.join("&")).parse().ok()
}

/// The answers that are none.
fn refusal(uri: &Uri, fault: Fault, elsewhere: &str) -> Option<Response<Vec<u8>>> {
    let to = |location: &str| {
        let mut response = reply::html(StatusCode::FOUND, Vec::new());
        if let Ok(location) = HeaderValue::from_str(location) {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    };
    Some(match fault {
        Fault::TooMany => reply::html(
            StatusCode::TOO_MANY_REQUESTS,
            b"<h1>Slow down</h1>".to_vec(),
        ),
        Fault::TooManyRetryAfter => {
            let mut response = reply::html(StatusCode::TOO_MANY_REQUESTS, Vec::new());
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static("7"));
            response
        }
        Fault::ServerError => reply::json(
            StatusCode::INTERNAL_SERVER_ERROR,
            "GET, HEAD, OPTIONS",
            &json!({"message": "Internal server error, check logs for details", "pro": []}),
        ),
        Fault::BadGateway => reply::html(
            StatusCode::BAD_GATEWAY,
            b"<h1>502 Bad Gateway</h1>".to_vec(),
        ),
        Fault::Unavailable => {
            reply::html(StatusCode::SERVICE_UNAVAILABLE, b"<h1>503</h1>".to_vec())
        }
        Fault::RedirectSelf => to(&uri.to_string()),
        Fault::RedirectElsewhere => to(elsewhere),
        Fault::RedirectLogin => to("/login?next=/"),
        Fault::LoginPage => reply::login_page(),
        _ => return None,
    })
}

/// The answer with a fault in its body, where that is JSON and no refusal.
fn edited(mut response: Response<Vec<u8>>, fault: Fault, elsewhere: &str) -> Response<Vec<u8>> {
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/json");
    if response.status() != StatusCode::OK || !is_json {
        return response;
    }
    let bytes = body::of(fault, response.body()).or_else(|| {
        let body: Value = serde_json::from_slice(response.body()).ok()?;
        rows::of(fault, &body, elsewhere).map(String::into_bytes)
    });
    let Some(bytes) = bytes else {
        return response;
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, bytes.len().into());
    if fault == Fault::Gzip {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    *response.body_mut() = bytes;
    response
}
