//! The real server, as it is handed out, in the sandbox.

use dojo_sim::{Account, Config, Dojo, Profile};
use http::{Request, Response};
use sandbox::{Answer, Sandbox, Visit};
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};
use testbed::provided;

/// Where the simulated instance is said to be. No name is looked up in the sandbox.
pub(crate) const URL: &str = "https://dojo.example.com";

/// Compiled once: it takes longer than all the visits.
static SERVER: LazyLock<Sandbox> =
    LazyLock::new(|| Sandbox::load(&provided("DEFECTDOJO_MCP_WASM", "dist/defectdojo-mcp.wasm")));

/// The server, and what is behind it.
pub(crate) struct Served {
    pub(crate) dojo: Arc<Dojo>,
}

impl Served {
    pub(crate) fn new(profile: Profile, findings: usize) -> Self {
        let config = Config {
            profile,
            findings,
            strict: true,
            ..Config::default()
        };
        Self {
            dojo: Arc::new(Dojo::new(&config)),
        }
    }

    /// Calls a tool, with the simulated instance behind the server.
    pub(crate) fn call(&self, name: &str, arguments: &Value) -> Visit {
        self.ask("tools/call", &json!({"name": name, "arguments": arguments}))
    }

    /// Any request.
    pub(crate) fn ask(&self, method: &str, params: &Value) -> Visit {
        let dojo = Arc::clone(&self.dojo);
        self.ask_on(
            Arc::new(move |request| dojo.answer(request)),
            method,
            params,
        )
    }

    /// The same with anything behind the server.
    pub(crate) fn ask_on(&self, answer: Answer, method: &str, params: &Value) -> Visit {
        let token = self.dojo.token(Account::Admin);
        let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let request = Request::post("http://127.0.0.1:3000/mcp")
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .header("authorization", format!("Token {token}"))
            .body(message.to_string().into_bytes())
            .unwrap();
        let visit = SERVER.visit(&[("DEFECTDOJO_URL", URL)], answer, request);
        assert_eq!(visit.response.status(), 200, "{method}: {visit:?}");
        visit
    }
}

/// The result of a request.
pub(crate) fn result(response: &Response<impl AsRef<[u8]>>) -> Value {
    let message: Value = serde_json::from_slice(response.body().as_ref()).unwrap();
    message["result"].clone()
}
