//! Natively, what the server does with a page of 100 findings, and the floor with the same.
//!
//! "Parsed" is the call to `DefectDojo` without the network: from the bytes of the page to rows in memory, with the
//! search for the token. "Written" is the result: rows in short, their texts cleaned and searched for secrets, as JSON.
//! "The whole call" has both, and HTTP and MCP around them; so has "one finding". "The floor" parses and writes.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that fails has nothing to tell"
)]

use std::hint::black_box;
use std::rc::Rc;

use bench::{Canned, InProcess};
use bench_floor::Question;
use criterion::{Criterion, criterion_group, criterion_main};
use defectdojo_mcp::dojo::{
    BaseUrl, Client, FindingFilter, FindingOrder, Limit, Offset, Token, Window,
};
use defectdojo_mcp::text::Reader;
use defectdojo_mcp::tools::{FindingRow, Row as _};
use dojo_sim::{Account, Config, Dojo};
use futures_executor::block_on;
use http::Request;
use serde_json::json;

/// A page, and the finding 7, as `DefectDojo` would send them.
fn answers() -> [Vec<u8>; 2] {
    let dojo = Dojo::new(&Config::default());
    let token = format!("Token {}", dojo.token(Account::Admin));
    [Question::Hundred, Question::One(7)].map(|question| {
        let request = Request::get(question.target()).header("authorization", &token);
        dojo.answer(&request.body(()).unwrap()).into_body()
    })
}

fn call(name: &str, arguments: &serde_json::Value) -> String {
    let params = json!({"name": name, "arguments": arguments});
    json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}).to_string()
}

fn benchmarks(criterion: &mut Criterion) {
    let [page, one] = answers();

    let canned = Canned(page.clone());
    let base = BaseUrl::parse("https://dojo.example.com", false).unwrap();
    let token = Token::parse(&"0".repeat(40)).unwrap();
    let client = Client::new(&base, &token, &canned);
    let filter = FindingFilter::default();
    let window = Window {
        limit: Limit::MAX,
        offset: Offset::default(),
    };
    criterion.bench_function("100 findings, parsed", |bencher| {
        bencher
            .iter(|| block_on(client.findings(&filter, FindingOrder::Severity, window)).unwrap());
    });
    let read = client.findings(&filter, FindingOrder::Severity, window);
    let findings = block_on(read).unwrap().rows;
    criterion.bench_function("100 findings, written", |bencher| {
        let row = |finding| FindingRow::new(finding, Reader::MASKING);
        bencher.iter(|| {
            let rows: Vec<_> = black_box(&findings).iter().map(row).collect();
            serde_json::to_vec(&rows)
        });
    });
    criterion.bench_function("100 findings, the floor", |bencher| {
        bencher.iter(|| serde_json::to_vec(&Question::Hundred.read(black_box(&page)).unwrap()));
    });

    let hundred = InProcess::new(Rc::new(Canned(page.clone()))).unwrap();
    let single = InProcess::new(Rc::new(Canned(one))).unwrap();
    let list = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).to_string();
    let ping = json!({"jsonrpc": "2.0", "id": 1, "method": "ping"}).to_string();
    for (name, server, message) in [
        (
            "100 findings, the whole call",
            &hundred,
            call("get_findings", &json!({"limit": 100})),
        ),
        (
            "one finding, the whole call",
            &single,
            call("get_finding_by_id", &json!({"finding_id": 7})),
        ),
        ("tools list, the whole call", &single, list),
        ("ping, the whole call", &single, ping),
    ] {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| server.ask(message.clone().into()).unwrap());
        });
    }
}

criterion_group!(native, benchmarks);
criterion_main!(native);
