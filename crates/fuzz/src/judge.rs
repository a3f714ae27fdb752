//! What the server may answer, and what it may take for it, whatever it was asked.

use crate::answer::Answer;
use http::{Method, Request};
use testbed::judge::{Question, Told, request_id};

/// The most memory of one request: in bytes, and in bytes for each that was sent.
const MEMORY: (usize, usize) = (4 << 20, 36);

/// What is known of `request`. The token is a secret where it came as the one token of its header.
pub(crate) fn question(request: &Request<Vec<u8>>, token: &str) -> Question {
    let headers = request.headers();
    let sent: Vec<_> = headers.get_all("authorization").iter().collect();
    let is_sent = matches!(sent[..], [value] if *value == format!("Token {token}").as_str());
    let head: usize = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    Question {
        is_head: request.method() == Method::HEAD,
        length: request.uri().to_string().len() + head + request.body().len(),
        id: request_id(request.body()),
        secrets: is_sent.then(|| token.to_owned()).into_iter().collect(),
    }
}

/// Panics where `answer` is none that the server may give, or took too much memory.
pub(crate) fn check(question: &Question, answer: &Answer) {
    let told = Told {
        status: answer.status,
        is_stream: answer.is_stream,
        bodies: &answer.bodies,
    };
    if let Err(why) = question.check(&told) {
        panic!("{why}: {answer:?}");
    }
    for value in answer.headers.values() {
        let value = String::from_utf8_lossy(value.as_bytes());
        let leaks = question.secrets.iter().any(|secret| value.contains(secret));
        assert!(!leaks, "a secret came back in a header");
    }
    let (base, factor) = MEMORY;
    let most = base + factor * question.length;
    assert!(
        answer.memory <= most,
        "{} bytes of memory for {} that were sent",
        answer.memory,
        question.length
    );
}
