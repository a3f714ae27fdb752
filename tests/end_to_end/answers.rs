//! An answer that is no result: what each status and each body means to the caller.

use crate::faults::{assert_says, failure_of};
use crate::harness::canned::{answer, html, json, send};
use crate::harness::{Canned, Client, Server, TOKEN};
use serde_json::json;

/// An answer, and what has to be said of it. Where it holds `next=page`, that has to stay unsaid.
type Case = (Vec<u8>, &'static [&'static str]);

/// Answers one count after the other. None is followed or tried again.
fn check(cases: Vec<Case>) {
    let (answers, parts): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
    let canned = Canned::start(move |turn, stream| send(stream, &answers[turn]));
    let server = Server::of(&canned.url());
    for (turn, parts) in parts.iter().enumerate() {
        let said = failure_of(&server);
        assert_says(&said, parts);
        assert!(!said.contains("next=page"), "says too much: {said}");
        assert_eq!(canned.requests().len(), turn + 1, "asked again: {said}");
    }
}

#[test]
fn a_redirect_is_never_followed() {
    let redirect = |status, location| answer(status, "text/html", &[location], "");
    check(vec![
        (
            redirect("301 Moved Permanently", "Location: /tools/dojo/?next=page"),
            &["HTTP 301", "\"/tools/dojo/\"", "DEFECTDOJO_URL looks wrong"],
        ),
        (
            redirect("302 Found", "Location: https://sso.example/login?next=page"),
            &[
                "HTTP 302",
                "\"https://sso.example/login\"",
                "DEFECTDOJO_URL looks wrong",
            ],
        ),
    ]);
}

#[test]
fn a_refusal_of_the_caller_says_whose_fault_it_is() {
    let forbidden = |detail: &str| json("403 Forbidden", &json!({"detail": detail}).to_string());
    check(vec![
        (html("401 Unauthorized"), &["HTTP 401", "a proxy"]),
        (
            forbidden("Authentication credentials were not provided."),
            &["saw no API token", "no proxy removes"],
        ),
        (
            forbidden("Invalid token."),
            &["does not know this API token", "API v2 Key"],
        ),
        (
            forbidden("Invalid token header. Token string should not contain spaces."),
            &["does not know this API token", "API v2 Key"],
        ),
        (
            forbidden("User inactive or deleted."),
            &["disabled", "token of an active user"],
        ),
        (
            forbidden("You do not have permission to perform this action."),
            &["lacks the permission", "administrator"],
        ),
        (
            html("403 Forbidden"),
            &["HTTP 403", "a proxy or login page"],
        ),
    ]);
}

#[test]
fn a_refusal_of_the_request_says_what_to_change() {
    let limited = |headers: &[&str]| answer("429 Too Many Requests", "text/html", headers, "");
    check(vec![
        (
            json(
                "400 Bad Request",
                &json!({
                    "severity": ["Select a valid choice."],
                    "test": ["Not a number.", format!("Nor {TOKEN}.")],
                    "message": "{'severity': [ErrorDetail(string='next=page')]}",
                    "pro": ["next=page"],
                })
                .to_string(),
            ),
            &[
                "refuses",
                "\"severity\": \"Select a valid choice.\"",
                "\"test\": \"Not a number. Nor [token].\"",
            ],
        ),
        (html("400 Bad Request"), &["HTTP 400", "isn't JSON"]),
        (
            html("404 Not Found"),
            &["there is no /api/v2/findings/", "path prefix"],
        ),
        (
            json("406 Not Acceptable", "{}"),
            &["HTTP 406", "Accept header"],
        ),
        (html("414 URI Too Long"), &["too long", "fewer ids"]),
        (
            limited(&["Retry-After: 17"]),
            &["HTTP 429", "try again in 17 s"],
        ),
        (limited(&[]), &["HTTP 429", "try again later"]),
        (
            limited(&["Retry-After: Sun, 06 Nov 1994 08:49:37 GMT"]),
            &["HTTP 429", "try again later"],
        ),
    ]);
}

#[test]
fn a_failure_of_the_instance_or_of_what_stands_before_it() {
    check(vec![
        (
            json("500 Internal Server Error", r#"{"message":"next=page"}"#),
            &["HTTP 500", "log says why"],
        ),
        (
            html("502 Bad Gateway"),
            &["HTTP 502", "down or overloaded", "try again later"],
        ),
        (
            html("503 Service Unavailable"),
            &["HTTP 503", "down or overloaded"],
        ),
        (
            json("418 I'm a teapot", "{}"),
            &["HTTP 418", "what stands before it"],
        ),
    ]);
}

#[test]
fn a_body_that_is_no_answer() {
    check(vec![
        (
            html("200 OK"),
            &["isn't JSON", "login page", "DEFECTDOJO_URL"],
        ),
        (
            json("200 OK", "next=page"),
            &["no valid JSON", "line 1", "a proxy"],
        ),
        (
            json("200 OK", r#"{"count":"next=page","results":[]}"#),
            &["isn't understood", "count is of an unknown kind", "2.51"],
        ),
        (json("200 OK", "[]"), &["isn't understood", "another shape"]),
        // Without a length the end of the connection is the end of the body.
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"count\":".to_vec(),
            &["was cut off", "try again"],
        ),
    ]);
}

#[test]
fn an_object_that_is_not_there() {
    let canned = Canned::answering(json(
        "404 Not Found",
        r#"{"detail":"No Finding matches the given query."}"#,
    ));
    let server = Server::of(&canned.url());
    let client = Client::new(server.url(), TOKEN);
    let said = client.failure("get_finding_by_id", json!({"finding_id": 7}));
    assert_says(&said, &["finding 7", "does not exist or is not visible"]);
}
