//! What goes out, and each way in which something could look as if it might.

use super::*;
use alloc::borrow::ToOwned as _;

/// The policy of an instance at `url`.
fn policy(url: &str) -> Policy {
    Policy::load(|name| (name == instance::DEFECTDOJO_URL).then(|| url.to_owned())).unwrap()
}

/// What the server sends for a count.
fn good<'a>() -> Request<'a> {
    Request {
        is_get: true,
        scheme: Some(Scheme::Https),
        authority: Some("dojo.example.com"),
        path_with_query: Some("/dojo/api/v2/findings/?severity=High&limit=1&tags=a+b,%C3%A4"),
        headers: &[],
    }
}

fn dojo() -> Policy {
    policy("https://dojo.example.com/dojo")
}

#[test]
fn the_api_of_the_instance_is_reached() {
    for target in [
        "/dojo/api/v2/",
        "/dojo/api/v2/findings/?title=%2e%2e/..//%5C?:@",
        "/dojo/api/v2/findings/123/notes/",
        "/dojo/api/v2/dojo_group_members/?group_id=1",
        "/dojo/api/v2/a-b/?",
    ] {
        let path_with_query = Some(target);
        let request = Request {
            path_with_query,
            ..good()
        };
        assert_eq!(dojo().permits(&request), Ok(()), "{target}");
    }
}

#[test]
fn only_get() {
    let request = Request {
        is_get: false,
        ..good()
    };
    assert_eq!(dojo().permits(&request), Err(Denial::Method));
}

#[test]
fn only_the_scheme_of_the_instance() {
    for scheme in [None, Some(Scheme::Http)] {
        let request = Request { scheme, ..good() };
        assert_eq!(dojo().permits(&request), Err(Denial::Scheme), "{scheme:?}");
    }
    let request = Request {
        authority: Some("localhost"),
        path_with_query: Some("/api/v2/"),
        ..good()
    };
    let plain = policy("http://localhost");
    assert_eq!(plain.permits(&request), Err(Denial::Scheme));
}

#[test]
fn only_the_host_and_port_of_the_instance() {
    for (url, others) in [
        (
            "https://dojo.example.com/dojo",
            &[
                "",
                "evil.example",
                "dojo.example.com:443",
                "dojo.example.com:444",
                "dojo.example.com:",
                "DOJO.example.com",
                "dojo.example.com.",
                "dojo.example.com.evil.example",
                "dojo.example.com@evil.example",
                "dojo.example.com:x@evil.example",
                "evil.example#dojo.example.com",
                "user@dojo.example.com",
                "@dojo.example.com",
                " dojo.example.com",
                "dojo.example.com/",
                "dojo%2eexample.com",
                "dojo.exämple.com",
            ][..],
        ),
        (
            "https://127.0.0.1:8443/dojo",
            &[
                "127.0.0.1",
                "127.0.0.1:443",
                "127.0.0.1:08443",
                "127.0.0.2:8443",
                "127.1:8443",
                "0x7f.1:8443",
                "2130706433:8443",
                "localhost:8443",
                "[::ffff:127.0.0.1]:8443",
            ],
        ),
        (
            "https://[::1]:8443/dojo",
            &[
                "::1:8443",
                "[0:0:0:0:0:0:0:1]:8443",
                "[::1%25lo]:8443",
                "[::]:8443",
            ],
        ),
    ] {
        let policy = policy(url);
        for other in others {
            let authority = Some(*other);
            let request = Request {
                authority,
                ..good()
            };
            assert_eq!(policy.permits(&request), Err(Denial::Authority), "{other}");
        }
        let request = Request {
            authority: None,
            ..good()
        };
        assert_eq!(policy.permits(&request), Err(Denial::Authority));
    }
}

