//! The server and the guard before it read the same settings: what the one sends, the other lets out.

use crate::harness::{app, journal};
use defectdojo_mcp::config::{
    Config, DEFECTDOJO_ALLOW_HTTP, DEFECTDOJO_PATH, DEFECTDOJO_URL, UrlPath,
};
use defectdojo_mcp::dojo::{BoxFuture, Transport, TransportError};
use defectdojo_mcp::http::respond;
use egress_guard::{Denial, Policy};
use futures_executor::block_on;
use http::{Method, Request, Response, Uri};
use http_body_util::Full;
use instance::Scheme;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use url::Url;

type Settings<'a> = &'a [(&'a str, &'a str)];

fn setting(settings: Settings<'_>) -> impl Fn(&str) -> Option<String> {
    |asked| {
        let found = settings.iter().find(|(name, _)| *name == asked);
        found.map(|(_, value)| (*value).to_owned())
    }
}

/// What the guard says of `request`, as the server hands it to the host (`to_host` in `src/wasi/outgoing.rs`).
fn verdict(policy: &Policy, request: &Request<()>) -> Result<(), Denial> {
    let uri = request.uri();
    let names = request.headers().keys();
    let headers: Vec<_> = names.map(ToString::to_string).collect();
    policy.permits(&egress_guard::Request {
        is_get: request.method() == Method::GET,
        scheme: match uri.scheme_str() {
            Some("http") => Some(Scheme::Http),
            Some("https") => Some(Scheme::Https),
            _ => None,
        },
        authority: uri.authority().map(http::uri::Authority::as_str),
        path_with_query: uri.path_and_query().map(http::uri::PathAndQuery::as_str),
        headers: &headers,
    })
}

/// A transport with the guard before it. Every server of these tests asks through one.
pub(crate) struct Guarded {
    policy: Policy,
    behind: Rc<dyn Transport>,
}

impl Guarded {
    pub(crate) fn new(settings: Settings<'_>, behind: Rc<dyn Transport>) -> Self {
        let policy = Policy::load(setting(settings)).unwrap();
        Self { policy, behind }
    }
}

impl Transport for Guarded {
    fn get(
        &self,
        request: Request<()>,
    ) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        assert_eq!(verdict(&self.policy, &request), Ok(()), "{request:?}");
        self.behind.get(request)
    }
}

/// Nobody answers; what was asked is kept.
#[derive(Default)]
struct Asked(RefCell<Vec<Uri>>);

impl Transport for Asked {
    fn get(
        &self,
        request: Request<()>,
    ) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        self.0.borrow_mut().push(request.uri().clone());
        Box::pin(std::future::ready(Err(TransportError::Refused)))
    }
}

/// The first request of each tool, past the guard.
fn asked(settings: Settings<'_>) -> Vec<Uri> {
    let asked = Rc::new(Asked::default());
    let guarded = Guarded::new(settings, Rc::clone(&asked) as Rc<dyn Transport>);
    let app = Rc::new(app(settings, Rc::new(guarded), "2026-11-22"));
    for (tool, arguments) in [
        (
            "get_findings",
            json!({"title": "../ö?#%2e", "tags": ["a b"]}),
        ),
        ("get_finding_by_id", json!({"finding_id": 1})),
        ("get_products", json!({})),
        ("get_product_types", json!({})),
        ("get_engagements", json!({})),
        ("get_tests", json!({})),
        ("get_users", json!({"username": "/../"})),
        ("get_user_by_id", json!({"user_id": 1})),
        ("get_groups", json!({})),
        ("get_group_by_id", json!({"group_id": 1})),
        ("get_dojo_group_members", json!({"group_id": 1})),
        ("get_roles", json!({})),
    ] {
        let before = asked.0.borrow().len();
        let message = json!({
            "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": tool, "arguments": arguments}
        });
        let request = Request::post("/mcp")
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .header("mcp-protocol-version", "2025-11-25")
            .header("authorization", format!("Token {}", "0a".repeat(20)));
        let request = request.body(Full::from(message.to_string())).unwrap();
        assert_eq!(
            block_on(respond(Rc::clone(&app), request, journal())).status(),
            200
        );
        assert!(asked.0.borrow().len() > before, "{tool} asked nothing");
    }
    asked.0.take()
}

