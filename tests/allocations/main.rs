//! What a request allocates, from the settings to the last byte of the answer.
//!
//! A target of its own: the allocator that counts is that of the whole program. It counts for each thread by itself.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../support/budgets.rs"]
mod budgets;

use allocation_counter::{AllocationInfo, measure};
use budgets::hold;
use bytes::Bytes;
use defectdojo_mcp::app::App;
use defectdojo_mcp::config::{Config, DEFECTDOJO_URL, UrlPath};
use defectdojo_mcp::dojo::{BoxFuture, Transport, TransportError};
use defectdojo_mcp::http::{Payload, respond};
use defectdojo_mcp::record::{Journal, RequestId};
use dojo_sim::{Account, Dojo};
use futures_executor::block_on;
use http::{Request, Response};
use http_body_util::Full;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

const TODAY: &str = "2026-11-22";

/// An instance that remembers its answers: what it allocates to make one is not the server's. A copy of a body is, as a
/// host hands it over.
struct Remembered {
    dojo: Dojo,
    answers: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl Transport for Remembered {
    fn get(
        &self,
        request: Request<()>,
    ) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        let asked = request.uri().to_string();
        let mut answers = self.answers.borrow_mut();
        let body = answers.entry(asked);
        let body = body.or_insert_with(|| self.dojo.answer(&request).into_body());
        let response = Response::builder().header("content-type", "application/json");
        Box::pin(std::future::ready(Ok(response.body(body.clone()).unwrap())))
    }
}

/// Answers a request as the component does, but for the settings, which it reads once an instance. Such an answer is no
/// stream: it is there as a whole.
fn serve(transport: Rc<Remembered>, request: Request<Full<Bytes>>) -> Response<Payload> {
    let setting =
        |name: &str| (name == DEFECTDOJO_URL).then(|| "https://dojo.example.com".to_owned());
    let config = Config::load(setting, UrlPath::Allowed).unwrap();
    let app = App::new(config, transport, TODAY.parse().unwrap());
    let journal = Rc::new(Journal::new(RequestId::new(1)));
    block_on(respond(Rc::new(app), request, journal))
}

/// Holds it to be a success.
fn assert_success(response: Response<Payload>) {
    assert_eq!(response.status(), 200);
    let Payload::Whole(body) = response.into_body() else {
        panic!("a stream");
    };
    let answer: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(
        answer.get("result").unwrap().get("isError"),
        None,
        "{answer}"
    );
}

/// What the second of two equal requests allocates: what is made once is there by then, as in an instance that is
/// used again.
fn allocated(transport: &Rc<Remembered>, method: &str, params: &Value) -> AllocationInfo {
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    let request = || {
        Request::post("/mcp")
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .header("mcp-protocol-version", "2025-11-25")
            .header(
                "authorization",
                format!("Token {}", transport.dojo.token(Account::Admin)),
            )
            .body(Full::from(message.to_string()))
            .unwrap()
    };
    assert_success(serve(Rc::clone(transport), request()));
    let request = request();
    let transport = Rc::clone(transport);
    measure(move || drop(serve(transport, request)))
}

#[test]
fn a_request_allocates_little() {
    let config = dojo_sim::Config {
        today: Some(TODAY.parse().unwrap()),
        ..dojo_sim::Config::default()
    };
    let transport = Rc::new(Remembered {
        dojo: Dojo::new(&config),
        answers: RefCell::default(),
    });
    let call = |name: &str, arguments: Value| {
        let params = json!({"name": name, "arguments": arguments});
        allocated(&transport, "tools/call", &params)
    };
    let list = |limit: u8| call("get_findings", json!({"limit": limit}));
    let measured = [
        ("ping", allocated(&transport, "ping", &json!({}))),
        (
            "tools/list",
            allocated(&transport, "tools/list", &json!({})),
        ),
        ("a count of findings", list(0)),
        (
            "one finding",
            call("get_finding_by_id", json!({"finding_id": 7})),
        ),
        ("100 findings", list(100)),
    ];
    let numbers = measured.map(|(of, info)| (of, info.count_total));
    hold("allocations of a request", &numbers);
    let peaks = measured.map(|(of, info)| (of, info.bytes_max));
    hold("bytes allocated at once", &peaks);
}
