//! A client that sends what it is told and shows what comes back, byte by byte.

use crate::secrets::Sent;
use serde_json::{Value, json};
use std::time::Duration;
use ureq::{Agent, http};

/// An HTTP answer.
#[derive(Debug)]
pub struct Answer {
    /// The status, of any class.
    pub status: u16,
    /// The header fields.
    pub headers: http::HeaderMap,
    /// The whole body.
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The JSON-RPC messages in the body, whether it is one of them or a stream of events.
    #[must_use]
    pub fn messages(&self) -> Vec<Value> {
        if !self.header("Content-Type").starts_with("text/event-stream") {
            return vec![self.json()];
        }
        let data = self
            .body
            .lines()
            .filter_map(|line| line.strip_prefix("data: "));
        let message = |text| serde_json::from_str(text).unwrap_or_else(|_| panic!("{self:?}"));
        data.map(message).collect()
    }

    /// An error's words without the id of its request, with which all of them end: the same as in the header.
    #[must_use]
    pub fn unsigned(&self, words: &str) -> String {
        let signature = format!(" (request {})", self.header("X-Request-Id"));
        let unsigned = words.strip_suffix(&signature);
        unsigned
            .unwrap_or_else(|| panic!("{words:?} does not end with {signature:?}"))
            .to_owned()
    }

    /// A header's value, empty where there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// Nothing takes so long, but a server that never answers: that fails the test instead of stopping it.
const HUNG: Duration = Duration::from_mins(5);

/// An MCP client of one server.
pub struct Client {
    agent: Agent,
    url: String,
    token: Option<String>,
}

impl Client {
    /// A client of the server at `url` that sends `token`.
    #[must_use]
    pub fn new(url: &str, token: impl Into<Option<&'static str>>) -> Self {
        Self::with_token(url, token.into().map(str::to_owned))
    }

    /// The same with a token made at run time.
    #[must_use]
    pub fn with_token(url: &str, token: Option<String>) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(HUNG))
            // ureq looks for one in the environment, which would be sent tokens.
            .proxy(None)
            .build();
        Self {
            agent: agent.into(),
            url: url.to_owned(),
            token,
        }
    }

    /// Any request, with exactly these headers.
    #[must_use]
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Answer {
        let mut sent = Sent::default();
        if let Some(token) = &self.token {
            sent.token(token);
        }
        let mut request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
            sent.text(value);
        }
        let body = body.into();
        sent.text(&String::from_utf8_lossy(&body));
        let response = self.agent.run(request.body(body).unwrap()).unwrap();
        let (head, mut body) = response.into_parts();
        let answer = Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body: body.with_config().limit(64 << 20).read_to_string().unwrap(),
        };
        sent.assert_kept(&answer.body);
        sent.assert_kept(&format!("{:?}", answer.headers));
        answer
    }

    /// A POST of `message` to `/mcp` with the usual headers, the token and `more`.
    #[must_use]
    pub fn post(&self, message: &Value, more: &[(&str, &str)]) -> Answer {
        let authorization = self.token.as_ref().map(|token| format!("Token {token}"));
        let mut headers = vec![
            ("Content-Type", "application/json"),
            ("Accept", "application/json, text/event-stream"),
        ];
        headers.extend(
            authorization
                .iter()
                .map(|value| ("Authorization", value.as_str())),
        );
        headers.extend(more);
        self.send("POST", "/mcp", &headers, message.to_string())
    }

    /// A request of the era of `initialize`: its result, or its error as `{"error": …}`.
    #[must_use]
    pub fn legacy(&self, method: &str, params: Value) -> Value {
        let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let answer = self.post(&message, &[("MCP-Protocol-Version", "2025-11-25")]);
        assert_eq!(answer.status, 200, "{answer:?}");
        outcome(&answer)
    }

    /// A request of the stateless era, 2026-07-28.
    #[must_use]
    pub fn modern(&self, method: &str, mut params: Value) -> Value {
        params["_meta"] = json!({
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": {},
        });
        let name = params.get("name").or(params.get("uri")).cloned();
        let mut headers = vec![
            ("MCP-Protocol-Version", "2026-07-28"),
            ("Mcp-Method", method),
        ];
        if let Some(Value::String(name)) = &name {
            headers.push(("Mcp-Name", name));
        }
        let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        outcome(&self.post(&message, &headers))
    }

    /// Calls a tool: the object that it gives, the same as text and as structured content.
    #[must_use]
    pub fn tool(&self, name: &str, arguments: Value) -> Value {
        let result = self.legacy("tools/call", json!({"name": name, "arguments": arguments}));
        assert_eq!(result.get("isError"), None, "{name}: {result}");
        let text = result["content"][0]["text"]
            .as_str()
            .unwrap_or_else(|| panic!("{result}"));
        assert!(
            text.chars().count() <= 40_000,
            "{name}: {} characters",
            text.chars().count()
        );
        let object: Value = serde_json::from_str(text).unwrap();
        assert_eq!(object, result["structuredContent"], "{name}");
        object
    }

    /// Calls a tool that has to fail: what it says.
    #[must_use]
    pub fn failure(&self, name: &str, arguments: Value) -> String {
        let result = self.legacy("tools/call", json!({"name": name, "arguments": arguments}));
        assert_eq!(result["isError"], true, "{name}: {result}");
        result["content"][0]["text"].as_str().unwrap().to_owned()
    }
}

/// A JSON-RPC result, or the error in an object of its own. Words of either kind of error are without their id.
fn outcome(answer: &Answer) -> Value {
    let mut json = answer.json();
    let words = match json.get("result") {
        Some(result) if result["isError"] == true => &mut json["result"]["content"][0]["text"],
        Some(_) => return json["result"].take(),
        None => &mut json["error"]["message"],
    };
    *words = answer.unsigned(words.as_str().unwrap()).into();
    match json.get_mut("result") {
        Some(result) => result.take(),
        None => json!({"error": json["error"]}),
    }
}
