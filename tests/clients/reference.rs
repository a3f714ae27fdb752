//! A client that is written by hand and hides nothing: what it gets is what every other has to get.

use crate::script::Questions;
use crate::transcript::{Call, Session};
use serde_json::{Map, Value, json};
use testbed::Client;

/// Asks all `questions` and for all lists.
pub(crate) fn answers(client: &Client, questions: &Questions) -> Session {
    let hello = json!({"protocolVersion": "2025-11-25", "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"}});
    let hello = client.legacy("initialize", hello);
    let list = |method: &str, field: &str| -> Option<Vec<Value>> {
        let list = client.legacy(method, json!({}));
        assert_eq!(list.get("nextCursor"), None, "{method}");
        Some(list[field].as_array().unwrap().clone())
    };
    let ask = |method: &str, params: &Value| client.legacy(method, params.clone());
    let each = |method: &str, asked: &[Value]| -> Vec<Value> {
        asked.iter().map(|params| ask(method, params)).collect()
    };
    let uris = questions.resources.iter().map(|uri| json!({"uri": uri}));
    let completed = each("completion/complete", &questions.completions).into_iter();
    Session {
        protocol: hello["protocolVersion"].as_str().map(str::to_owned),
        server: serde_json::from_value(hello["serverInfo"].clone()).unwrap(),
        instructions: hello["instructions"].as_str().map(str::to_owned),
        tools: list("tools/list", "tools"),
        prompts: list("prompts/list", "prompts"),
        resources: list("resources/list", "resources"),
        templates: list("resources/templates/list", "resourceTemplates"),
        calls: Some(
            questions
                .calls
                .iter()
                .map(|asked| call(client, asked))
                .collect(),
        ),
        got_prompts: Some(each("prompts/get", &questions.prompts)),
        read: Some(each("resources/read", &uris.collect::<Vec<_>>())),
        completions: Some(
            completed
                .map(|result| result["completion"].clone())
                .collect(),
        ),
        more: Map::new(),
    }
}

/// Calls a tool, with the progress that was asked for.
fn call(client: &Client, asked: &Value) -> Call {
    let mut params = json!({"name": asked["name"], "arguments": asked["arguments"]});
    if asked["progress"] == true {
        params["_meta"] = json!({"progressToken": "here"});
    }
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params});
    let version = ("MCP-Protocol-Version", "2025-11-25");
    let mut messages = client.post(&message, &[version]).messages();
    let response = messages.pop().unwrap();
    let progress = messages.iter().map(|one| {
        assert_eq!(one["method"], "notifications/progress");
        serde_json::from_value(one["params"].clone()).unwrap()
    });
    Call::Answered {
        result: response["result"].clone(),
        progress: Some(progress.collect()),
    }
}
