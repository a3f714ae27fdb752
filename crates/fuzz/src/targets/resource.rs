//! URIs of resources.

use crate::server::{META, ask, legacy, modern, simulated};
use defectdojo_mcp::http::Application as _;
use serde_json::Value;

/// Reads the input as a URI, and as the variable of each template.
pub fn run(input: &[u8]) {
    let text = String::from_utf8_lossy(input).into_owned();
    let app = simulated();
    read(&text);
    for template in &app.server().templates {
        if let Some((before, _)) = template.uri_template.split_once('{') {
            read(&format!("{before}{text}"));
        }
    }
}

fn read(uri: &str) {
    let uri = Value::from(uri);
    let message = |more: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{{"uri":{uri}{more}}}}}"#
        )
        .into()
    };
    ask(&simulated(), legacy(message("")));
    ask(&simulated(), modern(message(&format!(",{META}"))));
}
