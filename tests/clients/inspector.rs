//! What only Inspector's drivers report.

use crate::client::Holds;
use serde_json::{Map, Value, json};

/// Of the command line.
pub(crate) const CLI: &[(&str, Holds)] = &[
    ("schemas by --strict", has_portable_schemas),
    ("exit codes", ends_as_documented),
];

/// Of the page that calls the server by itself.
pub(crate) const DIRECT: &[(&str, Holds)] = &[("requests of the page", calls_by_itself)];

/// Of the page that lets the program behind it call the server.
pub(crate) const PROXIED: &[(&str, Holds)] = &[("requests of the page", calls_nobody)];

/// Nothing found in any schema, be it an error or a warning.
fn has_portable_schemas(report: &Map<String, Value>) -> bool {
    report.get("strict") == Some(&json!({"exitCode": 0, "findings": []}))
}

/// 0, and 5 for a tool's result that tells of an error.
fn ends_as_documented(report: &Map<String, Value>) -> bool {
    let codes = |method: &str| report["exitCodes"][method].clone();
    codes("tools/call") == json!([0, 0, 5, 0]) && codes("tools/list") == json!([0])
}

/// The address that the page has at its user's.
const ORIGIN: &str = "http://localhost:6274";

/// From its own origin, after the browser has asked for leave (Fetch standard, "CORS-preflight fetch").
fn calls_by_itself(report: &Map<String, Value>) -> bool {
    let requests = report["requests"].as_array().into_iter().flatten();
    let mut asked = false;
    let mut called = false;
    for request in requests {
        if request["origin"] != ORIGIN {
            return false;
        }
        let status = request["status"].as_u64().unwrap_or_default();
        let is_fine = (200..300).contains(&status);
        match request["method"].as_str() {
            Some("OPTIONS") if is_fine => asked = true,
            Some("POST") if is_fine => called = true,
            // There is no stream to listen to, which a server may answer so.
            Some("GET") if status == 405 => {}
            _ => return false,
        }
    }
    report["origin"] == ORIGIN && asked && called
}

fn calls_nobody(report: &Map<String, Value>) -> bool {
    report["origin"] == ORIGIN && report["requests"] == json!([])
}
