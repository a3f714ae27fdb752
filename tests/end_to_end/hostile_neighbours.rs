//! Users side by side on instances that serve one after the other: nobody gets what is another's.

use crate::authentication::visible;
use crate::harness::connection::Connection;
use crate::harness::{Client, Reuse, Server};
use dojo_sim::{Account, Config, Sim};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::thread;

/// Of each user. All of them share the instances.
const CONNECTIONS: usize = 4;
/// On each connection.
const CALLS: usize = 1_250;

/// What one user may see, and what only others may.
struct View<'a> {
    token: &'a str,
    other_token: &'a str,
    products: BTreeSet<u64>,
    findings: u64,
    name: &'a str,
    other_name: &'a str,
}

#[test]
fn ten_thousand_calls_of_two_users_stay_apart() {
    let sim = Sim::start(&Config {
        findings: 400,
        strict: true,
        ..Config::default()
    })
    .unwrap();
    let server = Server::start(&[("DEFECTDOJO_URL", &sim.url())], Reuse::Reused);
    let views = [
        (Account::PtUser, Account::LowPriv),
        (Account::LowPriv, Account::PtUser),
    ]
    .map(|(account, other)| view(&server, &sim, account, other));
    // Only then does a row tell whose it is.
    assert!(
        views[0].products.len() > views[1].products.len() && views[0].findings > views[1].findings
    );

    let calls: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS)
            .flat_map(|_| &views)
            .map(|view| scope.spawn(|| one_connection(server.url(), view)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert_eq!(calls, 10_000);
    let said = server.stop();
    for view in &views {
        assert!(
            !said.contains(view.token) && !said.contains("trap"),
            "{said}"
        );
    }
}

fn view<'a>(server: &Server, sim: &'a Sim, account: Account, other: Account) -> View<'a> {
    // Asked alone, before anybody else is there.
    let client = Client::with_token(server.url(), Some(sim.token(account).to_owned()));
    let page = client.tool("get_products", json!({"limit": 100}));
    let products = page["products"].as_array().unwrap().iter();
    View {
        token: sim.token(account),
        other_token: sim.token(other),
        products: products
            .map(|product| product["id"].as_u64().unwrap())
            .collect(),
        findings: visible(sim, account),
        name: account.name(),
        other_name: other.name(),
    }
}

/// Calls one after the other with the token in the header, or as an argument of a request without one.
fn one_connection(url: &str, view: &View<'_>) -> usize {
    let mut connection = Connection::new(url);
    for number in 0..CALLS {
        let by_argument = number % 5 == 4;
        let mut arguments = json!({"limit": 1 + number % 5, "offset": number % 7});
        if by_argument {
            arguments["token"] = view.token.into();
        }
        let call = |tool| ("tools/call", json!({"name": tool, "arguments": arguments}));
        let (method, params) = match number % 4 {
            // A resource takes no token as an argument.
            0 if !by_argument => ("resources/read", json!({"uri": "defectdojo://instance"})),
            1 => call("get_products"),
            _ => call("get_findings"),
        };
        let header = if by_argument {
            String::new()
        } else {
            format!("Authorization: Token {}\r\n", view.token)
        };
        let id = format!("{}-{number}", view.name);
        let message =
            json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string();
        let request = format!(
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{header}Content-Length: {}\r\n\r\n{message}",
            message.len()
        );
        let received = connection.ask("POST", request.as_bytes());
        let text = String::from_utf8(received.body).unwrap();
        assert!(
            !text.contains(view.other_token) && !text.contains(view.token),
            "{text}"
        );
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(answer["id"], id, "{text}");
        view.check(&answer["result"]);
    }
    CALLS
}

impl View<'_> {
    fn check(&self, result: &Value) {
        if let Some(contents) = result.get("contents") {
            let text = contents[0]["text"].as_str().unwrap();
            assert!(
                text.contains(self.name) && !text.contains(self.other_name),
                "{text}"
            );
            return;
        }
        let page = &result["structuredContent"];
        if let Some(findings) = page.get("findings") {
            assert_eq!(page["count"], self.findings, "{page}");
            for finding in findings.as_array().unwrap() {
                let product = finding["product_id"].as_u64().unwrap();
                assert!(self.products.contains(&product), "{finding}");
            }
            return;
        }
        assert_eq!(page["count"], self.products.len(), "{result}");
        for product in page["products"].as_array().unwrap() {
            assert!(
                self.products.contains(&product["id"].as_u64().unwrap()),
                "{product}"
            );
        }
    }
}
