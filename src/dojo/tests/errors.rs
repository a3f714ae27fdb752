//! Each answer that is no row, and what is made of it.

use http::{Response, header};

use super::{Fake, Outcome, TOKEN, VERSIONS, answer, json, replay, run};
use crate::dojo::{EngagementFilter, Error, Page, ProductFilter, Window, model::Product};

fn products(answer: impl Fn(&str) -> Outcome) -> Result<Page<Product>, Error> {
    run(Fake::new(answer)
        .client()
        .products(&ProductFilter::default(), Window::COUNT))
}

fn error(answer: impl Fn(&str) -> Outcome) -> Error {
    products(answer).unwrap_err()
}

fn replayed(version: &str, name: &str) -> Error {
    let fake = replay(version, name);
    run(fake
        .client()
        .products(&ProductFilter::default(), Window::COUNT))
    .unwrap_err()
}

#[test]
fn the_four_kinds_of_403_are_told_apart() {
    for version in VERSIONS {
        assert_eq!(replayed(version, "auth_none"), Error::TokenMissing);
        assert_eq!(replayed(version, "auth_bad"), Error::TokenInvalid);
        assert_eq!(
            replayed(version, "auth_malformed_spaces"),
            Error::TokenInvalid
        );
        assert_eq!(replayed(version, "auth_inactive_user"), Error::UserInactive);
        assert_eq!(replayed(version, "perm403_lowpriv_users"), Error::Forbidden);
    }
    assert_eq!(error(|_| json(403, "[]")), Error::Forbidden);
    assert_eq!(
        error(|_| answer(403, "text/html", "<p>firewall")),
        Error::NotJson { status: 403 }
    );
    assert_eq!(
        error(|_| json(401, r#"{"detail":"?"}"#)),
        Error::ProxyUnauthorized
    );
}

#[test]
fn a_redirect_is_reported_and_not_followed() {
    for version in VERSIONS {
        let error = replayed(version, "redirect302_login_wrong_base");
        assert_eq!(
            error,
            Error::Redirect {
                status: 302,
                location: "/login".into()
            }
        );
        let message = error.to_string();
        assert!(message.contains("DEFECTDOJO_URL looks wrong"), "{message}");
        assert!(message.contains("\"/login\""), "{message}");
        assert_eq!(
            replayed(version, "redirect301_no_slash"),
            Error::Redirect {
                status: 301,
                location: "/api/v2/findings/".into()
            }
        );
    }
    let fake = Fake::new(|_: &str| {
        let location = format!("https://{TOKEN}.evil.example/{TOKEN}\u{202e}?{TOKEN}");
        let response = Response::builder()
            .status(307)
            .header(header::LOCATION, location);
        Ok(response.body(Vec::new()).unwrap())
    });
    let error = run(fake.client().product(1)).unwrap_err();
    let location = "https://[token].evil.example/[token]".into();
    assert_eq!(
        error,
        Error::Redirect {
            status: 307,
            location
        }
    );
    assert_eq!(fake.asked().len(), 1);
}

#[test]
fn a_400_keeps_its_fields_and_drops_the_rest() {
    for version in VERSIONS {
        let fake = replay(version, "engagements_400_status");
        let filter = EngagementFilter::default();
        let error = run(fake.client().engagements(&filter, Window::COUNT)).unwrap_err();
        assert_eq!(
            error,
            Error::BadRequest {
                fields: vec![(
                    "status".into(),
                    vec![
                        "Select a valid choice. Bogus is not one of the available choices.".into()
                    ]
                )]
            }
        );
        let messages = [
            (
                "findings_400_after",
                "\"discovered_after\": \"Enter a valid date.\"",
            ),
            (
                "findings_400_nul",
                "\"title\": \"Null characters are not allowed.\"",
            ),
            (
                "findings_400_test",
                "the test that was asked for does not exist or is not visible",
            ),
        ];
        for (name, expected) in messages {
            let message = replayed(version, name).to_string();
            assert!(
                message.starts_with(&format!("DefectDojo refuses the request: {expected}")),
                "{message}"
            );
            assert!(
                !message.contains("ErrorDetail") && !message.contains("Pro comes"),
                "{message}"
            );
        }
    }
    assert_eq!(
        error(|_| json(400, r#"["what?"]"#)).to_string(),
        "DefectDojo refuses the request: it does not say why (HTTP 400)"
    );
    assert_eq!(
        error(|_| answer(400, "text/html", "<h1>")),
        Error::NotJson { status: 400 }
    );
}

#[test]
fn a_400_is_cleaned_cut_and_masked() {
    let long = "x".repeat(1000);
    let body = format!(
        r#"{{"a":"Token {TOKEN}\u0007","b":["{long}",{{}}],"c":["{long}"],"{TOKEN}":{{"x":1}},"message":"m","pro":["p"]}}"#
    );
    let error = error(|_| json(400, &body));
    let Error::BadRequest { fields } = &error else {
        panic!("{error:?}")
    };
    let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["[token]", "a", "b", "c"]);
    assert_eq!(fields[1].1, ["Token [token]"]);
    assert_eq!(fields[2].1, Vec::<String>::new(), "no list of texts");
    assert_eq!(fields[3].1[0].chars().count(), 201);
    assert!(!format!("{error:?} {error}").contains(TOKEN));
}

#[test]
fn an_absent_object_differs_from_an_absent_endpoint() {
    for version in VERSIONS {
        for name in ["get_findings_404", "lowpriv_finding_not_visible_404"] {
            let error = run(replay(version, name).client().finding(7)).unwrap_err();
            assert_eq!(
                error,
                Error::NotFound {
                    what: "finding 7".into()
                }
            );
            assert_eq!(
                error.to_string(),
                "finding 7 does not exist or is not visible to this API token"
            );
        }
        assert_eq!(
            run(replay(version, "html404_unknown_api_path")
                .client()
                .product(7)),
            Err(Error::NoEndpoint {
                path: "/api/v2/products/7/".into()
            })
        );
    }
}

#[test]
fn every_other_status_has_its_error() {
    for version in VERSIONS {
        assert_eq!(replayed(version, "accept406"), Error::NotAcceptable);
        assert_eq!(replayed(version, "uri414"), Error::UriTooLong);
        assert_eq!(
            replayed(version, "findings_500_limit_overflow"),
            Error::Server { status: 500 }
        );
    }
    assert_eq!(
        error(|_| answer(502, "text/html", "<h1>")),
        Error::Server { status: 502 }
    );
    assert_ne!(
        Error::Server { status: 502 }.to_string(),
        Error::Server { status: 500 }
            .to_string()
            .replace("500", "502")
    );
    assert_eq!(
        error(|_| json(429, "{}")),
        Error::RateLimited { retry_after: None }
    );
    let limited = |_: &str| {
        let response = Response::builder()
            .status(429)
            .header(header::RETRY_AFTER, "30");
        Ok(response.body(Vec::new()).unwrap())
    };
    assert_eq!(
        error(limited),
        Error::RateLimited {
            retry_after: Some(30)
        }
    );
    assert!(error(limited).to_string().ends_with("try again in 30 s"));
    assert_eq!(
        error(|_| json(418, "{}")),
        Error::Unexpected { status: 418 }
    );
    assert_eq!(
        error(|_| answer(413, "text/html", "")),
        Error::NotJson { status: 413 }
    );
}

#[test]
fn a_200_must_be_json_of_the_right_shape() {
    assert_eq!(
        error(|_| answer(200, "text/html", "<title>Log in")),
        Error::NotJson { status: 200 }
    );
    let bare = |_: &str| Ok(Response::new(b"{}".to_vec()));
    assert_eq!(
        error(bare),
        Error::NotJson { status: 200 },
        "without a content type"
    );
    let path = || "/api/v2/products/".to_owned();
    for body in [r#"{"count":1,"results":[{"id":1,"na"#, r#"{"count":"#, ""] {
        assert_eq!(
            error(|_| json(200, body)),
            Error::CutOff { path: path() },
            "{body}"
        );
    }
    for (body, column) in [
        ("<html>", 1),
        (r#"{"count":0,"results":[]}<!-- 12 ms -->"#, 25),
    ] {
        let (path, line) = (path(), 1);
        assert_eq!(
            error(|_| json(200, body)),
            Error::NoJson { path, line, column },
            "{body}"
        );
    }
    for (body, reason) in [
        (
            r#"{"count":"0123456789abcdef","results":[]}"#,
            "count is of an unknown kind",
        ),
        (
            r#"{"count":1e400,"results":[]}"#,
            "count is of an unknown kind",
        ),
        (
            r#"{"count":-1,"results":[]}"#,
            "count is of an unknown kind",
        ),
        (
            r#"{"count":1.5,"results":[]}"#,
            "count is of an unknown kind",
        ),
        (
            r#"{"count":null,"results":[]}"#,
            "count is of an unknown kind",
        ),
        (r#"{"results":[]}"#, "missing field `count`"),
        (r#"{"count":0}"#, "missing field `results`"),
        (
            r#"{"count":0,"count":0,"results":[]}"#,
            "duplicate field `count`",
        ),
        ("[]", "of another shape"),
        ("[0,[]]", "of another shape"),
        (
            r#"{"count":0,"results":null}"#,
            "results is of an unknown kind",
        ),
        (
            r#"{"count":1,"results":[[7,"x"]]}"#,
            "an object without a readable id",
        ),
        (
            r#"{"count":1,"results":[{"name":"x"}]}"#,
            "an object without a readable id",
        ),
        (
            r#"{"count":1,"results":[{"id":"7"}]}"#,
            "an object without a readable id",
        ),
    ] {
        let reason = reason.to_owned();
        assert_eq!(
            error(|_| json(200, body)),
            Error::Malformed {
                path: path(),
                reason
            },
            "{body}"
        );
    }
}
