//! The server without a runtime around it.

use defectdojo_mcp::app::App;
use defectdojo_mcp::config::{Config, DEFECTDOJO_URL, UrlPath};
use defectdojo_mcp::dojo::{BoxFuture, Transport, TransportError};
use defectdojo_mcp::http::{Payload, respond};
use dojo_sim::{Account, Dojo, NaiveDate, Portfolio, Profile};
use futures_executor::block_on;
use futures_util::StreamExt as _;
use http::{Request, Response};
use http_body_util::Full;
use serde_json::{Value, json};
use std::rc::Rc;

/// Where the simulated instance is said to be.
pub(crate) const URL: &str = "https://dojo.example.com";

/// The simulated instance, asked without a network.
struct InProcess(Rc<Dojo>);

impl Transport for InProcess {
    fn get(
        &self,
        request: Request<()>,
    ) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        Box::pin(std::future::ready(Ok(self.0.answer(&request))))
    }
}

/// The server and what is behind it.
pub(crate) struct Native {
    pub(crate) dojo: Rc<Dojo>,
    /// Who asks: the administrator, at first.
    pub(crate) caller: Account,
    app: Rc<App>,
}

impl Native {
    /// A server on the day `today`, with as many findings, of an instance that refuses what a real one would
    /// ignore.
    pub(crate) fn new(profile: Profile, findings: usize, today: &str) -> Self {
        let date: NaiveDate = today.parse().unwrap();
        let dojo = Rc::new(Dojo::new(&dojo_sim::Config {
            profile,
            findings,
            strict: true,
            today: Some(date),
            ..dojo_sim::Config::default()
        }));
        Self::on(Rc::clone(&dojo), Rc::new(InProcess(dojo)), today)
    }

    /// The same with `transport` in front of the instance.
    pub(crate) fn on(dojo: Rc<Dojo>, transport: Rc<dyn Transport>, today: &str) -> Self {
        let settings = |name: &str| (name == DEFECTDOJO_URL).then(|| URL.to_owned());
        let config = Config::load(settings, UrlPath::Allowed).unwrap();
        let app = Rc::new(App::new(config, transport, today.parse().unwrap()));
        let caller = Account::Admin;
        Self { dojo, caller, app }
    }

    pub(crate) fn portfolio(&self) -> &Portfolio {
        self.dojo.portfolio()
    }

    /// The result of a request by the bearer of the caller's token.
    pub(crate) fn request(&self, method: &str, params: Value) -> Value {
        let mut messages = self.messages(method, params);
        assert_eq!(messages.len(), 1, "{messages:?}");
        let answer = messages.remove(0);
        let result = answer.get("result");
        result.unwrap_or_else(|| panic!("{answer}")).clone()
    }

    /// The notifications that such a request brings, if any, and then its response.
    pub(crate) fn messages(&self, method: &str, params: Value) -> Vec<Value> {
        let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let token = self.dojo.token(self.caller);
        let request = Request::post("/mcp")
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .header("mcp-protocol-version", "2025-11-25")
            .header("authorization", format!("Token {token}"))
            .body(Full::from(message.to_string()))
            .unwrap();
        let response = block_on(respond(Rc::clone(&self.app), request));
        assert_eq!(response.status(), 200);
        match response.into_body() {
            Payload::Whole(body) => vec![serde_json::from_slice(&body).unwrap()],
            Payload::Events(events) => block_on(events.collect::<Vec<_>>())
                .iter()
                .map(|event| message_of(event))
                .collect(),
        }
    }

    /// Calls a tool: the text that it gives, which is the same object as its structured content.
    pub(crate) fn text(&self, name: &str, arguments: Value) -> String {
        let result = self.request("tools/call", json!({"name": name, "arguments": arguments}));
        assert_eq!(result.get("isError"), None, "{name}: {result}");
        let text = result["content"][0]["text"].as_str().unwrap();
        let object: Value = serde_json::from_str(text).unwrap();
        assert_eq!(object, result["structuredContent"], "{name}");
        assert!(
            text.chars().count() <= 40_000,
            "{name}: {}",
            text.chars().count()
        );
        text.to_owned()
    }

    /// The same as an object.
    pub(crate) fn tool(&self, name: &str, arguments: Value) -> Value {
        serde_json::from_str(&self.text(name, arguments)).unwrap()
    }
}

/// The message in an event.
fn message_of(event: &[u8]) -> Value {
    let text = str::from_utf8(event).unwrap();
    let data = text.lines().find_map(|line| line.strip_prefix("data: "));
    serde_json::from_str(data.unwrap()).unwrap()
}
