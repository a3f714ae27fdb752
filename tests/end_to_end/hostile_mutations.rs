//! Tens of thousands of spoiled requests: each is answered well, and the server goes on.

use crate::harness::connection::{Connection, Received, answers_to_all};
use crate::harness::mutation::{Draft, mutate_bytes};
use crate::harness::{Client, Reuse, Server};
use dojo_sim::{Account, Config, Profile, Sim};
use fastrand::Rng;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use testbed::judge::{Question, Told, request_id};

/// Where the mutations start from. `HOSTILE_SEED` sets another.
const SEED: u64 = 20_261_122;
const CONNECTIONS: u64 = 8;
const REQUESTS: usize = 3_000;

/// How often each status came.
type Tally = BTreeMap<u16, usize>;

#[test]
fn every_mutated_request_is_answered_well() {
    let sim = Sim::start(&Config {
        profile: Profile::Oss2,
        findings: 60,
        strict: true,
        ..Config::default()
    })
    .unwrap();
    let server = Server::start(&[("DEFECTDOJO_URL", &sim.url())], Reuse::Reused);
    let token = sim.token(Account::Admin);
    let seed = std::env::var("HOSTILE_SEED").map_or(SEED, |seed| seed.parse().unwrap());
    let tally = thread::scope(|scope| {
        let url = server.url();
        let threads: Vec<_> = (0..CONNECTIONS)
            .map(|number| scope.spawn(move || one_connection(url, token, seed + number)))
            .collect();
        let mut tally = Tally::new();
        for thread in threads {
            for (status, count) in thread.join().unwrap() {
                *tally.entry(status).or_default() += count;
            }
        }
        tally
    });
    println!("{tally:?}");
    assert!(tally.values().sum::<usize>() >= 20_000, "{tally:?}");
    // Mutations that all break at the first check would prove little.
    for (status, least) in [
        (200, 4_000),
        (400, 2_000),
        (401, 50),
        (403, 50),
        (404, 200),
        (405, 200),
        (415, 50),
    ] {
        let came = tally.get(&status).copied().unwrap_or_default();
        assert!(came >= least, "only {came} times {status}: {tally:?}");
    }

    let client = Client::with_token(server.url(), Some(token.to_owned()));
    assert_eq!(
        client.tool("get_findings", json!({"limit": 0}))["count"],
        60
    );
    let said = server.stop();
    for trouble in ["panicked", "trap", "error while executing", token] {
        assert!(!said.contains(trouble), "{said}");
    }
}

/// Sends spoiled requests one after the other; the same for the same seed.
fn one_connection(url: &str, token: &str, seed: u64) -> Tally {
    let mut random = Rng::with_seed(seed);
    let mut connection = Connection::new(url);
    let drafts = drafts(token);
    let mut tally = Tally::new();
    for _ in 0..REQUESTS {
        let mut draft = drafts[random.usize(..drafts.len())].clone();
        draft.mutate(&mut random);
        let mut bytes = draft.bytes();
        let spoils_head = random.u8(..25) == 0 && spoil_head(&mut bytes, &draft, &mut random);
        let received = catch_unwind(AssertUnwindSafe(|| {
            if spoils_head {
                return answers_to_all(url, &bytes);
            }
            vec![connection.ask(&draft.method, &bytes)]
        }));
        let context = || format!("seed {seed}, token {token}: {}", bytes.escape_ascii());
        let received = received.unwrap_or_else(|_| panic!("no answer: {}", context()));
        for received in received {
            if let Err(why) = check(&draft, spoils_head, &received, token) {
                panic!("{why}: {received:?}, {}", context());
            }
            *tally.entry(received.status).or_default() += 1;
        }
    }
    tally
}

/// Changes bytes of the head, and so perhaps where the body ends; the host alone stays, without which wasmtime 48
/// answers with a 500 of its own.
fn spoil_head(bytes: &mut Vec<u8>, draft: &Draft, random: &mut Rng) -> bool {
    const HOST: &[u8] = b"\r\nHost: localhost\r\n";
    let length = bytes.len() - draft.body.len();
    let mut head = bytes[..length].to_vec();
    mutate_bytes(&mut head, random);
    let has_host = head.windows(HOST.len()).any(|window| window == HOST);
    if has_host {
        bytes.splice(..length, head);
    }
    has_host
}

