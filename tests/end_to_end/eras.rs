//! Both eras of the protocol on one endpoint: versions, headers, status codes, batches.

use crate::harness::Client;
use crate::http::{code, message, ping, server};
use serde_json::{Value, json};

const V: &str = "2026-07-28";
const VERSION: (&str, &str) = ("MCP-Protocol-Version", V);
const LIST: (&str, &str) = ("Mcp-Method", "tools/list");
const READ: (&str, &str) = ("Mcp-Method", "resources/read");

/// Asserts the status and the error's code, and that the id comes back.
fn check(client: &Client, request: &Value, headers: &[(&str, &str)], expected: (u16, Option<i64>)) {
    let answer = client.post(request, headers);
    let json = answer.json();
    let got = (answer.status, json["error"]["code"].as_i64());
    assert_eq!(got, expected, "{request} {headers:?}: {answer:?}");
    assert_eq!(json["id"], 1);
}

fn read(uri: &str) -> Value {
    let mut request = modern("resources/read", V);
    request["params"]["uri"] = uri.into();
    request
}

/// A request of 2026-07-28.
fn modern(method: &str, version: &str) -> Value {
    message(
        method,
        json!({"_meta": {
            "io.modelcontextprotocol/protocolVersion": version,
            "io.modelcontextprotocol/clientCapabilities": {},
        }}),
    )
}

#[test]
fn the_earlier_era() {
    let server = server();
    let client = Client::new(server.url(), None);
    for (asked, given) in [
        ("2025-11-25", "2025-11-25"),
        ("2025-06-18", "2025-06-18"),
        ("2025-03-26", "2025-03-26"),
        ("2024-11-05", "2024-11-05"),
        ("2026-07-28", "2025-11-25"),
        ("1999-01-01", "2025-11-25"),
    ] {
        let params = json!({"protocolVersion": asked, "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"}});
        let answer = client.post(&message("initialize", params), &[]);
        assert_eq!(answer.status, 200);
        let result = &answer.json()["result"];
        assert_eq!(result["protocolVersion"], given, "{asked}");
        assert_eq!(result["serverInfo"]["name"], "defectdojo-mcp");
        assert_eq!(
            result["capabilities"],
            json!({"tools": {}, "prompts": {}, "resources": {}, "completions": {}, "extensions": {"io.modelcontextprotocol/ui": {}}})
        );
        assert_eq!(answer.header("Mcp-Session-Id"), "", "there is no session");
    }
    let initialized = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    let answer = client.post(&initialized, &[("MCP-Protocol-Version", "2025-11-25")]);
    assert_eq!((answer.status, answer.body.as_str()), (202, ""));
    // Errors stay at 200: these clients take another status for a broken transport.
    let version = [("MCP-Protocol-Version", "2025-06-18")];
    for (request, expected) in [
        (message("server/discover", json!({})), -32601),
        (message("tools/call", json!({"name": "nothing"})), -32602),
        (
            message("resources/read", json!({"uri": "defectdojo://nothing"})),
            -32002,
        ),
        (message("tools/list", json!({"cursor": "x"})), -32602),
    ] {
        let answer = client.post(&request, &version);
        assert_eq!((answer.status, code(&answer)), (200, expected), "{request}");
    }
    let answer = client.post(&ping(), &[("MCP-Protocol-Version", "1999-01-01")]);
    assert_eq!((answer.status, code(&answer)), (400, -32600));
    // Some of these clients send headers of the later era: they say nothing here.
    let more = [("Mcp-Method", "tools/list"), ("Mcp-Session-Id", "x")];
    assert_eq!(client.post(&ping(), &more).status, 200);
}

