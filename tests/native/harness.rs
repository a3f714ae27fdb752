//! The server without a runtime around it.

use crate::guard::Guarded;
use defectdojo_mcp::app::App;
use defectdojo_mcp::config::{Config, DEFECTDOJO_URL, UrlPath};
use defectdojo_mcp::dojo::{BoxFuture, Transport, TransportError};
use defectdojo_mcp::http::{Payload, respond};
use defectdojo_mcp::record::{Journal, RequestId};
use dojo_sim::{Account, Dojo, NaiveDate, Portfolio, Profile};
use futures_executor::block_on;
use futures_util::StreamExt as _;
use http::request::Builder;
use http::{Request, Response, StatusCode};
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
        Self::of(dojo, today)
    }

    /// A server of `dojo`, on the day `today`.
    pub(crate) fn of(dojo: Rc<Dojo>, today: &str) -> Self {
        Self::on(Rc::clone(&dojo), Rc::new(InProcess(dojo)), today)
    }

    /// The same with `transport` in front of the instance.
    pub(crate) fn on(dojo: Rc<Dojo>, transport: Rc<dyn Transport>, today: &str) -> Self {
        let app = Rc::new(guarded(&[], transport, today));
        let caller = Account::Admin;
        Self { dojo, caller, app }
    }

    /// Another server in front of the same instance, with one more setting.
    pub(crate) fn with_setting(self, setting: (&str, &str), today: &str) -> Self {
        let transport = Rc::new(InProcess(Rc::clone(&self.dojo)));
        let app = Rc::new(guarded(&[setting], transport, today));
        Self { app, ..self }
    }

    pub(crate) fn portfolio(&self) -> &Portfolio {
        self.dojo.portfolio()
    }

    /// How many requests the instance has had.
    pub(crate) fn requests(&self) -> u64 {
        self.dojo.requests().len().try_into().unwrap()
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
        let request = self.post().header("mcp-protocol-version", "2025-11-25");
        let (status, messages) = self.send(request.body(message.to_string()).unwrap());
        assert_eq!(status, 200);
        messages
    }

    /// A POST by the bearer of the caller's token.
    pub(crate) fn post(&self) -> Builder {
        let token = self.dojo.token(self.caller);
        Request::post("/mcp")
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .header("authorization", format!("Token {token}"))
    }

    /// The status that any request is answered with, and the messages.
    pub(crate) fn send(&self, request: Request<String>) -> (StatusCode, Vec<Value>) {
        let app = Rc::clone(&self.app);
        let response = block_on(respond(app, request.map(Full::from), journal()));
        let status = response.status();
        let messages = match response.into_body() {
            Payload::Whole(body) => vec![serde_json::from_slice(&body).unwrap()],
            Payload::Events(events) => block_on(events.collect::<Vec<_>>())
                .iter()
                .map(|event| message_of(event))
                .collect(),
        };
        (status, messages)
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

/// A server of the instance at [`URL`], past the guard.
fn guarded(settings: &[(&str, &str)], transport: Rc<dyn Transport>, today: &str) -> App {
    let settings = [settings, &[(DEFECTDOJO_URL, URL)]].concat();
    let transport = Guarded::new(&settings, transport);
    app(&settings, Rc::new(transport), today)
}

/// A server with these settings and no others.
pub(crate) fn app(settings: &[(&str, &str)], transport: Rc<dyn Transport>, today: &str) -> App {
    let setting = |name: &str| settings.iter().find(|(known, _)| *known == name);
    let setting = |name: &str| setting(name).map(|(_, value)| (*value).to_owned());
    let config = Config::load(setting, UrlPath::Allowed).unwrap();
    App::new(config, transport, today.parse().unwrap())
}

/// That of a request which is called `000000000001`.
pub(crate) fn journal() -> Rc<Journal> {
    Rc::new(Journal::new(RequestId::new(1)))
}

/// The message in an event.
fn message_of(event: &[u8]) -> Value {
    let text = str::from_utf8(event).unwrap();
    let data = text.lines().find_map(|line| line.strip_prefix("data: "));
    serde_json::from_str(data.unwrap()).unwrap()
}
