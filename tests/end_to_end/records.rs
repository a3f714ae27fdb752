//! The lines that an operator gets, the ids that lead to them, and the trace that goes on to DefectDojo.

use crate::harness::{Answer, Bench, Canned, Client, Reuse, Server, TOKEN, canned};
use crate::http::ping;
use crate::streams::Call;
use dojo_sim::{Account, Config, Profile, Sim};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const OTHER_PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

/// A server that writes what `level` says.
fn server(url: &str, level: &str) -> Server {
    let settings = [("DEFECTDOJO_URL", url), ("MCP_LOG", level)];
    Server::start(&settings, Reuse::Reused)
}

/// The line of the request with this answer. It is written when the answer has gone, so it is waited for.
fn line(server: &Server, answer: &Answer) -> Value {
    let id = answer.header("X-Request-Id");
    line_with(server, &format!("\"request\":\"{id}\""))
}

fn line_with(server: &Server, part: &str) -> Value {
    let written = server.stderr_with(part);
    let found = lines(&written).find(|line| line.to_string().contains(part));
    found.unwrap_or_else(|| panic!("no line of its own has {part}: {written}"))
}

/// The lines that are JSON, without wasmtime's words before them.
fn lines(written: &str) -> impl Iterator<Item = Value> {
    let lines = written.lines();
    lines.filter_map(|line| serde_json::from_str(line.get(line.find('{')?..)?).ok())
}

fn call(tool: &str, arguments: Value) -> Value {
    let params = json!({"name": tool, "arguments": arguments});
    json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
}

#[test]
fn a_line_says_what_happened() {
    let sim = Sim::start(&Config::default()).unwrap();
    let server = server(&sim.url(), "requests");
    let client = Client::with_token(server.url(), Some(sim.token(Account::Admin).to_owned()));
    let message = call(
        "get_findings",
        json!({"severity": ["Critical"], "limit": 3}),
    );
    let answer = client.post(&message, &[]);
    let line_of = |answer: &Answer| line(&server, answer);
    let noted = line_of(&answer);
    let ms = noted["ms"].as_u64().unwrap();
    assert!(ms < 60_000, "{noted}");
    let time = noted["time"].as_str().unwrap();
    assert!(time.starts_with("20") && time.ends_with('Z'), "{time}");
    assert_eq!(
        noted,
        json!({
            "time": time,
            "request": answer.header("X-Request-Id"),
            "path": "/mcp",
            "era": "legacy",
            "method": "tools/call",
            "tool": "get_findings",
            "status": 200,
            "upstream": {"calls": 1, "answers": [200]},
            "ms": ms,
            "bytes_in": message.to_string().len(),
            "bytes_out": answer.body.len(),
        })
    );
    let _ = client.modern("server/discover", json!({}));
    let noted = line_with(&server, "\"server/discover\"");
    assert_eq!(noted["era"], "modern");
    let health = client.send("GET", "/healthz", &[], "");
    assert_eq!(line_of(&health)["path"], "/healthz");
}

#[test]
fn each_level_writes_what_it_says_and_no_more() {
    for (level, expected) in [
        ("requests", &[0, 1, 2, 3, 4][..]),
        ("errors", &[2, 3]),
        ("", &[2, 3]),
        ("off", &[]),
    ] {
        let server = server("http://127.0.0.1:1", level);
        let client = Client::new(server.url(), TOKEN);
        let answers = [
            client.post(&ping(), &[]),
            client.send("GET", "/healthz", &[], ""),
            client.send("GET", "/.well-known/x", &[], ""),
            client.post(&call("get_findings", json!({})), &[]),
            client.post(&ping(), &[]),
        ];
        for &place in expected {
            line(&server, &answers[place]);
        }
        let written = server.stop();
        assert_eq!(
            lines(&written).count(),
            expected.len(),
            "{level:?}: {written}"
        );
    }
}

