//! The server in this process, for what is measured without a runtime around it.

use std::rc::Rc;

use bytes::Bytes;
use chrono::Utc;
use defectdojo_mcp::app::App;
use defectdojo_mcp::config::{Config, UrlPath};
use defectdojo_mcp::dojo::{BoxFuture, Transport, TransportError};
use defectdojo_mcp::http::{Payload, respond};
use defectdojo_mcp::record::{Journal, RequestId};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{Request, Response};
use http_body_util::Full;

/// A `DefectDojo` that always answers the same.
#[derive(Debug)]
pub struct Canned(pub Vec<u8>);

impl Transport for Canned {
    fn get(&self, _: Request<()>) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        let mut response = Response::new(self.0.clone());
        let json = http::HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// The server in front of a `DefectDojo` that always answers the same.
pub struct InProcess(Rc<App>);

impl InProcess {
    /// With this answer.
    ///
    /// # Errors
    /// The server's own settings or the day can't be read.
    pub fn new(answer: Vec<u8>) -> anyhow::Result<Self> {
        let setting = |name: &str| (name == "DEFECTDOJO_URL").then(|| URL.to_owned());
        let config = Config::load(setting, UrlPath::Allowed)?;
        let today = Utc::now().date_naive().to_string().parse()?;
        Ok(Self(Rc::new(App::new(
            config,
            Rc::new(Canned(answer)),
            today,
        ))))
    }

    /// The body of what it answers to a message.
    ///
    /// # Errors
    /// The message makes no request, or is answered by a stream.
    pub fn ask(&self, message: Bytes) -> anyhow::Result<Vec<u8>> {
        let request = Request::post("/mcp")
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json, text/event-stream")
            .header(AUTHORIZATION, format!("Token {}", "0".repeat(40)))
            .header("mcp-protocol-version", "2025-11-25")
            .body(Full::new(message))?;
        let journal = Rc::new(Journal::new(RequestId::new(1)));
        let response = futures_executor::block_on(respond(Rc::clone(&self.0), request, journal));
        match response.into_body() {
            Payload::Whole(bytes) => Ok(bytes),
            Payload::Events(_) => anyhow::bail!("a stream, which nobody asked for"),
        }
    }
}

/// Where `DefectDojo` is said to be.
const URL: &str = "https://dojo.example.com";
