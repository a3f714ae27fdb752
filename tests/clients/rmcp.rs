//! The official Rust SDK's client: it follows a script as the other clients' drivers do.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use ::rmcp::model::{
    CallToolRequestParams, ClientConfig, CompleteRequestParams, CompletionInfo,
    ProgressNotificationParam, ProtocolVersion, ReadResourceRequestParams, ReadResourceResult,
};
use ::rmcp::service::{ClientInitializeError, NotificationContext, RunningService};
use ::rmcp::transport::StreamableHttpClientTransport;
use ::rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use ::rmcp::{ClientHandler, ClientLifecycleMode, ClientServiceExt, RoleClient, ServiceError};
use http::header::{AUTHORIZATION, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::runtime;
use tokio::time::timeout;

type Client = RunningService<RoleClient, Host>;

/// Follows `script` and gives the transcript, both as the other clients' drivers have them. Nothing where that
/// takes longer than `patience`: rmcp waits without end for an answer that it can't match to its request.
///
/// `era` selects rmcp's lifecycle: `legacy` is `Initialize`, `auto` is `Auto`, a version is `Discover`
/// with that version alone.
pub(crate) fn transcript(script: &Value, patience: Duration) -> Option<Value> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    // As a task of its own: this runtime runs its tasks in the order in which they became ready, so
    // a call's notifications have been dealt with when its result is.
    let conversation = runtime.spawn(converse(script.clone()));
    let ended = runtime.block_on(async { timeout(patience, conversation).await });
    // An error inside is a panic of the conversation.
    let mut transcript = ended.ok()?.unwrap();
    let client = ClientConfig::default().client_info;
    transcript["client"] = json!({"name": client.name, "version": client.version});
    Some(transcript)
}

async fn converse(script: Value) -> Value {
    let client = match connect(&script).await {
        Ok(client) => client,
        Err(error) => return failure(&error),
    };
    let transcript = follow(&client, &script).await;
    client.cancel().await.unwrap();
    transcript.unwrap_or_else(|error| failure(&error))
}

async fn connect(script: &Value) -> Result<Client, ClientInitializeError> {
    let headers = script["authorization"]
        .as_str()
        .map(|value| (AUTHORIZATION, HeaderValue::from_str(value).unwrap()));
    let config = StreamableHttpClientTransportConfig::with_uri(script["url"].as_str().unwrap())
        .custom_headers(HashMap::from_iter(headers));
    let preferred_versions = vec![ProtocolVersion::V_2026_07_28];
    let lifecycle = match script["era"].as_str().unwrap() {
        "legacy" => ClientLifecycleMode::Initialize,
        "auto" => ClientLifecycleMode::Auto {
            preferred_versions,
            legacy_version: None,
        },
        "2026-07-28" => ClientLifecycleMode::Discover { preferred_versions },
        other => panic!("rmcp has no lifecycle for {other}"),
    };
    Host::default()
        .serve_with_lifecycle(
            StreamableHttpClientTransport::from_config(config),
            lifecycle,
        )
        .await
}

async fn follow(client: &Client, script: &Value) -> Result<Value, ServiceError> {
    let server = client.peer_info().unwrap();
    Ok(json!({
        "protocol": server.protocol_version,
        "server": server.server_info,
        "instructions": server.instructions,
        "tools": client.list_all_tools().await?,
        "prompts": client.list_all_prompts().await?,
        "resources": client.list_all_resources().await?,
        "templates": client.list_all_resource_templates().await?,
        "calls": each(&script["calls"], |tool| call(client, tool)).await,
        "gotPrompts": each(&script["prompts"], |prompt| client.get_prompt(prompt)).await,
        "read": each(&script["resources"], |uri| read(client, uri)).await,
        "completions": each(&script["completions"], |ask| complete(client, ask)).await,
    }))
}

async fn call(client: &Client, tool: CallToolRequestParams) -> Result<Value, ServiceError> {
    let result = client.call_tool(tool).await?;
    // rmcp asks for progress in every request.
    let progress = client.service().progress();
    Ok(json!({"result": result, "progress": progress}))
}

async fn read(client: &Client, uri: String) -> Result<ReadResourceResult, ServiceError> {
    client
        .read_resource(ReadResourceRequestParams::new(uri))
        .await
}

async fn complete(
    client: &Client,
    ask: CompleteRequestParams,
) -> Result<CompletionInfo, ServiceError> {
    Ok(client.complete(ask).await?.completion)
}

/// What `ask` brings for each of `steps`, or how it failed.
async fn each<P: DeserializeOwned, R: Serialize, F: Future<Output = Result<R, ServiceError>>>(
    steps: &Value,
    ask: impl Fn(P) -> F,
) -> Vec<Value> {
    let mut answers = Vec::new();
    for step in steps.as_array().into_iter().flatten() {
        let step = P::deserialize(step).unwrap();
        let answer = ask(step).await;
        answers.push(answer.map_or_else(|error| failure(&error), |answer| json!(answer)));
    }
    answers
}

/// In the words that a program ends with when its `main` returns `error`.
fn failure(error: &impl std::error::Error) -> Value {
    json!({"failure": format!("{error:?}")})
}

/// The program that the client is a part of: it keeps the progress that it is told of.
#[derive(Default)]
struct Host {
    progress: Mutex<Vec<Value>>,
}

impl Host {
    /// What came since it was last asked for.
    fn progress(&self) -> Vec<Value> {
        std::mem::take(&mut self.progress.lock().unwrap())
    }
}

impl ClientHandler for Host {
    async fn on_progress(
        &self,
        notification: ProgressNotificationParam,
        _context: NotificationContext<RoleClient>,
    ) {
        let mut entry = json!(notification);
        entry.as_object_mut().unwrap().remove("progressToken");
        self.progress.lock().unwrap().push(entry);
    }
}
