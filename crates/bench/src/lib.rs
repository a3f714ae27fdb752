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

/// The server.
pub struct InProcess(Rc<App>);

impl InProcess {
    /// In front of this `DefectDojo`.
    ///
    /// # Errors
    /// The server's own settings or the day can't be read.
    pub fn new(upstream: Rc<dyn Transport>) -> anyhow::Result<Self> {
        let setting = |name: &str| (name == "DEFECTDOJO_URL").then(|| URL.to_owned());
        let config = Config::load(setting, UrlPath::Allowed)?;
        let today = Utc::now().date_naive().to_string().parse()?;
        Ok(Self(Rc::new(App::new(config, upstream, today))))
    }

    /// The body of what it answers to a message.
    ///
    /// # Errors
    /// The message makes no request, or is answered by a stream.
    pub fn ask(&self, message: Bytes) -> anyhow::Result<Vec<u8>> {
        let request = Request::post("/mcp")
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json, text/event-stream")
            .header(AUTHORIZATION, format!("Token {TOKEN}"))
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
/// It need not be known to anyone.
const TOKEN: &str = "0123456789012345678901234567890123456789";

#[cfg(test)]
mod tests {
    use super::*;
    use bench_floor::Question;
    use dojo_sim::{Account, Dojo};
    use serde_json::{Value, json};
    use std::cell::RefCell;

    /// A simulated instance, and what it was asked.
    struct Simulated(Dojo, RefCell<Vec<String>>);

    impl Transport for Simulated {
        fn get(
            &self,
            request: Request<()>,
        ) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
            let target = request.uri().path_and_query().unwrap().to_string();
            let answer = answer(&self.0, &target);
            self.1.borrow_mut().push(target);
            Box::pin(std::future::ready(Ok(answer)))
        }
    }

    fn answer(dojo: &Dojo, target: &str) -> Response<Vec<u8>> {
        let token = format!("Token {}", dojo.token(Account::Admin));
        let request = Request::get(target).header(AUTHORIZATION, token);
        dojo.answer(&request.body(()).unwrap())
    }

    fn ids(answer: &Value) -> Vec<&Value> {
        let rows = answer["findings"].as_array().into_iter().flatten();
        rows.chain([&answer["finding"]])
            .filter_map(|row| row.get("id"))
            .collect()
    }

    /// Otherwise the two do different work, and their ratio says nothing.
    #[test]
    fn the_floor_asks_what_the_server_asks_and_shows_the_same_findings() {
        let dojo = || Dojo::new(&dojo_sim::Config::default());
        let simulated = Rc::new(Simulated(dojo(), RefCell::default()));
        let server = InProcess::new(Rc::clone(&simulated) as Rc<dyn Transport>).unwrap();
        for (question, name, arguments) in [
            (Question::Count, "get_findings", json!({"limit": 0})),
            (Question::Hundred, "get_findings", json!({"limit": 100})),
            (
                Question::One(7),
                "get_finding_by_id",
                json!({"finding_id": 7}),
            ),
        ] {
            let params = json!({"name": name, "arguments": arguments});
            let call = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params});
            let ours = server.ask(call.to_string().into()).unwrap();
            let ours: Value = serde_json::from_slice(&ours).unwrap();
            let ours = &ours["result"]["structuredContent"];
            assert_eq!(simulated.1.take(), [question.target()]);

            let page = answer(&simulated.0, &question.target()).into_body();
            let floor = serde_json::to_value(question.read(&page).unwrap()).unwrap();
            assert_eq!(floor.get("count"), ours.get("count"));
            assert_eq!(ids(&floor), ids(ours));
        }
    }
}
