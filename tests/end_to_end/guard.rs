//! The guard, before a server that would go elsewhere.
//!
//! The server that is built for Spin reads other settings than the guard: composed, the two can be told different
//! instances, and the server then asks for what it should not.

use crate::harness::{Client, Reuse, Server, provided};
use dojo_sim::{Account, Config, Sim};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The server that is configured by `defectdojo_url`, behind the guard that is configured by `DEFECTDOJO_URL`.
fn composed(folder: &Path) -> PathBuf {
    let release = "target/wasm32-wasip2/release";
    let variables = provided(
        "SPIN_VARIABLES_WASM",
        &format!("{release}/spin_variables.wasm"),
    );
    let guard = provided("EGRESS_GUARD_WASM", &format!("{release}/egress_guard.wasm"));
    let mut whole = provided("DEFECTDOJO_MCP_SPIN_WASM", "dist/defectdojo-mcp-spin.wasm");
    for (name, plug) in [("server.wasm", variables), ("guarded.wasm", guard)] {
        let bytes = compose::plug(&whole, &plug).unwrap();
        whole = folder.join(name);
        std::fs::write(&whole, bytes).unwrap();
    }
    whole
}

fn sim() -> Sim {
    let config = Config {
        findings: 100,
        strict: true,
        ..Config::default()
    };
    Sim::start(&config).unwrap()
}

#[test]
fn a_server_that_asks_elsewhere_reaches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let component = composed(folder.path());
    let (sim, other) = (sim(), sim());
    let url = sim.url();
    let client = |settings: &[(&str, &str)], reuse| {
        let server = Server::run(&component, settings, reuse);
        let client = Client::with_token(server.url(), Some(sim.token(Account::Admin).to_owned()));
        (server, client)
    };
    let asked = ("defectdojo_url", url.as_str());
    let localhost = url.replace("127.0.0.1", "localhost");
    for guarded in [
        vec![("DEFECTDOJO_URL", other.url())],
        vec![("DEFECTDOJO_URL", localhost)],
        vec![("DEFECTDOJO_URL", url.replace("http://", "https://"))],
        vec![("DEFECTDOJO_URL", format!("{url}/dojo"))],
        vec![
            ("DEFECTDOJO_URL", url.clone()),
            ("DEFECTDOJO_PATH", "/dojo".to_owned()),
        ],
        // Settings that the server would refuse, if it read these.
        vec![
            ("DEFECTDOJO_URL", url.clone()),
            ("DEFECTDOJO_ALLOW_HTTP", "1".to_owned()),
        ],
        vec![("DEFECTDOJO_URL", format!("{url}/api/v2/"))],
        vec![],
    ] {
        let settings = guarded.iter().map(|(name, value)| (*name, value.as_str()));
        let settings: Vec<_> = [asked].into_iter().chain(settings).collect();
        let (server, client) = client(&settings, Reuse::Reused);
        for tool in ["get_findings", "get_roles"] {
            let said = client.failure(tool, json!({}));
            assert!(
                said.contains("denied before it could leave for DefectDojo"),
                "{settings:?}: {said}"
            );
        }
        drop(server);
    }
    assert_eq!(sim.requests(), []);
    assert_eq!(other.requests(), []);

    // The same server, where the guard knows of the instance.
    let guarded = ("DEFECTDOJO_URL", url.as_str());
    for reuse in [Reuse::Fresh, Reuse::Reused] {
        let (_server, client) = client(&[asked, guarded], reuse);
        for _ in 0..20 {
            let answer = client.tool("get_findings", json!({"limit": 0}));
            assert_eq!(answer["count"], 100);
        }
    }
}
