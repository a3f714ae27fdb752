//! What becomes of a call that brings no answer, or is never made.

use std::{
    cell::Cell,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use super::{Fake, TOKEN, json, run};
use crate::dojo::{
    Effort, Error, FindingFilter, FindingOrder, Limit, TransportError, UserFilter, Wait, Window,
};

#[test]
fn what_the_transport_says_is_told_apart() {
    let cases = [
        (
            TransportError::Dns,
            Error::Unreachable {
                reason: "the host name does not resolve".into(),
            },
        ),
        (
            TransportError::Refused,
            Error::Unreachable {
                reason: "the connection was refused".into(),
            },
        ),
        (
            TransportError::ConnectTimeout,
            Error::Timeout {
                which: Wait::Connect,
            },
        ),
        (
            TransportError::FirstByteTimeout,
            Error::Timeout {
                which: Wait::FirstByte,
            },
        ),
        (
            TransportError::CallTimeout,
            Error::Timeout { which: Wait::Call },
        ),
        (
            TransportError::Tls("expired\n".into()),
            Error::Tls {
                reason: "expired".into(),
            },
        ),
        (TransportError::Denied, Error::Denied),
        (TransportError::BodyTooLarge, Error::TooLarge),
        (
            TransportError::Other("odd".into()),
            Error::Unreachable {
                reason: "odd".into(),
            },
        ),
    ];
    for (cause, expected) in cases {
        let fake = Fake::new(|_: &str| Err(cause.clone()));
        let error = run(fake.client().product(1)).unwrap_err();
        assert_eq!(error, expected);
        assert_eq!(fake.asked().len(), 1, "{cause:?} must not be tried again");
    }
}

#[test]
fn the_transport_cannot_leak_the_token() {
    for cause in [
        TransportError::Other(format!("GET with Token {TOKEN}")),
        TransportError::Tls(TOKEN.into()),
    ] {
        let fake = Fake::new(|_: &str| Err(cause.clone()));
        let error = run(fake.client().product(1)).unwrap_err();
        assert!(!format!("{error:?} {error}").contains(TOKEN), "{error:?}");
        assert!(error.to_string().contains("[token]"));
    }
}

#[test]
fn a_get_that_broke_is_tried_once_more() {
    for cause in [TransportError::Broken, TransportError::BodyBroken] {
        let calls = Cell::new(0);
        let fake = Fake::new(|_: &str| {
            calls.set(calls.get() + 1);
            if calls.get() == 1 {
                Err(cause.clone())
            } else {
                json(200, r#"{"id":1,"name":"x"}"#)
            }
        });
        assert_eq!(
            run(fake.client().product(1)).unwrap().name,
            Some("x".into())
        );
        let asked = fake.asked();
        assert_eq!(asked.len(), 2);
        assert_eq!(asked[0], asked[1]);

        let fake = Fake::new(|_: &str| Err(cause.clone()));
        let error = run(fake.client().product(1)).unwrap_err();
        assert!(matches!(error, Error::Unreachable { .. }), "{error:?}");
        assert_eq!(fake.asked().len(), 2);
    }
    let fake = Fake::new(|_: &str| json(503, "{}"));
    assert_eq!(
        run(fake.client().product(1)),
        Err(Error::Server { status: 503 })
    );
    assert_eq!(fake.asked().len(), 1, "an answer is an answer");
}

#[test]
fn no_request_begins_when_the_requests_or_the_time_are_spent() {
    let fake = Fake::new(|_: &str| json(200, r#"{"id":1}"#));
    let effort = Effort::default();
    let client = fake.client().within(&effort);
    for _ in 0..400 {
        run(client.product(1)).unwrap();
    }
    assert_eq!(run(client.product(1)), Err(Error::Spent));
    assert_eq!(fake.asked().len(), 400);

    let effort = Effort::default();
    let client = fake.client().within(&effort);
    fake.wait(Duration::from_secs(45));
    assert_eq!(run(client.product(1)), Err(Error::Spent));
    assert_eq!((fake.asked().len(), effort.calls()), (0, 0));
}

/// Else a connection that breaks late would read as a question that takes too long.
#[test]
fn a_second_attempt_is_made_whatever_the_time() {
    let fake = Fake::new(|_: &str| Err(TransportError::BodyBroken));
    let effort = Effort::default();
    let late = fake.client().within(&effort);
    let mut call = pin!(late.product(1));
    let mut context = Context::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut context).is_pending());
    fake.wait(Duration::from_mins(1));
    let error = loop {
        if let Poll::Ready(answer) = call.as_mut().poll(&mut context) {
            break answer.unwrap_err();
        }
    };
    assert!(matches!(error, Error::Unreachable { .. }), "{error:?}");
    assert_eq!((fake.asked().len(), effort.calls()), (2, 2));
}

#[test]
fn what_cannot_be_sent_is_not_sent() {
    let fake = Fake::new(|_: &str| panic!("sent"));
    let client = fake.client();
    let findings =
        |filter: &FindingFilter| run(client.findings(filter, FindingOrder::Title, Window::COUNT));
    let fits = FindingFilter {
        title: Some("x".repeat(3_800)),
        ..FindingFilter::default()
    };
    let long = FindingFilter {
        title: Some("x".repeat(4_000)),
        ..FindingFilter::default()
    };
    assert_eq!(findings(&long), Err(Error::UriTooLong));
    let many = FindingFilter {
        product_ids: (100_000..101_000).collect(),
        ..FindingFilter::default()
    };
    assert_eq!(findings(&many), Err(Error::UriTooLong));
    let huge = FindingFilter {
        title: Some("x".repeat(70_000)),
        ..FindingFilter::default()
    };
    assert_eq!(
        findings(&huge),
        Err(Error::UriTooLong),
        "beyond what a URI may have at all"
    );
    let blank = FindingFilter {
        tags: vec!["a".into(), " ".into()],
        ..FindingFilter::default()
    };
    assert_eq!(
        findings(&blank).unwrap_err().to_string(),
        "tags: a value must not be blank; leave the filter out instead"
    );
    let comma = FindingFilter {
        vulnerability_ids: vec!["CVE-1,CVE-2".into()],
        ..FindingFilter::default()
    };
    assert!(matches!(
        findings(&comma),
        Err(Error::Unsendable {
            parameter: "vulnerability_id",
            ..
        })
    ));
    let filter = UserFilter {
        email: Some("\t".into()),
        ..UserFilter::default()
    };
    assert!(matches!(
        run(client.users(
            &filter,
            Window {
                limit: Limit::MAX,
                ..Window::COUNT
            }
        )),
        Err(Error::Unsendable {
            parameter: "email",
            ..
        })
    ));
    assert_eq!(fake.asked(), [""; 0]);

    let fake = Fake::new(|_: &str| json(200, r#"{"count":0,"results":[]}"#));
    assert!(
        run(fake
            .client()
            .findings(&fits, FindingOrder::Title, Window::COUNT))
        .is_ok()
    );
}