#[test]
fn whatever_a_user_is_told_leads_to_its_line() {
    let sim = Sim::start(&Config::default()).unwrap();
    let server = server(&sim.url(), "errors");
    let admin = Client::with_token(server.url(), Some(sim.token(Account::Admin).to_owned()));
    let stranger = Client::new(server.url(), TOKEN);
    let nobody = Client::new(server.url(), None);
    let count = call("get_findings", json!({"limit": 0}));
    let read = |uri: &str| json!({"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"uri": uri}});
    let unknown = json!({"jsonrpc": "2.0", "id": 1, "method": "x"});
    let version = [("MCP-Protocol-Version", "1999-01-01")];
    for (answer, status, error) in [
        (nobody.post(&count, &[]), 200, "token"),
        (stranger.post(&count, &[]), 200, "token_invalid"),
        (
            admin.post(&call("get_findings", json!({"severity": ["x"]})), &[]),
            200,
            "argument",
        ),
        (
            admin.post(&call("nothing", json!({})), &[]),
            200,
            "invalid_params",
        ),
        (
            admin.post(&read("defectdojo://findings/99999999"), &[]),
            200,
            "resource_not_found",
        ),
        (
            stranger.post(&read("defectdojo://findings/1"), &[]),
            200,
            "unavailable",
        ),
        (admin.post(&unknown, &[]), 200, "method_not_found"),
        (admin.post(&ping(), &version), 400, "invalid_request"),
        (admin.post(&json!([]), &[]), 400, "invalid_request"),
        (
            nobody.post(&ping(), &[("Authorization", "Token")]),
            401,
            "credentials",
        ),
        (
            admin.post(&ping(), &[("Origin", "https://evil.example")]),
            403,
            "origin",
        ),
        (
            admin.send("POST", "/register", &[], "{}"),
            404,
            "no_such_path",
        ),
        (
            admin.send("GET", "/mcp", &[], ""),
            405,
            "method_not_allowed",
        ),
        (admin.send("POST", "/mcp", &[], "{}"), 415, "media_type"),
    ] {
        assert_eq!(answer.status, status, "{answer:?}");
        let json = answer.json();
        let said = [
            &json["error"]["message"],
            &json["result"]["content"][0]["text"],
            &json["error_description"],
        ];
        let said = said.into_iter().find_map(Value::as_str).unwrap();
        // Panics where the id is not that of the header.
        let _ = answer.unsigned(said);
        if status == 401 {
            let challenge = answer.header("WWW-Authenticate");
            let _ = answer.unsigned(challenge.strip_suffix('"').unwrap());
        }
        let noted = line(&server, &answer);
        assert_eq!(
            (&noted["status"], &noted["error"]),
            (&json!(status), &json!(error))
        );
    }
}

#[test]
fn each_request_has_an_id_of_its_own() {
    for reuse in [Reuse::Reused, Reuse::Fresh] {
        let server = Server::start(&[("DEFECTDOJO_URL", "http://127.0.0.1:1")], reuse);
        let client = Client::new(server.url(), None);
        let ids: BTreeSet<_> = (0..50)
            .map(|_| client.post(&ping(), &[]).header("X-Request-Id").to_owned())
            .collect();
        assert_eq!(ids.len(), 50, "{reuse:?}: {ids:?}");
        for id in &ids {
            let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            assert!(id.len() == 12 && id.bytes().all(is_digit), "{id}");
        }
    }
}

#[test]
fn what_went_wrong_upstream_is_named() {
    let unavailable = Canned::answering(canned::html("503 Service Unavailable"));
    let broken = Canned::start(|_, stream| canned::send(stream, b"HTTP/1.1 200 OK\r\n"));
    let login = Canned::answering(canned::html("200 OK"));
    let nowhere = "http://127.0.0.1:1".to_owned();
    for (url, calls, answers, error) in [
        (unavailable.url(), 1, json!([503]), "server_error"),
        (login.url(), 1, json!([200]), "not_json"),
        (broken.url(), 2, json!(["broken", "broken"]), "unreachable"),
        (nowhere, 1, json!(["refused"]), "unreachable"),
    ] {
        let server = server(&url, "errors");
        let client = Client::new(server.url(), TOKEN);
        let answer = client.post(&call("get_findings", json!({})), &[]);
        let noted = line(&server, &answer);
        assert_eq!(noted["error"], error);
        assert_eq!(
            noted["upstream"],
            json!({"calls": calls, "answers": answers})
        );
    }
}

#[test]
fn a_client_that_leaves_a_stream_is_noted() {
    let dojo = Canned::start(|_, stream| canned::hang(stream));
    let server = server(&dojo.url(), "errors");
    let mut call = Call::begin(server.url(), TOKEN);
    call.message().unwrap();
    drop(call);
    let noted = line_with(&server, "client_left");
    assert_eq!(noted["tool"], "get_findings");
    assert_eq!(noted["upstream"]["answers"], json!([]));
    assert!(noted["upstream"]["calls"].as_u64().unwrap() > 1, "{noted}");
}

#[test]
fn an_error_within_a_stream_and_within_a_batch_leads_to_its_line() {
    let dojo = Canned::answering(canned::html("503 Service Unavailable"));
    let server = server(&dojo.url(), "errors");
    let mut stream = Call::begin(server.url(), TOKEN);
    let head = stream.head();
    let id = head
        .iter()
        .find_map(|line| line.strip_prefix("x-request-id: "));
    let signature = format!("(request {})", id.unwrap());
    let last = std::iter::from_fn(|| stream.message()).last().unwrap();
    let said = last["result"]["content"][0]["text"].as_str().unwrap();
    assert!(said.ends_with(&signature), "{said}");
    assert_eq!(line_with(&server, id.unwrap())["error"], "server_error");

    let client = Client::new(server.url(), TOKEN);
    let batch = json!([
        ping(),
        call("get_findings", json!({})),
        call("get_nothing", json!({}))
    ]);
    let answer = client.post(&batch, &[("MCP-Protocol-Version", "2025-03-26")]);
    let answers = answer.json();
    let _ = answer.unsigned(answers[1]["result"]["content"][0]["text"].as_str().unwrap());
    let _ = answer.unsigned(answers[2]["error"]["message"].as_str().unwrap());
    assert_eq!(
        line(&server, &answer)["batch"],
        json!([
            {"method": "ping"},
            {"method": "tools/call", "tool": "get_findings", "error": "server_error"},
            {"method": "tools/call", "tool": "unknown", "error": "invalid_params"},
        ])
    );
}

#[test]
fn a_hostile_client_writes_no_line_and_no_secret() {
    let server = server("http://127.0.0.1:1", "requests");
    // All that comes back is searched for this token, and all that is written.
    let client = Client::new(server.url(), TOKEN);
    let forged = format!("x\r\n{{\"request\":\"forged\"}}\n{TOKEN}\u{1b}[2J");
    let method = json!({"jsonrpc": "2.0", "id": 1, "method": forged});
    let tool = call(&forged, json!({&*forged: forged}));
    let answer = client.post(&method, &[("X-Request-Id", TOKEN), ("traceparent", TOKEN)]);
    assert_eq!(line(&server, &answer)["method"], "unknown");
    let answer = client.post(&tool, &[("Mcp-Method", TOKEN), ("Mcp-Session-Id", TOKEN)]);
    assert_eq!(line(&server, &answer)["tool"], "unknown");
    let answer = client.send("POST", &format!("/{TOKEN}?{TOKEN}"), &[], "");
    assert_eq!(line(&server, &answer)["error"], "no_such_path");
    let written = server.stop();
    assert!(
        !written.contains("forged") && !written.contains('\u{1b}'),
        "{written}"
    );
    assert_eq!(lines(&written).count(), 3, "{written}");
}

#[test]
fn a_wrong_setting_has_its_line() {
    let server = Server::start(&[("DEFECTDOJO_URL", "dojo")], Reuse::Reused);
    let client = Client::new(server.url(), None);
    let answer = client.post(&ping(), &[]);
    let noted = line(&server, &answer);
    assert_eq!(
        (&noted["error"], &noted["status"]),
        (&json!("configuration"), &json!(500))
    );
    let detail = noted["detail"].as_str().unwrap();
    assert!(detail.starts_with("DEFECTDOJO_URL is wrong"), "{detail}");
}

#[test]
fn the_clients_trace_goes_on_to_defectdojo() {
    let bench = Bench::new(Profile::Oss3, 50, Reuse::Reused);
    let client = bench.client(Account::Admin);
    let state = "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE";
    let ask = |meta: Value, headers: &[(&str, &str)]| {
        bench.sim.clear_requests();
        let mut message = call("get_findings", json!({"limit": 0}));
        message["params"]["_meta"] = meta;
        let answer = client.post(&message, headers);
        assert_eq!(answer.json()["result"].get("isError"), None, "{answer:?}");
        let mut requests = bench.sim.requests();
        let headers = requests.pop().unwrap().headers;
        assert_eq!(requests.len(), 0);
        ["traceparent", "tracestate"].map(|name| headers.get(name).cloned())
    };
    let some = |text: &str| Some(text.to_owned());
    let none = [None, None];
    let header = [("traceparent", PARENT), ("tracestate", state)];
    assert_eq!(ask(json!({}), &[]), none);
    assert_eq!(ask(json!({}), &header), [some(PARENT), some(state)]);
    let meta = json!({"traceparent": OTHER_PARENT, "tracestate": "a=b"});
    assert_eq!(ask(meta.clone(), &[]), [some(OTHER_PARENT), some("a=b")]);
    assert_eq!(ask(meta, &header), [some(OTHER_PARENT), some("a=b")]);
    // Not the state of another trace.
    let meta = json!({"traceparent": OTHER_PARENT});
    assert_eq!(ask(meta, &header), [some(OTHER_PARENT), None]);
    for malformed in [
        "00-1-2-3",
        &PARENT.to_uppercase(),
        &format!("{PARENT}, {PARENT}"),
        "x",
    ] {
        assert_eq!(ask(json!({}), &[("traceparent", malformed)]), none);
        assert_eq!(ask(json!({"traceparent": malformed}), &[]), none);
    }
    let lone = [("tracestate", state)];
    assert_eq!(ask(json!({}), &lone), none);
    let torn = [("traceparent", PARENT), ("tracestate", "no state")];
    assert_eq!(ask(json!({}), &torn), [some(PARENT), None]);
}
