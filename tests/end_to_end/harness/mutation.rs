//! Requests that were valid once: what is sent, and how it is spoiled.

use fastrand::Rng;
use serde_json::{Map, Value};
use std::fmt;

/// A request that HTTP's own framing is put around when it is sent.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

/// As it is sent.
impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.bytes().escape_ascii().to_string())
    }
}

/// Values that code is often wrong about, as JSON. They go into bodies as they are, where that still is JSON.
const VALUES: [&str; 44] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "1.5",
    "1e400",
    "-1e-400",
    "9007199254740993",
    "18446744073709551616",
    "99999999999999999999999999999999999999999999999999",
    "[]",
    "{}",
    "[[]]",
    r#"[{"a":[]}]"#,
    r#"{"":null}"#,
    r#""""#,
    r#"" ""#,
    r#""\u0000""#,
    r#""\ud800""#,
    r#""\u202e""#,
    r#""\udb40\udc41""#,
    r#""é""#,
    r#""../../users/1""#,
    r#""%2e%2e%2f""#,
    r#""a&limit=1000""#,
    r#""http://127.0.0.1/""#,
    r#""defectdojo://finding/1""#,
    r#""defectdojo://instance""#,
    r#""get_findings""#,
    r#""tools/call""#,
    r#""initialize""#,
    r#""2026-07-28""#,
    r#""2025-03-26""#,
    r#""2.0""#,
    r#""High""#,
    r#""2026-02-30""#,
    r#""Token x""#,
    r#""<script>""#,
    r#""\r\nX: y""#,
    r#"{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#,
    r#""progressToken""#,
    r#"[1,"2",null]"#,
];

/// Members that mean something somewhere.
const MEMBERS: [&str; 28] = [
    "jsonrpc",
    "id",
    "method",
    "params",
    "result",
    "error",
    "name",
    "arguments",
    "_meta",
    "uri",
    "ref",
    "argument",
    "context",
    "cursor",
    "requestState",
    "inputResponses",
    "progressToken",
    "limit",
    "offset",
    "severity",
    "status",
    "date",
    "url",
    "response_format",
    "__proto__",
    "",
    "type",
    "value",
];

const METHODS: [&str; 9] = [
    "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "post",
];

const PATHS: [&str; 14] = [
    "/",
    "/healthz",
    "/mcp/",
    "/MCP",
    "/mcp?x=1",
    "//mcp",
    "/mcp/../healthz",
    "/%6dcp",
    "/mcp%00",
    "*",
    "http://evil.invalid/mcp",
    "/.well-known/oauth-protected-resource/mcp",
    "/register",
    "/mcp#x",
];

/// None of them is about how the body is framed: what that leads to is no mutation's business.
const HEADERS: [(&str, &str); 24] = [
    ("Origin", "null"),
    ("Origin", "http://localhost:6274"),
    ("Origin", "http://evil.invalid"),
    ("Host", "evil.invalid"),
    ("Content-Type", "text/plain"),
    ("Content-Type", "application/json; charset=utf-16"),
    ("Content-Encoding", "gzip"),
    ("Accept", "*/*"),
    ("Accept", "text/event-stream;q=0"),
    ("Authorization", "Token"),
    ("Authorization", "Basic YWRtaW46YWRtaW4="),
    ("Authorization", "Bearer a b"),
    ("MCP-Protocol-Version", "2026-07-28"),
    ("MCP-Protocol-Version", "2025-03-26"),
    ("MCP-Protocol-Version", "2025-11-25"),
    ("MCP-Protocol-Version", "1999-01-01"),
    ("Mcp-Method", "tools/list"),
    ("Mcp-Name", "=?base64?/w==?="),
    ("Mcp-Name", "get_roles"),
    ("Mcp-Session-Id", "1"),
    ("Last-Event-ID", "7"),
    ("Expect", "100-continue"),
    ("X-Forwarded-Host", "evil.invalid"),
    (
        "Traceparent",
        "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-01",
    ),
];

