//! The build for Spin, with a stand-in for Spin's variables, which wasmtime doesn't have.

use crate::harness::{Client, Reuse, Server, provided};
use dojo_sim::{Account, Config, Sim};
use serde_json::json;
use std::path::Path;

/// The component that takes its variables from lower-case environment variables.
fn composed(folder: &Path) -> std::path::PathBuf {
    let variables = provided(
        "SPIN_VARIABLES_WASM",
        "target/wasm32-wasip2/release/spin_variables.wasm",
    );
    let server = provided("DEFECTDOJO_MCP_SPIN_WASM", "dist/defectdojo-mcp-spin.wasm");
    let path = folder.join("composed.wasm");
    std::fs::write(&path, compose::plug(&server, &variables).unwrap()).unwrap();
    path
}

#[test]
fn it_is_configured_by_variables_in_lower_case() {
    let folder = tempfile::tempdir().unwrap();
    let component = composed(folder.path());
    let sim = Sim::start(&Config {
        findings: 100,
        strict: true,
        ..Config::default()
    })
    .unwrap();
    let token = sim.token(Account::Admin).to_owned();

    let server = Server::run(&component, &[("defectdojo_url", &sim.url())], Reuse::Fresh);
    let client = Client::with_token(server.url(), Some(token.clone()));
    assert_eq!(
        client.tool("get_findings", json!({"limit": 0}))["count"],
        100
    );

    // The environment of the other build means nothing to this one.
    let server = Server::run(&component, &[("DEFECTDOJO_URL", &sim.url())], Reuse::Fresh);
    let client = Client::with_token(server.url(), Some(token));
    let answer = client.post(
        &json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}),
        &[],
    );
    assert_eq!(answer.status, 500);
    assert!(
        answer.body.contains("DEFECTDOJO_URL is not set"),
        "{}",
        answer.body
    );
}

#[test]
fn an_address_with_a_path_is_refused_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let component = composed(folder.path());
    let settings = [("defectdojo_url", "https://example.com/dojo")];
    let server = Server::run(&component, &settings, Reuse::Fresh);
    let client = Client::new(server.url(), None);
    let answer = client.post(
        &json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}),
        &[],
    );
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("DEFECTDOJO_PATH"), "{}", answer.body);
}
