//! What handlers leave with a client, and what clients make of it.

use std::rc::Rc;
use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::fixture::{self, Caller};
use super::{CAPABILITIES, Post};
use crate::mcp::{
    Client, InputRequest, InputRequired, Interruption, Prompt, PromptMessage, PromptResult, Server,
    StateKey, States, ToolResult,
};

/// 2026-11-22.
const NOW: u64 = 1_795_305_600;
const LIFETIME: u64 = 600;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Left {
    round: u64,
    secret: String,
}

/// Leaves something in the first round and tells it in the second. Counts how often it ran.
fn remember(caller: &Caller, client: &Client) -> Result<Value, Interruption> {
    caller.counted.set(caller.counted.get() + 1);
    let Some(left) = client.state::<Left>()? else {
        let left = Left {
            round: 1,
            secret: "straße".to_owned(),
        };
        return Err(InputRequired::ask("where", InputRequest::Roots)
            .with_state(&left)
            .into());
    };
    Ok(json!(left))
}

/// The tools `echo` and `fail` and the prompt `echo` all do the same.
fn server_with(states: Option<States<Caller>>) -> Server<Caller> {
    let mut server = fixture::server();
    for tool in &mut server.tools {
        tool.call = |caller, call| {
            Box::pin(async move { Ok(ToolResult::structured(remember(caller, &call.client)?)) })
        };
    }
    server.prompts = vec![Prompt {
        name: "echo",
        arguments: &[],
        get: |caller, _, client| {
            Box::pin(async move {
                let text = remember(caller, &client)?.to_string();
                Ok(PromptResult {
                    description: None,
                    messages: vec![PromptMessage::user(text)],
                })
            })
        },
        ..server.prompts.remove(0)
    }];
    server.states = states;
    server
}

fn states(key: u8) -> States<Caller> {
    States {
        key: StateKey::new([key; 32]),
        principal: |caller| caller.name.to_owned(),
        now: |caller| UNIX_EPOCH + Duration::from_secs(caller.now),
        lifetime: Duration::from_secs(LIFETIME),
    }
}

fn ada_at(now: u64) -> Rc<Caller> {
    Rc::new(Caller {
        now,
        ..Caller::named("ada")
    })
}

fn post(method: &str, mut params: Value) -> Post {
    params["_meta"] = json!({ CAPABILITIES: { "roots": {} } });
    Post::modern(method, &params)
}

fn call(params: Value) -> Post {
    post("tools/call", params)
}

