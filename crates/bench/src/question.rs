//! What is asked, in the words of each server.

use serde_json::{Value, json};

/// What a server is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Case {
    Ping,
    ToolsList,
    Count,
    One,
    Hundred,
}

impl Case {
    pub(crate) const ALL: [Self; 5] = [
        Self::Ping,
        Self::ToolsList,
        Self::Count,
        Self::One,
        Self::Hundred,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ping => "ping",
            Self::ToolsList => "tools/list",
            Self::Count => "count",
            Self::One => "one finding",
            Self::Hundred => "100 findings",
        }
    }
}

/// How a server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// No server of anything.
    Hello,
    /// A path for each case.
    Floor,
    /// MCP, with our tools.
    Ours,
    /// MCP, with the tools of `PyPI`'s mcp-defectdojo.
    McpDefectDojo,
    /// MCP, with the tools of `PyPI`'s defectdojo-mcp.
    DefectDojoMcp,
}

/// A request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Question {
    /// To get a path.
    Path(&'static str),
    /// To post or write a JSON-RPC message.
    Message(Value),
}

/// Any finding will do.
const ID: u64 = 7;

impl Dialect {
    /// How a server is asked for a case. `None` where it has nothing for it.
    pub(crate) fn question(self, case: Case) -> Option<Question> {
        let call = |name, arguments| {
            Some(message(
                "tools/call",
                &json!({"name": name, "arguments": arguments}),
            ))
        };
        match (self, case) {
            (Self::Hello, Case::Ping | Case::ToolsList) => Some(Question::Path("/")),
            (Self::Hello, _) => None,
            (Self::Floor, Case::Ping | Case::ToolsList) => Some(Question::Path("/nothing")),
            (Self::Floor, Case::Count) => Some(Question::Path("/count")),
            (Self::Floor, Case::One) => Some(Question::Path("/7")),
            (Self::Floor, Case::Hundred) => Some(Question::Path("/hundred")),
            (_, Case::Ping) => Some(message("ping", &json!({}))),
            (_, Case::ToolsList) => Some(message("tools/list", &json!({}))),
            (Self::Ours, Case::Count) => call("get_findings", json!({"limit": 0})),
            (Self::Ours, Case::One) => call("get_finding_by_id", json!({"finding_id": ID})),
            (Self::Ours | Self::DefectDojoMcp, Case::Hundred) => {
                call("get_findings", json!({"limit": 100}))
            }
            (Self::McpDefectDojo, Case::One) => call("get_finding", json!({"finding_id": ID})),
            (Self::McpDefectDojo, Case::Hundred) => call("list_findings", json!({"limit": 100})),
            (Self::McpDefectDojo | Self::DefectDojoMcp, _) => None,
        }
    }

    /// Whether it begins with a handshake.
    pub(crate) fn is_mcp(self) -> bool {
        !matches!(self, Self::Hello | Self::Floor)
    }
}

/// The handshake's two messages.
pub(crate) fn handshake() -> [Value; 2] {
    let hello = json!({
        "protocolVersion": VERSION,
        "capabilities": {},
        "clientInfo": {"name": "bench", "version": "0"},
    });
    [
        json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello}),
        json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
    ]
}

/// The newest revision that all of the servers know.
pub(crate) const VERSION: &str = "2025-06-18";

fn message(method: &str, params: &Value) -> Question {
    Question::Message(request(method, params))
}

/// A JSON-RPC request.
pub(crate) fn request(method: &str, params: &Value) -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
}

/// A call of a tool.
pub(crate) fn call(tool: &str, arguments: &Value) -> Value {
    request("tools/call", &json!({"name": tool, "arguments": arguments}))
}

/// Whether an answer is one to the case, and not a polite refusal.
pub(crate) fn is_answer(case: Case, answer: &[u8]) -> bool {
    // What is JSON within JSON is as good.
    let text = String::from_utf8_lossy(answer).replace("\\\"", "\"");
    let refusals = ["\"error\":", "\"isError\":true"];
    // Each finding has a severity.
    let enough = case != Case::Hundred || text.matches("\"severity\":").count() >= 100;
    enough && !refusals.iter().any(|refusal| text.contains(refusal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_and_a_short_list_are_no_answers() {
        let findings = |number| r#"{\"severity\":1}"#.repeat(number).into_bytes();
        assert!(is_answer(Case::Hundred, &findings(100)));
        assert!(!is_answer(Case::Hundred, &findings(99)));
        assert!(is_answer(Case::Ping, b"{}"));
        for refusal in [
            r#"{"error":{}}"#,
            r#"{"result":{"isError":true}}"#,
            r#"{"text":"{\"error\":\"HTTP error: 401\"}"}"#,
        ] {
            assert!(!is_answer(Case::Ping, refusal.as_bytes()), "{refusal}");
        }
    }
}