#[test]
fn the_stateless_era() {
    let server = server();
    let client = Client::new(server.url(), None);
    let found = client.modern("server/discover", json!({}));
    assert_eq!(found["supportedVersions"], json!([V]));
    let info = &found["_meta"]["io.modelcontextprotocol/serverInfo"];
    assert_eq!(info["name"], "defectdojo-mcp");
    let list = client.modern("tools/list", json!({}));
    let cached = (&list["ttlMs"], &list["cacheScope"]);
    assert_eq!(cached, (&json!(3_600_000), &json!("public")));

    let check = |request, headers: &[_], expected| check(&client, &request, headers, expected);
    let ping = ("Mcp-Method", "ping");
    check(modern("ping", V), &[VERSION, ping], (404, Some(-32601)));
    let handshake = ("Mcp-Method", "initialize");
    check(
        modern("initialize", V),
        &[VERSION, handshake],
        (404, Some(-32601)),
    );
    let earlier = message("initialize", json!({"protocolVersion": V}));
    check(earlier, &[VERSION], (400, Some(-32020)));
    let later = modern("tools/list", "2030-01-01");
    let headers = [("MCP-Protocol-Version", "2030-01-01"), LIST];
    check(later, &headers, (400, Some(-32022)));
    let unclaimed = message("tools/list", json!({}));
    check(unclaimed, &[VERSION, LIST], (400, Some(-32602)));
    // In-band errors stay at 200.
    let headers = [VERSION, READ, ("Mcp-Name", "defectdojo://x")];
    check(read("defectdojo://x"), &headers, (200, Some(-32602)));
}

#[test]
fn headers_of_the_stateless_era_mirror_the_body() {
    const MISMATCH: (u16, Option<i64>) = (400, Some(-32020));
    const GOOD: (u16, Option<i64>) = (200, None);
    let server = server();
    let client = Client::new(server.url(), None);
    let list =
        |headers: &[_], expected| check(&client, &modern("tools/list", V), headers, expected);
    list(&[VERSION, LIST], GOOD);
    list(&[VERSION], MISMATCH);
    list(&[LIST], MISMATCH);
    list(&[VERSION, ("Mcp-Method", "ping")], MISMATCH);
    list(&[VERSION, LIST, LIST], MISMATCH);
    list(&[("MCP-Protocol-Version", "2025-11-25"), LIST], MISMATCH);

    let guide = "defectdojo://guide";
    let name = |more: &[(&str, &str)], expected| {
        let headers = [&[VERSION, READ], more].concat();
        check(&client, &read(guide), &headers, expected);
    };
    name(&[("Mcp-Name", guide)], GOOD);
    // The same in base64 (2026-07-28, "Value Encoding").
    name(&[("Mcp-Name", "=?base64?ZGVmZWN0ZG9qbzovL2d1aWRl?=")], GOOD);
    name(&[], MISMATCH);
    name(&[("Mcp-Name", "x")], MISMATCH);
    name(&[("Mcp-Name", "=?base64?***?=")], MISMATCH);
}

#[test]
fn batches_belong_to_one_revision() {
    let server = server();
    let client = Client::new(server.url(), None);
    let numbered = |id: u64| json!({"jsonrpc": "2.0", "id": id, "method": "ping"});
    let notification = json!({"jsonrpc": "2.0", "method": "notifications/cancelled"});
    let batch = json!([
        numbered(1),
        notification,
        {"jsonrpc": "2.0", "id": "b", "method": "no/such"},
        {"jsonrpc": "2.0"},
    ]);
    for headers in [&[][..], &[("MCP-Protocol-Version", "2025-03-26")]] {
        let answer = client.post(&batch, headers);
        assert_eq!(answer.status, 200, "{answer:?}");
        let answers = answer.json();
        assert_eq!(answers.as_array().unwrap().len(), 3, "{answers}");
        assert_eq!(
            (&answers[0]["id"], &answers[0]["result"]),
            (&json!(1), &json!({}))
        );
        assert_eq!(
            (&answers[1]["id"], &answers[1]["error"]["code"]),
            (&json!("b"), &json!(-32601))
        );
        assert_eq!(
            (&answers[2]["id"], &answers[2]["error"]["code"]),
            (&json!(null), &json!(-32600))
        );
    }
    let answer = client.post(&json!([notification]), &[]);
    assert_eq!((answer.status, answer.body.as_str()), (202, ""));
    for version in ["2024-11-05", "2025-06-18", "2025-11-25", "2026-07-28"] {
        let answer = client.post(&batch, &[("MCP-Protocol-Version", version)]);
        assert_eq!((answer.status, code(&answer)), (400, -32600), "{version}");
    }
    let of = |count| Value::Array((0..count).map(numbered).collect());
    assert_eq!(
        client.post(&of(20), &[]).json().as_array().unwrap().len(),
        20
    );
    for refused in [
        of(21),
        json!([]),
        json!([modern("tools/list", "2026-07-28")]),
    ] {
        let answer = client.post(&refused, &[]);
        assert_eq!((answer.status, code(&answer)), (400, -32600), "{refused}");
    }
}
