//! Requests that the server answers with questions.

use serde::Deserialize;
use serde_json::{Value, json};

use super::fixture::{self, Caller};
use super::{CAPABILITIES, Post, SERVER_INFO};
use crate::mcp::{
    Client, Contents, Elicit, Elicited, Field, FieldKind, InputRequest, InputRequired,
    Interruption, Prompt, PromptMessage, PromptResult, Resource, Sample, SamplingMessage, Server,
    ToolResult,
};

#[derive(Debug, Deserialize)]
struct Person {
    name: String,
}

/// Asks for a name until there is one.
fn name(client: &Client) -> Result<String, Interruption> {
    let field = Field::required("name", "How you are called.", FieldKind::Text);
    match client.responses().elicited("who")? {
        Some(Elicited::Accepted(Person { name })) => Ok(name),
        Some(Elicited::Declined) => Ok("(declined)".to_owned()),
        Some(Elicited::Cancelled) => Ok("(cancelled)".to_owned()),
        None => Err(InputRequired::ask("who", Elicit::form("Who are you?", vec![field])).into()),
    }
}

/// Asks for one of everything, and tells what it was told.
fn everything(client: &Client) -> Result<Value, Interruption> {
    let answers = client.responses();
    let (Some(said), Some(roots)) = (answers.sampled("model")?, answers.roots("where")?) else {
        let field = |name, required, kind| Field {
            name,
            description: "d",
            required,
            kind,
        };
        let fields = vec![
            field("text", true, FieldKind::Text),
            field("integer", false, FieldKind::Integer),
            field("number", false, FieldKind::Number),
            field("boolean", true, FieldKind::Boolean),
            field("choice", false, FieldKind::Choice(vec!["a".to_owned()])),
            field("choices", false, FieldKind::Choices(vec!["b".to_owned()])),
        ];
        let sample = Sample {
            messages: vec![SamplingMessage::user("Capital of France?")],
            system_prompt: Some("Be short.".to_owned()),
            max_tokens: 100,
        };
        let required = InputRequired::ask("where", InputRequest::Roots)
            .and("model", Elicit::url("replaced", "https://example.com"))
            .and("form", Elicit::form("Fill in", fields))
            .and("page", Elicit::url("Go there", "https://example.com/key"))
            .and("model", sample);
        return Err(required.into());
    };
    let page = answers.elicited::<Value>("page")?;
    Ok(json!({
        "said": said.text(),
        "blocks": said.content.len(),
        "model": said.model,
        "stop": said.stop_reason,
        "roots": roots.into_iter().map(|root| (root.uri, root.name)).collect::<Vec<_>>(),
        "page": page.map(|page| format!("{page:?}")),
    }))
}

/// The tool `name`, the prompt and the resource want a name; the tool `everything` more.
fn server() -> Server<Caller> {
    let mut server = fixture::server();
    server.tools.truncate(2);
    server.tools[0].name = "name";
    server.tools[0].call = |_, call| {
        Box::pin(async move {
            Ok(ToolResult::structured(
                json!({ "name": name(&call.client)? }),
            ))
        })
    };
    server.tools[1].name = "everything";
    server.tools[1].call =
        |_, call| Box::pin(async move { Ok(ToolResult::structured(everything(&call.client)?)) });
    server.prompts = vec![Prompt {
        arguments: &[],
        get: |_, _, client| {
            Box::pin(async move {
                Ok(PromptResult {
                    description: None,
                    messages: vec![PromptMessage::user(name(&client)?)],
                })
            })
        },
        ..server.prompts.remove(0)
    }];
    server.resources = vec![Resource {
        read: |_, client| Box::pin(async move { Ok(Contents::Text(name(&client)?)) }),
        ..server.resources.remove(0)
    }];
    server.templates[0].read =
        |_, _, client| Box::pin(async move { Ok(Contents::Text(name(&client)?)) });
    server
}