#[test]
fn the_guard_lets_out_what_the_server_sends() {
    for (settings, base) in [
        (
            &[(DEFECTDOJO_URL, "https://dojo.example.com")][..],
            "https://dojo.example.com",
        ),
        (
            &[(DEFECTDOJO_URL, " HTTPS://Dojo.Example.COM:443// ")],
            "https://dojo.example.com",
        ),
        (
            &[(DEFECTDOJO_URL, "https://dojo.example.com.:8443")],
            "https://dojo.example.com.:8443",
        ),
        (
            &[(DEFECTDOJO_URL, "https://a_b.example/Tools/dojo-1.0/~x/")],
            "https://a_b.example/Tools/dojo-1.0/~x",
        ),
        (
            &[
                (DEFECTDOJO_URL, "https://dojo.example.com/a/"),
                (DEFECTDOJO_PATH, "/b/"),
            ],
            "https://dojo.example.com/a/b",
        ),
        (
            &[
                (DEFECTDOJO_URL, "https://dojo.example.com"),
                (DEFECTDOJO_PATH, " "),
                (DEFECTDOJO_ALLOW_HTTP, ""),
            ],
            "https://dojo.example.com",
        ),
        (
            &[(DEFECTDOJO_URL, "http://localhost:80")],
            "http://localhost",
        ),
        (
            &[(DEFECTDOJO_URL, "http://127.0.0.1:8080")],
            "http://127.0.0.1:8080",
        ),
        (
            &[(DEFECTDOJO_URL, "http://[0:0:0:0:0:0:0:1]:8080/x")],
            "http://[::1]:8080/x",
        ),
        (
            &[(DEFECTDOJO_URL, "https://[2001:DB8::A:0:0:1]")],
            "https://[2001:db8::a:0:0:1]",
        ),
        (
            &[
                (DEFECTDOJO_URL, "http://dojo.internal"),
                (DEFECTDOJO_ALLOW_HTTP, "ON"),
            ],
            "http://dojo.internal",
        ),
    ] {
        for uri in asked(settings) {
            let text = uri.to_string();
            assert!(text.starts_with(&format!("{base}/api/v2/")), "{text}");
        }
        // Whoever reads the address by the URL standard means the same by it.
        let standard = Url::parse(base).unwrap();
        assert_eq!(standard.as_str().trim_end_matches('/'), base);
    }
}

#[test]
fn where_the_server_serves_nothing_the_guard_lets_nothing_out() {
    let url = |url| [(DEFECTDOJO_URL, url)];
    let with = |name, value| [(DEFECTDOJO_URL, "https://dojo.example.com"), (name, value)];
    let nothing: [(&str, &str); 0] = [];
    for settings in [
        &nothing[..],
        &url(""),
        &url("dojo.example.com"),
        &url("ftp://dojo.example.com"),
        &url("http://dojo.example.com"),
        &url("https://dojo.example.com@evil.example"),
        &url("https://user@dojo.example.com"),
        &url("https://dojo.example.com\\@evil.example"),
        &url("https://dojo.example.com/x/../y"),
        &url("https://dojo.example.com/%2e%2e"),
        &url("https://dojo.example.com/api/v2/"),
        &url("https://dojo.example.com/?x"),
        &url("https://dojo.example.com#x"),
        &url("https://döjo.example"),
        &url("https://127.1"),
        &url("https://0x7f000001"),
        &url("https://[::1%25lo]"),
        &url("https://dojo.example.com:65536"),
        &with(DEFECTDOJO_PATH, "dojo"),
        &with(DEFECTDOJO_PATH, "/dojo?x"),
        &with(DEFECTDOJO_PATH, "/../x"),
        &with(DEFECTDOJO_PATH, "/api/v2"),
        &with(DEFECTDOJO_ALLOW_HTTP, "1"),
    ] {
        let config = Config::load(setting(settings), UrlPath::Allowed);
        assert!(config.is_err(), "{settings:?}");
        let denial = Policy::load(setting(settings)).unwrap_err();
        assert_eq!(denial, Denial::Misconfigured, "{settings:?}");
    }
}