impl Draft {
    /// The request with the length of its body before it.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method, self.path).into_bytes();
        if !self
            .headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("host"))
        {
            bytes.extend_from_slice(b"Host: localhost\r\n");
        }
        for (name, value) in &self.headers {
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value);
            bytes.extend_from_slice(b"\r\n");
        }
        let length = format!("Content-Length: {}\r\n\r\n", self.body.len());
        bytes.extend_from_slice(length.as_bytes());
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// Spoils it in one way, or in a few.
    pub(crate) fn mutate(&mut self, random: &mut Rng) {
        for _ in 0..=random.usize(..3) {
            match random.u8(..20) {
                0..8 => self.mutate_json(random),
                8..13 => mutate_bytes(&mut self.body, random),
                13..18 => self.mutate_headers(random),
                18 => self.method = pick(&METHODS, random).to_owned(),
                _ => self.path = pick(&PATHS, random).to_owned(),
            }
        }
    }

    fn mutate_json(&mut self, random: &mut Rng) {
        let Ok(mut value) = serde_json::from_slice::<Value>(&self.body) else {
            return mutate_bytes(&mut self.body, random);
        };
        let nodes = count(&value);
        let mut at = random.usize(..nodes);
        // A mark that no JSON holds by itself stands for a text that `Value` could not hold.
        visit(&mut value, &mut at, &mut |node| spoil(node, random));
        let text = value.to_string();
        let raw = pick(&VALUES, random);
        self.body = text.replace("\"\\u0001raw\"", raw).into_bytes();
        // The same once more, or twice in an array.
        if random.u8(..40) == 0 {
            self.body = [b"[", &*self.body, b",", &*self.body, b"]"].concat();
        }
    }

    fn mutate_headers(&mut self, random: &mut Rng) {
        let known = self.headers.len();
        match random.u8(..6) {
            0 if known > 0 => drop(self.headers.remove(random.usize(..known))),
            1 if known > 0 => self
                .headers
                .push(self.headers[random.usize(..known)].clone()),
            2 if known > 0 => {
                let value = &mut self.headers[random.usize(..known)].1;
                mutate_bytes(value, random);
                // These would end the header, which is for the tests of framing.
                value.retain(|byte| !matches!(byte, b'\r' | b'\n' | 0));
            }
            3 => {
                let (name, _) = pick(&HEADERS, random);
                let length = random.usize(..2_000);
                self.headers
                    .push((name.to_owned(), vec![random.u8(b'!'..=b'~'); length]));
            }
            _ => {
                let (name, value) = pick(&HEADERS, random);
                if random.bool() {
                    self.headers
                        .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
                }
                self.headers.push((name.to_owned(), value.into()));
            }
        }
    }
}

fn pick<T: Copy>(from: &[T], random: &mut Rng) -> T {
    from[random.usize(..from.len())]
}

/// The values in a value, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(values) => values.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// Does something to the value that is `at` so many places from the first.
fn visit(value: &mut Value, at: &mut usize, act: &mut impl FnMut(&mut Value)) {
    if *at == 0 {
        act(value);
    }
    // Wraps around after the one that was meant, so that no other is.
    *at = at.wrapping_sub(1);
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| visit(value, at, act)),
        Value::Object(members) => members.values_mut().for_each(|value| visit(value, at, act)),
        _ => {}
    }
}

fn spoil(node: &mut Value, random: &mut Rng) {
    match (random.u8(..8), node) {
        (0, Value::Object(members)) if !members.is_empty() => {
            let name = key(members, random);
            members.remove(&name);
        }
        (1, Value::Object(members)) if !members.is_empty() => {
            let name = key(members, random);
            let value = members.remove(&name).unwrap_or_default();
            members.insert(pick(&MEMBERS, random).to_owned(), value);
        }
        (2 | 3, Value::Object(members)) => {
            let name = pick(&MEMBERS, random).to_owned();
            members.insert(name, "\u{1}raw".into());
        }
        (4, node) => {
            for _ in 0..random.usize(1..200) {
                *node = Value::Array(vec![node.take()]);
            }
        }
        (5, Value::String(text)) => {
            let at = text.char_indices().map(|(at, _)| at).nth(random.usize(..8));
            text.insert(at.unwrap_or_default(), random.char('\u{1}'..='\u{3000}'));
        }
        (6, Value::String(text)) => *text = text.repeat(random.usize(..300)),
        (_, node) => *node = "\u{1}raw".into(),
    }
}

fn key(members: &Map<String, Value>, random: &mut Rng) -> String {
    let at = random.usize(..members.len());
    members.keys().nth(at).unwrap().clone()
}

/// Changes some bytes, puts some in, takes some out or says some twice.
pub(crate) fn mutate_bytes(bytes: &mut Vec<u8>, random: &mut Rng) {
    let at = random.usize(..=bytes.len());
    let end = (at + random.usize(1..20)).min(bytes.len());
    match random.u8(..6) {
        0 if at < bytes.len() => bytes[at] ^= 1 << random.u8(..8),
        1 if at < bytes.len() => bytes[at] = random.u8(..),
        2 => drop(bytes.drain(at..end)),
        3 => {
            let again = bytes[at..end].to_vec();
            bytes.splice(at..at, again);
        }
        4 => bytes.truncate(at),
        _ => {
            let word = pick(&VALUES, random);
            bytes.splice(at..at, word.bytes());
        }
    }
}
