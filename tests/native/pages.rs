//! The page of a report that goes along with the numbers, for the app of the client's host.

use crate::harness::Native;
use dojo_sim::{Account, Config, Dojo, Profile};
use http::Request;
use serde_json::{Value, json};
use std::rc::Rc;

const TODAY: &str = "2026-11-22";

/// The result of a report for a client that has these capabilities, with the token as an argument.
fn result(native: &Native, capabilities: Value) -> Value {
    let token = native.dojo.token(Account::Admin);
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {
        "name": "build_report",
        "arguments": {"kind": "security_landscape", "days": 7, "token": token},
        "_meta": {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": capabilities,
        },
    }});
    let request = Request::post("/mcp")
        .header("content-type", "application/json")
        .header("accept", "application/json, text/event-stream")
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", "tools/call")
        .header("mcp-name", "build_report");
    let (status, messages) = native.send(request.body(message.to_string()).unwrap());
    assert_eq!(status, 200, "{messages:?}");
    messages[0]["result"].clone()
}

#[test]
fn it_goes_to_who_shows_it_and_holds_no_token() {
    let config = Config {
        profile: Profile::Oss3,
        findings: 60,
        today: Some(TODAY.parse().unwrap()),
        ..Config::default()
    };
    let dojo = Dojo::new(&config);
    let token = dojo.token(Account::Admin).to_owned();
    let mut portfolio = dojo.portfolio().clone();
    for product in &mut portfolio.products {
        product.name = format!("Shop {token}");
    }
    let native = Native::of(Rc::new(Dojo::holding(&config, portfolio)), TODAY);
    // Not by what masks all that looks like a secret.
    let native = native.with_setting(("MCP_MASK_SECRETS", "off"), TODAY);

    let ui = json!({"mimeTypes": ["text/html;profile=mcp-app"]});
    let shown = result(
        &native,
        json!({"extensions": {"io.modelcontextprotocol/ui": ui}}),
    );
    let page = shown["_meta"]["io.github.defectdojo-mcp/page"]
        .as_str()
        .unwrap();
    assert!(page.contains("Shop ") && page.contains("<main"), "{page}");
    assert!(!shown.to_string().contains(&token), "{shown}");
    assert_eq!(shown["structuredContent"].get("html"), None);

    let other = result(&native, json!({}));
    assert_eq!(other["structuredContent"], shown["structuredContent"]);
    assert_eq!(other["_meta"].get("io.github.defectdojo-mcp/page"), None);
}