/// The state that the first round of a call of `echo` ends with.
fn state() -> String {
    let (_, answer) =
        call(json!({ "name": "echo" })).answer_to(&ada_at(NOW), server_with(Some(states(7))));
    assert_eq!(answer["result"]["resultType"], "input_required", "{answer}");
    answer["result"]["requestState"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Asserts that a post is refused before its handler runs.
fn assert_refused(post: &Post, caller: &Rc<Caller>, server: Server<Caller>, why: &str) {
    let (status, answer) = post.answer_to(caller, server);
    assert_eq!(
        (status.as_u16(), &answer["error"]["code"]),
        (200, &json!(-32602)),
        "{why}: {answer}"
    );
    assert_eq!(caller.counted.get(), 0, "{why}");
}

#[test]
fn what_was_left_comes_back() {
    let params = json!({ "name": "echo", "requestState": state(), "inputResponses": {} });
    let caller = ada_at(NOW + LIFETIME - 1);
    let (_, answer) = call(params).answer_to(&caller, server_with(Some(states(7))));
    assert_eq!(
        answer["result"]["structuredContent"],
        json!({ "round": 1, "secret": "straße" }),
        "{answer}"
    );
}

#[test]
fn the_layout_is_fixed() {
    // Computed apart, by another implementation of HMAC-SHA-256: states outlive a release of the server.
    assert_eq!(
        state(),
        "AAAAAGsCMtiEdSxjF_xzd1HI8hFWKH22CsqEsiHsZeCXBN4p8XDOSnsicm91bmQiOjEsInNlY3JldCI6InN0cmHDn2UifQ"
    );
}

#[test]
fn a_state_that_was_changed_is_refused() {
    let state = state();
    let mut changed = vec![
        String::new(),
        format!("{state}-TAMPERED"),
        format!("{state}="),
        format!("{state}A"),
        format!(" {state}"),
        state.replace(|_: char| true, "A"),
        "straße".to_owned(),
    ];
    for place in 0..state.len() {
        let other = if state.as_bytes()[place] == b'A' {
            "B"
        } else {
            "A"
        };
        let mut text = state.clone();
        text.replace_range(place..=place, other);
        changed.push(text);
        changed.push(state[..place].to_owned());
    }
    for text in changed {
        let post = call(json!({ "name": "echo", "requestState": text }));
        assert_refused(&post, &ada_at(NOW), server_with(Some(states(7))), &text);
    }
    for text in [json!(null), json!(5), json!({}), json!([state])] {
        let post = call(json!({ "name": "echo", "requestState": text }));
        assert_refused(
            &post,
            &ada_at(NOW),
            server_with(Some(states(7))),
            "no string",
        );
    }
}

#[test]
fn a_state_is_for_one_request_one_caller_and_one_key() {
    let state = state();
    let server = || server_with(Some(states(7)));
    let other_tool = call(json!({ "name": "fail", "requestState": state }));
    assert_refused(&other_tool, &ada_at(NOW), server(), "another tool");
    let other_method = post(
        "prompts/get",
        json!({ "name": "echo", "requestState": state }),
    );
    assert_refused(&other_method, &ada_at(NOW), server(), "another method");
    let arguments = json!({ "name": "echo", "arguments": { "a": 1 }, "requestState": state });
    assert_refused(&call(arguments), &ada_at(NOW), server(), "other arguments");
    let same = call(json!({ "name": "echo", "arguments": {}, "requestState": state }));
    let grace = Rc::new(Caller {
        now: NOW,
        ..Caller::named("grace")
    });
    assert_refused(&same, &grace, server(), "another caller");
    let other_key = server_with(Some(states(8)));
    assert_refused(&same, &ada_at(NOW), other_key, "another key");
    let (_, answer) = same.answer_to(&ada_at(NOW), server());
    assert_eq!(answer["result"]["resultType"], "complete", "{answer}");
}

#[test]
fn arguments_may_come_back_in_another_order() {
    let (first, second, other) = (
        json!({ "a": { "x": 1, "y": [{ "p": 1, "q": 2 }] }, "b": "1" }),
        json!({ "b": "1", "a": { "y": [{ "q": 2, "p": 1 }], "x": 1 } }),
        json!({ "b": 1, "a": { "y": [{ "q": 2, "p": 1 }], "x": 1 } }),
    );
    let params = json!({ "name": "echo", "arguments": first });
    let (_, answer) = call(params).answer_to(&ada_at(NOW), server_with(Some(states(7))));
    let state = &answer["result"]["requestState"];
    let retry = |arguments: &Value| {
        call(json!({ "name": "echo", "arguments": arguments, "requestState": state }))
    };
    let (_, answer) = retry(&second).answer_to(&ada_at(NOW), server_with(Some(states(7))));
    assert_eq!(answer["result"]["resultType"], "complete", "{answer}");
    let server = server_with(Some(states(7)));
    assert_refused(
        &retry(&other),
        &ada_at(NOW),
        server,
        "a string became a number",
    );
}

#[test]
fn a_state_expires() {
    let post = call(json!({ "name": "echo", "requestState": state() }));
    let server = || server_with(Some(states(7)));
    assert_refused(&post, &ada_at(NOW + LIFETIME), server(), "too late");
    let (_, answer) = post.answer_to(&ada_at(NOW + LIFETIME), server());
    let words = answer["error"]["message"].as_str().unwrap();
    assert!(words.contains("expired"), "{words}");
}

#[test]
fn without_a_key_there_is_no_state() {
    let post = call(json!({ "name": "echo", "requestState": state() }));
    assert_refused(&post, &ada_at(NOW), server_with(None), "none was given out");
    let (status, answer) =
        call(json!({ "name": "echo" })).answer_to(&ada_at(NOW), server_with(None));
    assert_eq!(
        (status.as_u16(), &answer["error"]["code"]),
        (200, &json!(-32603))
    );
    assert_eq!(answer.get("result"), None);
}

#[test]
fn a_state_of_another_version_is_refused_by_the_handler() {
    let mut server = server_with(Some(states(7)));
    server.tools[0].call = |_, call| {
        Box::pin(async move {
            let older = call.client.state::<Vec<u8>>()?;
            Ok(ToolResult::structured(json!({ "older": older })))
        })
    };
    let post = call(json!({ "name": "echo", "requestState": state() }));
    let (_, answer) = post.answer_to(&ada_at(NOW), server);
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
}

#[test]
fn a_key_shows_nothing() {
    assert_eq!(format!("{:?}", StateKey::new([42; 32])), "StateKey");
}
