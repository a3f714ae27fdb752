//! The judge of answers to hostile requests sees what is wrong with one.

use testbed::judge::{Question, Told, request_id};

/// What it says about an answer to a request with the id 1 and the token `secret`.
fn verdict(status: u16, is_stream: bool, bodies: &[&str]) -> Result<(), String> {
    let question = Question {
        length: 100,
        id: Some("1".to_owned()),
        secrets: vec!["secret".to_owned()],
        ..Question::default()
    };
    let bodies: Vec<_> = bodies.iter().map(|body| body.as_bytes().to_vec()).collect();
    question.check(&Told {
        status,
        is_stream,
        bodies: &bodies,
    })
}

const RESULT: &str = r#"{"jsonrpc":"2.0","id":1,"result":{}}"#;
const PROGRESS: &str = r#"{"jsonrpc":"2.0","method":"notifications/progress","params":{}}"#;

#[test]
fn good_answers_pass() {
    for (status, is_stream, bodies) in [
        (200, false, &[RESULT][..]),
        (200, true, &[PROGRESS, PROGRESS, RESULT]),
        (202, false, &[]),
        (204, false, &[]),
        (200, false, &[r#"{"status":"ok"}"#]),
        (404, false, &[r#"{"error":"not_found"}"#]),
        (
            200,
            false,
            &[r#"[{"jsonrpc":"2.0","id":"a","error":{"code":-1,"message":"x"}}]"#],
        ),
        // Before the body is looked at, there is no id.
        (
            415,
            false,
            &[r#"{"jsonrpc":"2.0","id":null,"error":{"code":-1,"message":"x"}}"#],
        ),
    ] {
        assert_eq!(
            verdict(status, is_stream, bodies),
            Ok(()),
            "{status} {bodies:?}"
        );
    }
}

#[test]
fn bad_answers_do_not() {
    let long = format!(
        r#"{{"jsonrpc":"2.0","id":1,"result":{{"content":[{{"text":"{}"}}]}}}}"#,
        "x".repeat(40_001)
    );
    let large = format!(
        r#"{{"jsonrpc":"2.0","id":1,"result":{{"x":"{}"}}}}"#,
        "x".repeat(700_000)
    );
    let message = format!(
        r#"{{"jsonrpc":"2.0","id":1,"error":{{"code":-1,"message":"{}"}}}}"#,
        "x".repeat(1_101)
    );
    let many = format!("[{}]", [RESULT; 21].join(","));
    for (status, is_stream, bodies, why) in [
        (500, false, &[RESULT][..], "status"),
        (200, false, &[], "no body"),
        (202, false, &[RESULT], "a body"),
        (200, false, &["{}"], "not what it should be"),
        (200, false, &["<html>"], "not what it should be"),
        (
            200,
            false,
            &[r#"{"jsonrpc":"1.0","id":1,"result":{}}"#],
            "no JSON-RPC",
        ),
        (
            200,
            false,
            &[r#"{"jsonrpc":"2.0","id":[],"result":{}}"#],
            "the id is another",
        ),
        (
            200,
            false,
            &[r#"{"jsonrpc":"2.0","id":2,"result":{}}"#],
            "the id is another",
        ),
        (
            400,
            false,
            &[r#"{"jsonrpc":"2.0","id":null,"error":{"code":-1,"message":""}}"#],
            "the id is another",
        ),
        (
            200,
            false,
            &[r#"{"jsonrpc":"2.0","id":1}"#],
            "no result and no error",
        ),
        (
            200,
            false,
            &[r#"{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":-1,"message":""}}"#],
            "or both",
        ),
        (
            200,
            false,
            &[r#"{"jsonrpc":"2.0","id":1,"result":{"x":"secret"}}"#],
            "a secret",
        ),
        (200, false, &[RESULT, RESULT], "more than one"),
        (200, true, &[RESULT, RESULT], "not what it should be"),
        (200, false, &["[]"], "empty or too long"),
        (200, false, &[&many], "empty or too long"),
        (200, false, &[&long], "a result is too long"),
        (200, false, &[&message], "a message is too long"),
        (200, false, &[&large], "too large"),
    ] {
        let said = verdict(status, is_stream, bodies).unwrap_err();
        assert!(said.contains(why), "{said}, not {why}");
    }
}

#[test]
fn only_a_request_has_an_id() {
    for (body, id) in [
        (r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#, Some("1")),
        (
            r#"{"jsonrpc":"2.0","id": "\u0061" ,"method":"a","params":{}}"#,
            Some(r#""\u0061""#),
        ),
        (r#"{"jsonrpc":"2.0","id":1.5,"method":"a"}"#, None),
        (r#"{"jsonrpc":"2.0","id":null,"method":"a"}"#, None),
        (r#"{"jsonrpc":"2.0","id":1,"id":2,"method":"a"}"#, None),
        (r#"{"jsonrpc":"2.0","id":1,"method":"a","params":[]}"#, None),
        (r#"{"jsonrpc":"1.0","id":1,"method":"a"}"#, None),
        (r#"["2.0",1,"a"]"#, None),
        ("", None),
    ] {
        assert_eq!(request_id(body.as_bytes()).as_deref(), id, "{body}");
    }
}
