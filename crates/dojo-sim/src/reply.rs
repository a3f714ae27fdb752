//! What goes over the wire: JSON with DefectDojo's headers, redirects, and HTML pages.

use std::fmt::Write as _;

use http::header::{
    ALLOW, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, HeaderValue, LOCATION,
    REFERRER_POLICY, SERVER, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, Method, Response, StatusCode, Uri};
use serde_json::Value;

use crate::failure::Failure;

const HTML: &str = "text/html; charset=utf-8";

/// Where a request went.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    host: String,
    pub(crate) path: String,
    pub(crate) query: String,
}

impl Target {
    pub(crate) fn new(uri: &Uri, headers: &HeaderMap) -> Self {
        let host = headers
            .get(HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or("127.0.0.1");
        Self {
            host: host.to_owned(),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
        }
    }

    /// The URL without query. DefectDojo believes the Host header, whatever it says.
    pub(crate) fn absolute(&self) -> String {
        format!("http://{}{}", self.host, self.path)
    }

    pub(crate) fn base(&self) -> String {
        format!("http://{}/api/v2/", self.host)
    }

    /// The length of the request line gunicorn counts: it refuses more than 4,094 bytes.
    pub(crate) fn request_line(&self, method: &Method) -> usize {
        let query = if self.query.is_empty() {
            0
        } else {
            1 + self.query.len()
        };
        method.as_str().len() + 1 + self.path.len() + query + " HTTP/1.1".len()
    }
}

/// The longest request line gunicorn reads.
pub(crate) const LONGEST_LINE: usize = 4_094;

fn bare(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Response<Vec<u8>> {
    let length = body.len();
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CONTENT_LENGTH, length.into());
    response
}

/// As [`bare`], with what Django's middleware adds.
fn dressed(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = bare(status, content_type, body);
    let headers = response.headers_mut();
    headers.insert(SERVER, HeaderValue::from_static("gunicorn"));
    headers.insert(VARY, HeaderValue::from_static("Cookie"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    );
    response
}

pub(crate) fn json(status: StatusCode, allow: &'static str, body: &Value) -> Response<Vec<u8>> {
    let mut response = dressed(status, "application/json", body.to_string().into_bytes());
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static(allow));
    response
}

/// A page for people, as a proxy sends it.
pub(crate) fn html(status: StatusCode, page: Vec<u8>) -> Response<Vec<u8>> {
    bare(status, HTML, page)
}

pub(crate) fn failure(allow: &'static str, failure: &Failure) -> Response<Vec<u8>> {
    json(failure.status(), allow, &failure.body())
}

/// To the sign-in page, whose 200 a client that follows redirects would take for an answer.
pub(crate) fn to_login(target: &Target) -> Response<Vec<u8>> {
    let query = if target.query.is_empty() {
        String::new()
    } else {
        format!("%3F{}", escape(&target.query))
    };
    let mut response = dressed(StatusCode::FOUND, HTML, Vec::new());
    locate(
        &mut response,
        &format!("/login?next={}{query}", target.path),
    );
    response
}

fn escape(query: &str) -> String {
    query
        .replace('%', "%25")
        .replace('=', "%3D")
        .replace('&', "%26")
}

/// To the same path with a slash; relative. Without a length, so that it goes out in chunks.
pub(crate) fn to_slash(target: &Target) -> Response<Vec<u8>> {
    let query = if target.query.is_empty() {
        String::new()
    } else {
        format!("?{}", target.query)
    };
    let mut response = bare(StatusCode::MOVED_PERMANENTLY, HTML, Vec::new());
    locate(&mut response, &format!("{}/{query}", target.path));
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(SERVER, HeaderValue::from_static("gunicorn"));
    response
}

fn locate(response: &mut Response<Vec<u8>>, location: &str) {
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(LOCATION, location);
    }
}

pub(crate) fn not_found_page() -> Response<Vec<u8>> {
    let page = page(
        "Page not found",
        "There is nothing at this address.",
        10_600,
    );
    dressed(StatusCode::NOT_FOUND, HTML, page)
}

pub(crate) fn login_page() -> Response<Vec<u8>> {
    let form = "<form method=\"post\"><label>Username <input name=\"username\"></label>\
                <label>Password <input name=\"password\" type=\"password\"></label><button>Sign in</button></form>";
    dressed(StatusCode::OK, HTML, page("Sign in", form, 15_900))
}

/// What gunicorn itself answers, before Django sees the request.
pub(crate) fn line_too_long(length: usize) -> Response<Vec<u8>> {
    let page = format!(
        "<html><head><title>Address too long</title></head><body><h1>Address too long</h1>\
         The request line has {length} bytes, the most is {LONGEST_LINE}.</body></html>"
    );
    bare(StatusCode::URI_TOO_LONG, "text/html", page.into_bytes())
}

/// A page about as large as a real one: menus make most of it.
fn page(title: &str, content: &str, size: usize) -> Vec<u8> {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>\n\
         <main><h1>{title}</h1>{content}</main>\n<nav>\n"
    );
    for entry in 1.. {
        if page.len() >= size {
            break;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "<a class=\"menu-entry\" href=\"/section/{entry}\">Section {entry}</a>"
        );
    }
    page.push_str("</nav>\n</body>\n</html>\n");
    page.into_bytes()
}