/// The requests that end in [`name`].
fn requests() -> [(&'static str, Value); 4] {
    [
        ("tools/call", json!({ "name": "name" })),
        ("prompts/get", json!({ "name": "greet" })),
        ("resources/read", json!({ "uri": "app://guide" })),
        ("resources/read", json!({ "uri": "app://things/7" })),
    ]
}

/// Sends `params` from a client that can do everything.
fn send(method: &str, params: &Value) -> Value {
    let mut params = params.clone();
    let all = json!({ "elicitation": { "form": {}, "url": {} }, "sampling": {}, "roots": {} });
    params["_meta"] = json!({ CAPABILITIES: all });
    let (status, answer) = Post::modern(method, &params).answer_of(server());
    assert_eq!(status, 200, "{answer}");
    answer
}

fn call(tool: &str, responses: &Value) -> Value {
    send(
        "tools/call",
        &json!({ "name": tool, "inputResponses": responses }),
    )
}

#[test]
fn questions_are_a_result_of_their_own_kind() {
    for (method, params) in requests() {
        let answer = send(method, &params);
        let server = answer["result"]["_meta"][SERVER_INFO].clone();
        assert_eq!(
            answer["result"],
            json!({
                "resultType": "input_required",
                "inputRequests": { "who": { "method": "elicitation/create", "params": {
                    "mode": "form",
                    "message": "Who are you?",
                    "requestedSchema": {
                        "type": "object",
                        "properties": {
                            "name": { "type": "string", "description": "How you are called." },
                        },
                        "required": ["name"],
                    },
                } } },
                "_meta": { SERVER_INFO: server },
            }),
            "{method}"
        );
        assert_eq!(server["name"], "made-up");
    }
}

#[test]
fn answers_complete_the_request() {
    let responses = json!({ "who": { "action": "accept", "content": { "name": "Grace" } } });
    for (method, mut params) in requests() {
        params["inputResponses"] = responses.clone();
        let answer = send(method, &params);
        assert_eq!(answer["result"]["resultType"], "complete", "{answer}");
        assert!(answer["result"].to_string().contains("Grace"), "{answer}");
    }
}

#[test]
fn every_kind_of_question_is_asked_in_the_order_of_the_handler() {
    let answer = call("everything", &json!({}));
    let d = |kind: &str| json!({ "type": kind, "description": "d" });
    let choice = json!({ "type": "string", "enum": ["a"], "description": "d" });
    let choices = json!({ "type": "array", "items": { "type": "string", "enum": ["b"] }, "description": "d" });
    let form = json!({ "mode": "form", "message": "Fill in", "requestedSchema": {
        "type": "object",
        "properties": {
            "text": d("string"),
            "integer": d("integer"),
            "number": d("number"),
            "boolean": d("boolean"),
            "choice": choice,
            "choices": choices,
        },
        "required": ["text", "boolean"],
    } });
    let page = json!({ "mode": "url", "message": "Go there", "url": "https://example.com/key" });
    let sample = json!({
        "messages": [
            { "role": "user", "content": { "type": "text", "text": "Capital of France?" } },
        ],
        "systemPrompt": "Be short.",
        "maxTokens": 100,
    });
    let requests = json!({
        "where": { "method": "roots/list" },
        "form": { "method": "elicitation/create", "params": form },
        "page": { "method": "elicitation/create", "params": page },
        "model": { "method": "sampling/createMessage", "params": sample },
    });
    // As text, since the order counts too.
    assert_eq!(
        answer["result"]["inputRequests"].to_string(),
        requests.to_string()
    );
}

#[test]
fn every_kind_of_answer_is_read() {
    let text = |text: &str| json!({ "type": "text", "text": text });
    let picture = json!({ "type": "image", "data": "Zg==", "mimeType": "image/png" });
    for (content, said, blocks) in [
        (text("Paris"), "Paris", 1),
        (json!([text("Pa"), picture, text("ris")]), "Paris", 3),
        (picture.clone(), "", 1),
    ] {
        let answer = call(
            "everything",
            &json!({
                "model": { "role": "assistant", "content": content, "model": "m", "stopReason": "endTurn" },
                "where": { "roots": [{ "uri": "file:///a", "name": "A" }, { "uri": "file:///b" }] },
                "page": { "action": "accept" },
            }),
        );
        assert_eq!(
            answer["result"]["structuredContent"],
            json!({
                "said": said,
                "blocks": blocks,
                "model": "m",
                "stop": "endTurn",
                "roots": [["file:///a", "A"], ["file:///b", null]],
                "page": "Accepted(Object {})",
            })
        );
    }
    for (action, said) in [("decline", "(declined)"), ("cancel", "(cancelled)")] {
        let answer = call("name", &json!({ "who": { "action": action } }));
        assert_eq!(answer["result"]["structuredContent"]["name"], said);
    }
}

#[test]
fn a_missing_answer_is_asked_for_again_and_a_needless_one_ignored() {
    let accepted = json!({ "action": "accept", "content": { "name": "Grace" } });
    let other = call("name", &json!({ "other": accepted }));
    assert_eq!(other["result"]["resultType"], "input_required");
    let both = call("name", &json!({ "other": { "x": 1 }, "who": accepted }));
    assert_eq!(both["result"]["structuredContent"]["name"], "Grace");
}

#[test]
fn answers_that_cannot_be_read_are_errors() {
    for responses in [
        json!(null),
        json!([]),
        json!("hush"),
        json!({ "who": 12345 }),
        json!({ "who": null }),
        json!({ "who": ["hush"] }),
        json!({ "other": 1 }),
        json!({ "who": {} }),
        json!({ "who": { "action": "hush" } }),
        json!({ "who": { "action": "accept" } }),
        json!({ "who": { "action": "accept", "content": { "name": ["hush"] } } }),
        json!({ "who": { "roots": [] } }),
    ] {
        let answer = call("name", &responses);
        assert_eq!(answer["error"]["code"], -32602, "{responses}: {answer}");
        assert!(!answer.to_string().contains("hush"), "{answer}");
    }
    for model in [
        json!({ "content": { "type": "text", "text": "x" } }),
        json!({ "model": "m", "content": { "type": "image", "data": "!", "mimeType": "image/png" } }),
        json!({ "model": "m", "content": { "type": "hush" } }),
    ] {
        let answer = call(
            "everything",
            &json!({ "model": model, "where": { "roots": [] } }),
        );
        assert_eq!(answer["error"]["code"], -32602, "{model}: {answer}");
    }
}

#[test]
fn questions_reach_only_a_client_that_answers_such() {
    let params = json!({
        "name": "everything",
        "_meta": { CAPABILITIES: { "elicitation": { "form": {} }, "roots": {} } },
    });
    let (status, answer) = Post::modern("tools/call", &params).answer_of(server());
    assert_eq!((status.as_u16(), answer.get("result")), (400, None));
    assert_eq!(answer["error"]["code"], -32021);
    assert_eq!(
        answer["error"]["data"],
        json!({ "requiredCapabilities": { "elicitation": { "url": {} }, "sampling": {} } })
    );
}

#[test]
fn earlier_revisions_know_no_questions() {
    let accepted = json!({ "action": "accept", "content": { "name": "Grace" } });
    for (method, mut params) in requests() {
        params["inputResponses"] = json!({ "who": accepted });
        params["requestState"] = json!("x");
        let (status, answer) = Post::legacy(method, &params).answer_of(server());
        assert_eq!(status, 200);
        let words = if method == "tools/call" {
            assert_eq!(answer["result"]["isError"], true);
            answer["result"]["content"][0]["text"].clone()
        } else {
            assert_eq!(answer["error"]["code"], -32603);
            answer["error"]["message"].clone()
        };
        assert_eq!(
            words,
            "This needs a client that speaks MCP 2026-07-28 and declares: elicitation.form. (request 00000000a1b2)"
        );
    }
}

#[test]
fn other_methods_ask_nothing() {
    for method in ["tools/list", "prompts/list", "resources/list"] {
        let params = json!({ "inputResponses": null, "requestState": 5 });
        assert_eq!(send(method, &params)["result"]["resultType"], "complete");
    }
}
