//! Every kind of request that succeeds.

use super::conversation::Conversation;
use super::tools::{calls, failing_calls};
use serde_json::{Value, json};

pub(super) fn ask_all(client: &mut Conversation) {
    greet(client);
    call_tools(client);
    get_prompts(client);
    read_resources(client);
}

fn greet(client: &mut Conversation) {
    if client.is_stateless() {
        client.ask("server/discover", json!({}), "DiscoverResult");
        return;
    }
    let hello = json!({
        "protocolVersion": client.revision,
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    });
    let greeted = client.ask("initialize", hello, "InitializeResult");
    assert_eq!(greeted["protocolVersion"], client.revision);
    client.ask("ping", json!({}), "EmptyResult");
    if client.revision == "2025-03-26" {
        // The only one that has batches.
        let request = client.request("ping", json!({}));
        let batch = request.map(|ping| format!("[{ping},{ping}]"));
        let (_, mut messages) = client.native.send(batch);
        let responses = messages.remove(0);
        client.hear("two pings", "JSONRPCBatchResponse", &responses);
    }
    client.ask("logging/setLevel", json!({"level": "info"}), "EmptyResult");
}

fn call_tools(client: &mut Conversation) {
    let listed = client.ask("tools/list", json!({}), "ListToolsResult");
    let calls = calls();
    assert_eq!(listed["tools"].as_array().unwrap().len(), calls.len());
    for (name, arguments) in calls.into_iter().chain(failing_calls()) {
        let call = json!({"name": name, "arguments": arguments, "_meta": {"progressToken": name}});
        client.ask("tools/call", call, "CallToolResult");
    }
}

fn get_prompts(client: &mut Conversation) {
    let listed = client.ask("prompts/list", json!({}), "ListPromptsResult");
    for prompt in listed["prompts"].as_array().unwrap() {
        let name = &prompt["name"];
        client.ask("prompts/get", json!({"name": name}), "GetPromptResult");
        let filled = json!({"name": name, "arguments": {"product": "pay", "days": "30"}});
        client.ask("prompts/get", filled, "GetPromptResult");
        for argument in prompt["arguments"].as_array().unwrap() {
            let reference = json!({"type": "ref/prompt", "name": name});
            complete(client, reference, &argument["name"]);
        }
    }
}

fn read_resources(client: &mut Conversation) {
    let listed = client.ask("resources/list", json!({}), "ListResourcesResult");
    for resource in listed["resources"].as_array().unwrap() {
        let uri = json!({"uri": resource["uri"]});
        client.ask("resources/read", uri, "ReadResourceResult");
    }
    let listed = client.ask(
        "resources/templates/list",
        json!({}),
        "ListResourceTemplatesResult",
    );
    for template in listed["resourceTemplates"].as_array().unwrap() {
        let template = template["uriTemplate"].as_str().unwrap();
        let uri = json!({"uri": template.replace("{id}", "1")});
        client.ask("resources/read", uri, "ReadResourceResult");
        complete(
            client,
            json!({"type": "ref/resource", "uri": template}),
            &json!("id"),
        );
    }
}

fn complete(client: &mut Conversation, reference: Value, argument: &Value) {
    let asked = json!({"ref": reference, "argument": {"name": argument, "value": "a"}});
    client.ask("completion/complete", asked, "CompleteResult");
}
