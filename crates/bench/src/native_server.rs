//! What a Rust programmer would write instead of a component: the official SDK on axum, with reqwest.
//!
//! It offers the same tools, word for word, and shortens findings by the code of the floor. Of the tools it has those
//! that are measured.

use std::env;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::Router;
use bench::{Canned, InProcess};
use bench_floor::Question;
use http::header::AUTHORIZATION;
use http::request::Parts;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ErrorData, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{RoleServer, ServerHandler};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;

#[derive(Clone)]
struct Native {
    tools: Arc<Vec<Tool>>,
    client: reqwest::Client,
    upstream: Arc<str>,
}

impl ServerHandler for Native {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.tools.to_vec()))
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let short = match question(&call) {
            Some(question) => self.ask(question, &context).await,
            None => return Err(ErrorData::invalid_params("no such tool", None)),
        };
        let result = short.map_or_else(
            |error| CallToolResult::structured_error(json!({"error": error.to_string()})),
            CallToolResult::structured,
        );
        Ok(result.into())
    }
}

fn question(call: &CallToolRequestParams) -> Option<Question> {
    let argument = |name| call.arguments.as_ref()?.get(name)?.as_u64();
    match &*call.name {
        "get_finding_by_id" => argument("finding_id").map(Question::One),
        "get_findings" if argument("limit") == Some(0) => Some(Question::Count),
        "get_findings" => Some(Question::Hundred),
        _ => None,
    }
}

impl Native {
    /// With the caller's own token, as the component does.
    async fn ask(&self, question: Question, context: &RequestContext<RoleServer>) -> Result<Value> {
        let parts = context.extensions.get::<Parts>();
        let token = parts.and_then(|parts| parts.headers.get(AUTHORIZATION));
        let answer = self
            .client
            .get(format!("{}{}", self.upstream, question.target()))
            .header(AUTHORIZATION, token.context("no token")?)
            .send()
            .await?
            .error_for_status()?
            .bytes()
            .await?;
        Ok(serde_json::to_value(question.read(&answer)?)?)
    }
}

/// The tools as the component offers them.
fn tools() -> Result<Vec<Tool>> {
    #[derive(Deserialize)]
    struct Listed {
        result: ListToolsResult,
    }
    let list = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;
    let answer = InProcess::new(Rc::new(Canned(Vec::new())))?.ask(list.into())?;
    Ok(serde_json::from_slice::<Listed>(&answer)?.result.tools)
}

#[tokio::main]
async fn main() -> Result<()> {
    let native = Native {
        tools: Arc::new(tools()?),
        client: reqwest::Client::builder().no_proxy().build()?,
        upstream: env::var("DEFECTDOJO_URL")?.into(),
    };
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true);
    let service = StreamableHttpService::new(
        move || Ok(native.clone()),
        Arc::new(LocalSessionManager::default()),
        config,
    );
    let listener = TcpListener::bind(env::var("LISTEN")?).await?;
    axum::serve(listener, Router::new().nest_service("/mcp", service)).await?;
    Ok(())
}