fn check(draft: &Draft, spoils_head: bool, received: &Received, token: &str) -> Result<(), String> {
    // The runtime refuses what is no HTTP without asking the component, and says nothing.
    if matches!(received.status, 400 | 414 | 431) && received.body.is_empty() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&received.body);
    let sent: Vec<_> = draft
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("authorization"))
        .collect();
    let is_sent =
        matches!(sent[..], [(_, value)] if *value == format!("Token {token}").into_bytes());
    let question = Question {
        is_head: draft.method == "HEAD",
        length: draft.bytes().len(),
        // A spoiled head may end the body elsewhere, and with an impossible host nobody looks at it.
        id: request_id(&draft.body).filter(|_| !spoils_head && !text.contains("can't be used")),
        secrets: (is_sent && !spoils_head)
            .then(|| token.to_owned())
            .into_iter()
            .collect(),
    };
    let is_stream = received
        .header("content-type")
        .starts_with("text/event-stream");
    let bodies = match received.body.as_slice() {
        [] => Vec::new(),
        body if is_stream => events(body),
        body => vec![body.to_vec()],
    };
    question.check(&Told {
        status: received.status,
        is_stream,
        bodies: &bodies,
    })
}

/// The data of each event; comments are none.
fn events(stream: &[u8]) -> Vec<Vec<u8>> {
    let text = str::from_utf8(stream).unwrap();
    let data = |event: &str| {
        let lines: Vec<_> = event
            .lines()
            .filter_map(|line| line.strip_prefix("data: "))
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n").into_bytes())
    };
    text.split("\n\n").filter_map(data).collect()
}

/// Valid requests of both eras.
fn drafts(token: &str) -> Vec<Draft> {
    let call = |name: &str, arguments: Value| {
        ("tools/call", json!({"name": name, "arguments": arguments}))
    };
    let reference = json!({"type": "ref/prompt", "name": "sast_review_report"});
    let requests = [
        ("tools/list", json!({})),
        ("resources/list", json!({"cursor": null})),
        (
            "prompts/get",
            json!({"name": "security_landscape_report", "arguments": {"days": "30"}}),
        ),
        ("resources/read", json!({"uri": "defectdojo://guide"})),
        ("resources/read", json!({"uri": "defectdojo://finding/1"})),
        (
            "completion/complete",
            json!({"ref": reference, "argument": {"name": "product", "value": "a"}}),
        ),
        call(
            "get_findings",
            json!({"severity": ["High", "low"], "status": "active", "limit": 2}),
        ),
        call(
            "get_findings",
            json!({"status": ["active", "mitigated"], "limit": 1, "title": "a"}),
        ),
        call("get_finding_by_id", json!({"finding_id": 1})),
        call("get_products", json!({"name": "a", "limit": 1})),
        call("get_users", json!({"is_active": true, "limit": 1})),
        call("get_dojo_group_members", json!({"group_id": 1, "limit": 1})),
        call("get_roles", json!({"token": token, "url": ""})),
        call("no_such_tool", json!({})),
        // What is quoted in an answer, with the token in its place.
        call(token, json!({})),
        call("get_findings", json!({"title": token, "limit": 1})),
        call("get_users", json!({token: 1})),
        ("resources/read", json!({"uri": token})),
    ];
    let mut drafts = Vec::new();
    for (method, params) in requests {
        drafts.push(legacy(token, method, params.clone()));
        drafts.push(modern(token, method, params));
    }
    let version = json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "c", "version": "1"}});
    drafts.push(legacy(token, "initialize", version));
    drafts.push(legacy(token, "ping", json!({})));
    drafts.push(modern(token, "server/discover", json!({})));
    let mut batch = legacy(token, "ping", json!({}));
    batch
        .headers
        .push(("MCP-Protocol-Version".to_owned(), b"2025-03-26".to_vec()));
    batch.body = br#"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":"b","method":"tools/list"}]"#.to_vec();
    drafts.push(batch);
    drafts
}

fn draft(token: &str, message: &Value, more: &[(&str, &str)]) -> Draft {
    let authorization = format!("Token {token}");
    let headers = [
        ("Content-Type", "application/json"),
        ("Accept", "application/json, text/event-stream"),
        ("Authorization", &authorization),
    ];
    let header = |(name, value): &(&str, &str)| ((*name).to_owned(), value.as_bytes().to_vec());
    Draft {
        method: "POST".to_owned(),
        path: "/mcp".to_owned(),
        headers: headers.iter().chain(more).map(header).collect(),
        body: message.to_string().into_bytes(),
    }
}

fn legacy(token: &str, method: &str, mut params: Value) -> Draft {
    params["_meta"] = json!({"progressToken": 7});
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    draft(token, &message, &[])
}

fn modern(token: &str, method: &str, mut params: Value) -> Draft {
    params["_meta"] = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let name = params.get("name").or(params.get("uri")).cloned();
    let message = json!({"jsonrpc": "2.0", "id": "m", "method": method, "params": params});
    let mut headers = vec![
        ("MCP-Protocol-Version", "2026-07-28"),
        ("Mcp-Method", method),
    ];
    if let Some(name) = name.as_ref().and_then(Value::as_str) {
        headers.push(("Mcp-Name", name));
    }
    draft(token, &message, &headers)
}
