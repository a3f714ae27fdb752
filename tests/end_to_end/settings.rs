//! What an operator set wrong is told to everyone who calls.

use crate::harness::{Client, Reuse, Server};
use crate::http::ping;
use serde_json::json;

#[test]
fn each_wrong_setting_is_named() {
    let url = ("DEFECTDOJO_URL", "https://dojo.invalid");
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[], "DEFECTDOJO_URL is not set"),
        (&[("DEFECTDOJO_URL", " ")], "DEFECTDOJO_URL is not set"),
        (
            &[("DEFECTDOJO_URL", "dojo.invalid")],
            "DEFECTDOJO_URL is wrong: not a URL",
        ),
        (
            &[("DEFECTDOJO_URL", "ftp://dojo.invalid")],
            "DEFECTDOJO_URL is wrong: the URL must begin with",
        ),
        (
            &[("DEFECTDOJO_URL", "https://admin:hunter2@dojo.invalid")],
            "DEFECTDOJO_URL is wrong: the URL must not hold a user name",
        ),
        (
            &[("DEFECTDOJO_URL", "https://dojo.invalid/?a=b")],
            "DEFECTDOJO_URL is wrong: the URL must end before",
        ),
        (
            &[("DEFECTDOJO_URL", "https://dojo.invalid/api/v2/")],
            "DEFECTDOJO_URL is wrong: the URL must be that of the instance",
        ),
        (
            &[("DEFECTDOJO_URL", "http://dojo.invalid")],
            "DEFECTDOJO_ALLOW_HTTP=on",
        ),
        (
            &[("DEFECTDOJO_URL", "http://dojo.invalid:8080")],
            "DEFECTDOJO_ALLOW_HTTP=on",
        ),
        (
            &[url, ("DEFECTDOJO_ALLOW_HTTP", "yes")],
            "DEFECTDOJO_ALLOW_HTTP is \"yes\": set it to on or off",
        ),
        (
            &[url, ("DEFECTDOJO_PATH", "dojo")],
            "DEFECTDOJO_PATH is wrong",
        ),
        (
            &[url, ("MCP_TOKEN_ARGUMENT", "no")],
            "MCP_TOKEN_ARGUMENT is \"no\": set it to on or off",
        ),
        (
            &[url, ("DEFECTDOJO_MAX_PARALLEL", "0")],
            "DEFECTDOJO_MAX_PARALLEL is \"0\": set it to a whole number from 1 to 20",
        ),
        (
            &[url, ("MCP_MASK_SECRETS", "0")],
            "MCP_MASK_SECRETS is \"0\": set it to on or off",
        ),
        (
            &[url, ("MCP_LOG", "debug")],
            "MCP_LOG is \"debug\": set it to off, errors or requests",
        ),
        (
            &[url, ("MCP_ALLOWED_ORIGINS", "*")],
            "MCP_ALLOWED_ORIGINS is wrong: \"*\" is not an origin",
        ),
        (
            &[url, ("MCP_ALLOWED_ORIGINS", ",")],
            "MCP_ALLOWED_ORIGINS is wrong: the list holds no origin",
        ),
    ];
    for (settings, fault) in cases {
        let server = Server::start(settings, Reuse::Reused);
        let client = Client::new(server.url(), None);
        for answer in [
            client.post(&ping(), &[]),
            client.send("GET", "/healthz", &[], ""),
            client.send("GET", "/", &[], ""),
        ] {
            assert_eq!(answer.status, 500, "{settings:?}: {answer:?}");
            let said = answer.json()["error"]["message"].clone();
            let said = answer.unsigned(said.as_str().unwrap());
            assert!(said.contains(fault), "{settings:?}: {said}");
            assert!(!said.contains("hunter2"), "{said}");
        }
        // As in the line, which is JSON.
        let written = json!(fault).to_string();
        let written = server.stderr_with(written.trim_matches('"'));
        assert!(!written.contains("hunter2"), "{written}");
    }
    let server = Server::start(
        &[
            ("DEFECTDOJO_URL", "http://dojo.invalid"),
            ("DEFECTDOJO_ALLOW_HTTP", "on"),
        ],
        Reuse::Fresh,
    );
    assert_eq!(
        Client::new(server.url(), None).post(&ping(), &[]).status,
        200
    );
}