#[test]
fn no_header_that_the_server_never_sends() {
    let verdict = |name: &str| {
        let headers = &["Authorization".to_owned(), name.to_owned()];
        dojo().permits(&Request { headers, ..good() })
    };
    for name in ["accept", "Accept-Encoding", "TRACEPARENT", "user-agent"] {
        assert_eq!(verdict(name), Ok(()), "{name}");
    }
    for name in [
        "Host",
        "HOST",
        "X-HTTP-Method-Override",
        "X-Original-URL",
        "X-Forwarded-Host",
        "Cookie",
        "Content-Length",
        "Transfer-Encoding",
        "accept ",
        "",
    ] {
        assert_eq!(verdict(name), Err(Denial::Header), "{name}");
    }
}

#[test]
fn nothing_but_the_path_of_the_api() {
    for target in [
        "",
        "/",
        "*",
        "/dojo",
        "/dojo/api/v2",
        "/api/v2/findings/",
        "/other/api/v2/findings/",
        "/dojo/admin/",
        "/DOJO/api/v2/",
        "/dojo/API/v2/",
        "/dojo/api/v20/",
        "/dojo/api/v2?x=/api/v2/",
        "/dojo?/api/v2/",
        "//dojo/api/v2/",
        "/dojo//api/v2/",
        "/dojo/api/v2//",
        "/dojo/api/v2//evil.example/",
        "/dojo/api/v2/findings//1/",
        "/dojo/api/v2/../../admin/",
        "/dojo/api/v2/..",
        "/dojo/api/v2/./findings/",
        "/dojo/api/v2/findings/..;/..;/admin/",
        "/dojo/api/v2/%2e%2e/",
        "/dojo/api/v2/%2E%2e/",
        "/dojo/api/v2/.%2e/",
        "/dojo/api/v2/%252e%252e/",
        "/dojo/api/v2/%c0%ae%c0%ae/",
        "/dojo/api/v2/..%2f..%2fadmin/",
        "/dojo/api/v2/..%5c..%5cadmin/",
        "/dojo/api/v2/..\\..\\admin\\",
        "/dojo/api/v2/\\evil.example",
        "/dojo/api/v2/\\admin\\",
        "/dojo/api/v2/findings/;x",
        "/dojo/api/v2/findings/%00",
        "/dojo/api/v2/findings/\0",
        "/dojo/api/v2/findings/\r\nHost: evil.example",
        "/dojo/api/v2/findings/#x",
        "/dojo/api/v2/fındings/",
        "/dojo/api/v2/ findings/",
        "/dojo/%61pi/v2/findings/",
        "/dojo/x/../api/v2/findings/",
        "https://dojo.example.com/dojo/api/v2/findings/",
        "https://evil.example/dojo/api/v2/findings/",
        "//evil.example/dojo/api/v2/",
        "@evil.example/dojo/api/v2/",
    ] {
        let path_with_query = Some(target);
        let request = Request {
            path_with_query,
            ..good()
        };
        assert_eq!(dojo().permits(&request), Err(Denial::Path), "{target:?}");
    }
    let request = Request {
        path_with_query: None,
        ..good()
    };
    assert_eq!(dojo().permits(&request), Err(Denial::Path));
}

#[test]
fn a_query_of_visible_characters() {
    for query in [
        "#",
        "a b",
        "\t",
        "\r\nHost: evil.example",
        "\u{7f}",
        "ä",
        "\0",
    ] {
        let target = alloc::format!("/dojo/api/v2/findings/?x={query}");
        let request = Request {
            path_with_query: Some(&target),
            ..good()
        };
        assert_eq!(dojo().permits(&request), Err(Denial::Query), "{query:?}");
    }
}

#[test]
fn nothing_at_all_where_the_settings_are_wrong() {
    for url in [
        "",
        "dojo.example.com",
        "http://dojo.example.com",
        "https://dojo.example.com@evil.example",
        "https://dojo.example.com/?x",
        "https://dojo.example.com/api/v2",
    ] {
        let policy = Policy::load(|_| Some(url.to_owned()));
        assert_eq!(policy.unwrap_err(), Denial::Misconfigured, "{url}");
    }
    assert_eq!(Policy::load(|_| None).unwrap_err(), Denial::Misconfigured);
}
