//! The real server without a runtime around it, and what stands behind it.

use crate::answer::Answer;
use crate::judge;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use defectdojo_mcp::app::App;
use defectdojo_mcp::config::{Config, DEFECTDOJO_URL, MCP_ALLOWED_ORIGINS, UrlPath};
use defectdojo_mcp::dojo::{BoxFuture, Transport, TransportError};
use defectdojo_mcp::http::{Application, respond};
use defectdojo_mcp::record::{Journal, RequestId};
use dojo_sim::{Account, Dojo, Profile};
use http::{HeaderValue, Method, Request, Response};
use http_body_util::Full;
use serde::Deserialize;
use std::cell::LazyCell;
use std::rc::Rc;

/// Where the instance is said to be.
pub const URL: &str = "https://dojo.example.com/dojo";
const TODAY: &str = "2026-11-22";

/// A DefectDojo in this process.
pub struct Simulated(Dojo);

thread_local! {
    /// Small, since a run asks it often, and the one that has everything: groups and roles too.
    static DOJO: LazyCell<Rc<Simulated>> = LazyCell::new(|| Rc::new(Simulated(Dojo::new(&dojo_sim::Config {
        profile: Profile::Oss2,
        findings: 40,
        strict: true,
        today: Some(TODAY.parse().unwrap()),
        ..dojo_sim::Config::default()
    }))));
    static APP: LazyCell<Rc<App>> = LazyCell::new(|| app(DOJO.with(|dojo| Rc::clone(dojo) as Rc<dyn Transport>), None));
}

impl Transport for Simulated {
    fn get(
        &self,
        request: Request<()>,
    ) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        check_call(&request);
        let uri = request.uri().to_string().replacen("/dojo/api/", "/api/", 1);
        let (mut parts, ()) = request.into_parts();
        parts.uri = uri.parse().unwrap();
        self.0.clear_requests();
        Box::pin(std::future::ready(Ok(self
            .0
            .answer(&Request::from_parts(parts, ())))))
    }
}

/// Nothing that a caller sends may choose another host, path or method.
pub fn check_call(request: &Request<()>) {
    assert_eq!(request.method(), Method::GET);
    let uri = request.uri().to_string();
    assert!(
        uri.starts_with("https://dojo.example.com/dojo/api/v2/"),
        "{uri}"
    );
    let path = request.uri().path();
    assert!(!path.contains("..") && !path.contains('%'), "{path}");
}

/// The server in front of `transport`.
#[must_use]
pub fn app(transport: Rc<dyn Transport>, origins: Option<&str>) -> Rc<App> {
    let setting = |name: &str| match name {
        DEFECTDOJO_URL => Some(URL.to_owned()),
        MCP_ALLOWED_ORIGINS => origins.map(str::to_owned),
        _ => None,
    };
    let config = Config::load(setting, UrlPath::Allowed).unwrap();
    Rc::new(App::new(config, transport, TODAY.parse().unwrap()))
}

/// The server in front of the simulated instance.
#[must_use]
pub fn simulated() -> Rc<App> {
    APP.with(|app| Rc::clone(app))
}

/// The token of the simulated instance's administrator.
#[must_use]
pub fn token() -> String {
    DOJO.with(|dojo| dojo.0.token(Account::Admin).to_owned())
}

/// What `app` answers, once it was found to be an answer that the server may give.
pub fn ask<A: Application + 'static>(app: &Rc<A>, request: Request<Vec<u8>>) -> Answer {
    let question = judge::question(&request, &token());
    let request = request.map(Full::from);
    let journal = Rc::new(Journal::new(RequestId::new(1)));
    let answer = Answer::of(respond(Rc::clone(app), request, journal));
    judge::check(&question, &answer);
    answer
}

/// A POST of `body` as earlier revisions send it.
#[must_use]
pub fn legacy(body: Vec<u8>) -> Request<Vec<u8>> {
    post("2025-11-25").body(body).unwrap()
}

/// A POST of `body` in the one revision that has batches.
#[must_use]
pub fn batching(body: Vec<u8>) -> Request<Vec<u8>> {
    post("2025-03-26").body(body).unwrap()
}

/// A POST of `body` as 2026-07-28 has it sent: its headers mirror it, as far as it can be read.
#[must_use]
pub fn modern(body: Vec<u8>) -> Request<Vec<u8>> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Message {
        method: String,
        params: Params,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Params {
        name: Option<String>,
        uri: Option<String>,
    }
    let message: Message = serde_json::from_slice(&body).unwrap_or_default();
    let mut request = post("2026-07-28");
    if let Ok(method) = HeaderValue::from_str(&message.method) {
        request = request.header("mcp-method", method);
    }
    if let Some(name) = message.params.name.or(message.params.uri) {
        let value = format!("=?base64?{}?=", STANDARD.encode(name));
        request = request.header("mcp-name", value);
    }
    request.body(body).unwrap()
}

fn post(version: &str) -> http::request::Builder {
    Request::post("/mcp")
        .header("content-type", "application/json")
        .header("accept", "application/json, text/event-stream")
        .header("authorization", format!("Token {}", token()))
        .header("mcp-protocol-version", version)
}

/// The `_meta` of a request of 2026-07-28.
pub const META: &str = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{}},"progressToken":"p"}"#;
