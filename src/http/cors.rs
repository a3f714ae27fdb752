//! Lets the pages of allowed origins read the answers (Fetch standard, "HTTP CORS protocol").

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ORIGIN,
};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use super::{AllowedOrigins, Payload, response};
use crate::mcp::Server;

/// What clients of either era send. Named one by one, because a wildcard leaves out `Authorization`.
const REQUEST_HEADERS: &str = "Authorization, Content-Type, Accept, MCP-Protocol-Version, \
    Mcp-Method, Mcp-Name, Mcp-Session-Id, Last-Event-ID, traceparent, tracestate";

/// Where a request comes from.
pub(super) enum Caller {
    /// Not a web page.
    NoPage,
    /// A page that may call; the header's value goes back to it.
    Allowed(HeaderValue),
    /// A page that may not, or a header that can't be read.
    Refused,
}

impl Caller {
    pub(super) fn of(headers: &HeaderMap, allowed: &AllowedOrigins) -> Self {
        let mut values = headers.get_all(ORIGIN).iter();
        match (values.next(), values.next()) {
            (None, _) => Self::NoPage,
            (Some(origin), None) if origin.to_str().is_ok_and(|origin| allowed.allows(origin)) => {
                Self::Allowed(origin.clone())
            }
            _ => Self::Refused,
        }
    }

    /// Adds what an allowed page's browser asks for; without it the page sees no error either.
    pub(super) fn share(&self, response: &mut Response<Payload>) {
        if let Self::Allowed(origin) = self {
            let headers = response.headers_mut();
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            headers.insert(
                ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static("WWW-Authenticate, X-Request-Id"),
            );
        }
    }
}

/// The answer to a browser that asks before it sends to `server`.
pub(super) fn preflight<C>(server: &Server<C>) -> Response<Vec<u8>> {
    let mut response = response::empty(StatusCode::NO_CONTENT);
    let headers = response.headers_mut();
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("POST"),
    );
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, request_headers(server));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    response
}

/// [`REQUEST_HEADERS`], and those that mirror arguments of the server's tools.
fn request_headers<C>(server: &Server<C>) -> HeaderValue {
    let mut names = REQUEST_HEADERS.to_owned();
    for header in server.tools.iter().flat_map(|tool| tool.headers) {
        names.push_str(", ");
        names.push_str(&header.header());
    }
    HeaderValue::try_from(names).unwrap_or(HeaderValue::from_static(REQUEST_HEADERS))
}
