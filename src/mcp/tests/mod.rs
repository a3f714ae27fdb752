//! The protocol layer against a small made-up server.

mod batches;
mod capabilities;
mod completion;
mod content;
mod envelope;
mod eras;
pub(crate) mod fixture;
mod ids;
mod logs;
mod offers;
mod pages;
mod param_headers;
mod prompts;
mod resources;
mod rounds;
mod shapes;
mod states;
mod streams;
mod subscriptions;
mod tools;

use std::rc::Rc;

use futures_executor::block_on;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use self::fixture::Caller;
use super::{Reply, Server, handle};
use crate::record::{Journal, RequestId};

pub(super) const VERSION: &str = "io.modelcontextprotocol/protocolVersion";
pub(super) const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";
pub(super) const SERVER_INFO: &str = "io.modelcontextprotocol/serverInfo";

/// What every request is called.
pub(super) const REQUEST: RequestId = RequestId::new(0xA1B2);

/// One POST to the protocol layer.
pub(super) struct Post {
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Post {
    /// A body as it stands, without headers.
    pub(super) fn raw(body: impl Into<Vec<u8>>) -> Self {
        Self {
            headers: HeaderMap::new(),
            body: body.into(),
        }
    }

    pub(super) fn json(body: &Value) -> Self {
        Self::raw(body.to_string())
    }

    /// A request of 2025-11-25.
    pub(super) fn legacy(method: &str, params: &Value) -> Self {
        Self::json(&json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }))
            .header("mcp-protocol-version", "2025-11-25")
    }

    /// A request of 2026-07-28 with all that belongs to it. What `params` has of it stays.
    pub(super) fn modern(method: &str, params: &Value) -> Self {
        let mut params = params.clone();
        let mut meta = json!({ VERSION: "2026-07-28", CAPABILITIES: {} });
        if let Some(own) = params["_meta"].as_object_mut() {
            meta.as_object_mut().unwrap().append(own);
        }
        params["_meta"] = meta;
        let name = match method {
            "tools/call" | "prompts/get" => params["name"].as_str(),
            "resources/read" => params["uri"].as_str(),
            _ => None,
        }
        .map(str::to_owned);
        let post =
            Self::json(&json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }))
                .header("mcp-protocol-version", "2026-07-28")
                .header("mcp-method", method);
        match name {
            Some(name) => post.header("mcp-name", &name),
            None => post,
        }
    }

    /// Adds a value to a header.
    pub(super) fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        self.headers.append(HeaderName::from_static(name), value);
        self
    }

    pub(super) fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    pub(super) fn reply(&self) -> Reply {
        self.reply_of(fixture::server())
    }

    pub(super) fn reply_of(&self, server: Server<Caller>) -> Reply {
        self.reply_to(&Rc::new(Caller::named("ada")), server)
    }

    pub(super) fn reply_to(&self, caller: &Rc<Caller>, server: Server<Caller>) -> Reply {
        block_on(handle(
            Rc::new(server),
            Rc::clone(caller),
            Rc::new(Journal::new(REQUEST)),
            self.headers.clone(),
            self.body.clone().into(),
        ))
    }

    /// The JSON text of the answer.
    pub(super) fn text(&self) -> String {
        String::from_utf8(whole(self.reply()).1).unwrap()
    }

    pub(super) fn answer(&self) -> (StatusCode, Value) {
        self.answer_of(fixture::server())
    }

    pub(super) fn answer_of(&self, server: Server<Caller>) -> (StatusCode, Value) {
        self.answer_to(&Rc::new(Caller::named("ada")), server)
    }

    pub(super) fn answer_to(
        &self,
        caller: &Rc<Caller>,
        server: Server<Caller>,
    ) -> (StatusCode, Value) {
        let (status, body) = whole(self.reply_to(caller, server));
        (status, serde_json::from_slice(&body).unwrap())
    }

    pub(super) fn result(&self) -> Value {
        let (status, answer) = self.answer();
        assert_eq!(status, 200, "{answer}");
        assert_eq!(answer["error"], Value::Null, "{answer}");
        answer["result"].clone()
    }

    /// Status and code of an error, and the error.
    pub(super) fn error(&self) -> (u16, i64, Value) {
        let (status, answer) = self.answer();
        assert_eq!(answer.get("result"), None, "{answer}");
        let error = answer["error"].clone();
        (status.as_u16(), error["code"].as_i64().unwrap(), error)
    }

    /// Status and code of an error.
    pub(super) fn code(&self) -> (u16, i64) {
        let (status, code, _) = self.error();
        (status, code)
    }
}

/// The body of an answer that is no stream.
fn whole(reply: Reply) -> (StatusCode, Vec<u8>) {
    match reply {
        Reply::Json { status, body } => (status, body.into_bytes()),
        other => panic!("no answer in one piece: {other:?}"),
    }
}
