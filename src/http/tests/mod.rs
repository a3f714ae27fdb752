//! The endpoint in front of the made-up server.

mod bodies;
mod checks;
mod origins;
mod records;
mod streams;

use std::cell::Cell;
use std::rc::Rc;

use bytes::Bytes;
use futures_executor::block_on;
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use http_body_util::Full;
use serde_json::{Value, json};

use super::{AllowedOrigins, Application, Payload, Unauthorized, respond};
use crate::mcp::Server;
use crate::mcp::tests::fixture::{self, Caller};
use crate::record::{Journal, RequestId};

const PING: &str = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
const HELP: &str = "Pass Authorization: Token X.";

struct App {
    server: Rc<Server<Caller>>,
    origins: AllowedOrigins,
    authentications: Cell<u32>,
}

impl Default for App {
    fn default() -> Self {
        Self {
            server: Rc::new(fixture::server()),
            origins: AllowedOrigins::default(),
            authentications: Cell::new(0),
        }
    }
}

impl Application for App {
    type Context = Caller;

    fn server(&self) -> &Rc<Server<Caller>> {
        &self.server
    }

    fn authenticate(&self, headers: &HeaderMap, _: &Rc<Journal>) -> Result<Caller, Unauthorized> {
        self.authentications.set(self.authentications.get() + 1);
        match headers.get("authorization").map(HeaderValue::as_bytes) {
            None => Ok(Caller::named("anyone")),
            Some(b"Token ada") => Ok(Caller::named("ada")),
            Some(_) => Err(Unauthorized {
                challenge: r#"Token realm="made up""#,
                description: "Write it right.",
                message: "write Authorization: Token X".to_owned(),
            }),
        }
    }

    /// The word "hush" is this application's secret.
    fn conceal(&self, _: &Caller, body: Vec<u8>) -> Vec<u8> {
        let text = String::from_utf8(body).unwrap();
        text.replace("hush", "****").into_bytes()
    }

    fn origins(&self) -> &AllowedOrigins {
        &self.origins
    }

    fn help(&self) -> &str {
        HELP
    }
}

/// That of a request which is called `00000000a1b2`.
fn journal() -> Rc<Journal> {
    Rc::new(Journal::new(RequestId::new(0xA1B2)))
}

/// A good request to the endpoint, to be spoilt.
struct Call {
    method: Method,
    path: &'static str,
    headers: Vec<(&'static str, String)>,
    body: String,
}

fn call() -> Call {
    Call {
        method: Method::POST,
        path: "/mcp",
        headers: vec![("content-type", "application/json".to_owned())],
        body: PING.to_owned(),
    }
}

impl Call {
    fn method(mut self, method: &str) -> Self {
        self.method = method.parse().unwrap();
        self
    }

    fn path(mut self, path: &'static str) -> Self {
        self.path = path;
        self
    }

    fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(header, _)| *header != name);
        self
    }

    fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    fn answer_of(self, app: &Rc<App>) -> Response<Payload> {
        self.answer_with(app, journal())
    }

    fn answer_with(self, app: &Rc<App>, journal: Rc<Journal>) -> Response<Payload> {
        let mut request = Request::builder().method(self.method).uri(self.path);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let body = Full::new(Bytes::from(self.body));
        let request = request.body(body).unwrap();
        block_on(respond(Rc::clone(app), request, journal))
    }

    fn send_to(self, app: &Rc<App>) -> Response<Vec<u8>> {
        self.answer_of(app).map(whole)
    }

    fn send(self) -> Response<Vec<u8>> {
        self.send_to(&Rc::default())
    }

    fn status(self) -> u16 {
        self.send().status().as_u16()
    }
}

/// The bytes of a body that is no stream.
fn whole(payload: Payload) -> Vec<u8> {
    match payload {
        Payload::Whole(bytes) => bytes,
        Payload::Events(_) => panic!("a stream where none was due"),
    }
}

fn body(response: &Response<Vec<u8>>) -> Value {
    serde_json::from_slice(response.body()).unwrap()
}

fn header<'r>(response: &'r Response<Vec<u8>>, name: &str) -> Option<&'r str> {
    response
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap())
}

/// The message of a JSON-RPC error without an id.
fn message(response: &Response<Vec<u8>>) -> String {
    let body = body(response);
    assert_eq!(
        (&body["jsonrpc"], &body["id"]),
        (&json!("2.0"), &Value::Null),
        "{body}"
    );
    body["error"]["message"].as_str().unwrap().to_owned()
}
