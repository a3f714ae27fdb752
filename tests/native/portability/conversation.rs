//! What the server says to a client of one revision, and what the protocol calls it.

use super::protocol::STATELESS;
use super::tools::native;
use crate::harness::Native;
use http::Request;
use serde_json::{Value, json};

/// A message from the server, or a part of one, and what it should be.
pub(super) struct Heard {
    pub(super) revision: &'static str,
    /// What it answers.
    pub(super) asked: String,
    /// The name of an official definition.
    pub(super) definition: String,
    pub(super) json: Value,
}

/// A client that speaks one revision, and takes down what it hears.
pub(super) struct Conversation {
    pub(super) native: Native,
    pub(super) revision: &'static str,
    pub(super) heard: Vec<Heard>,
}

impl Conversation {
    pub(super) fn new(revision: &'static str) -> Self {
        Self {
            native: native(),
            revision,
            heard: Vec::new(),
        }
    }

    pub(super) fn is_stateless(&self) -> bool {
        self.revision == STATELESS
    }

    /// Asks for what succeeds: the result, which is taken down as `definition`.
    pub(super) fn ask(&mut self, method: &str, params: Value, definition: &str) -> Value {
        let asked = format!("{method} {params}");
        let (_, mut messages) = self.native.send(self.request(method, params));
        let response = messages.pop().unwrap();
        for notification in messages {
            self.hear(&asked, "JSONRPCNotification", &notification);
            self.hear(&asked, "ProgressNotification", &notification);
        }
        let result = response.get("result");
        let result = result.unwrap_or_else(|| panic!("{asked}: {response}"));
        let envelope = match self.revision {
            "2025-03-26" | "2025-06-18" => "JSONRPCResponse",
            "2025-11-25" => "JSONRPCResultResponse",
            _ => &format!("{definition}Response"),
        };
        self.hear(&asked, envelope, &response);
        self.hear(&asked, definition, result);
        result.clone()
    }

    /// Sends what is answered with an error of that id and code.
    pub(super) fn refuse(&mut self, asked: &str, request: Request<String>, id: Value, code: i64) {
        let (_, mut messages) = self.native.send(request);
        self.hear_error(asked, messages.pop().unwrap(), id, code);
    }

    /// Takes down an error of that id and code.
    pub(super) fn hear_error(&mut self, asked: &str, mut error: Value, id: Value, code: i64) {
        let identity = (&error["id"], error["error"]["code"].as_i64());
        assert_eq!(identity, (&id, Some(code)), "{asked}: {error}");
        if id.is_null() {
            // So JSON-RPC 2.0 section 5 wants it where the request's id can't be read. MCP's schemas know no
            // such id, and up to 2025-06-18 they want one all the same.
            error["id"] = json!("unread");
        }
        let envelope = match (self.revision, code) {
            ("2025-03-26" | "2025-06-18", _) => "JSONRPCError",
            (STATELESS, -32020) => "HeaderMismatchError",
            (STATELESS, -32022) => "UnsupportedProtocolVersionError",
            _ => "JSONRPCErrorResponse",
        };
        let detail = match (self.revision, code) {
            ("2025-11-25", _) => Some("Error"),
            (STATELESS, -32700) => Some("ParseError"),
            (STATELESS, -32600) => Some("InvalidRequestError"),
            (STATELESS, -32601) => Some("MethodNotFoundError"),
            (STATELESS, -32602) => Some("InvalidParamsError"),
            (STATELESS, -32603) => Some("InternalError"),
            _ => None,
        };
        self.hear(asked, envelope, &error);
        if let Some(detail) = detail {
            self.hear(asked, detail, &error["error"]);
        }
    }

    /// Takes down a message or a part of one.
    pub(super) fn hear(&mut self, asked: &str, definition: &str, json: &Value) {
        self.heard.push(Heard {
            revision: self.revision,
            asked: asked.to_owned(),
            definition: definition.to_owned(),
            json: json.clone(),
        });
    }

    /// A request as this revision wants it.
    pub(super) fn request(&self, method: &str, mut params: Value) -> Request<String> {
        let request = self.native.post();
        let mut request = request.header("mcp-protocol-version", self.revision);
        if self.is_stateless() {
            let meta = &mut params["_meta"];
            meta["io.modelcontextprotocol/protocolVersion"] = self.revision.into();
            meta["io.modelcontextprotocol/clientCapabilities"] = json!({});
            request = request.header("mcp-method", method);
            let name = match method {
                "resources/read" => &params["uri"],
                _ => &params["name"],
            };
            if let Some(name) = name.as_str() {
                request = request.header("mcp-name", name);
            }
        }
        let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        request.body(message.to_string()).unwrap()
    }
}
