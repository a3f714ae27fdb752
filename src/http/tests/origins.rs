//! Calls from web pages.

use std::rc::Rc;

use super::{App, call, header, message};
use crate::mcp::ParamHeader;
use crate::mcp::tests::fixture;

#[test]
fn pages_of_other_origins_are_refused() {
    for origin in [
        "https://evil.example",
        "null",
        "",
        "http://localhost.evil.example",
        "\u{e9}",
    ] {
        for method in ["POST", "OPTIONS", "GET"] {
            let response = call().method(method).header("origin", origin).send();
            assert_eq!(response.status(), 403, "{origin} {method}");
            assert!(message(&response).contains("origin"));
            assert_eq!(header(&response, "access-control-allow-origin"), None);
        }
        let response = call()
            .method("GET")
            .path("/healthz")
            .header("origin", origin)
            .send();
        assert_eq!(response.status(), 403, "{origin}");
    }
    let twice = call()
        .header("origin", "http://localhost")
        .header("origin", "http://localhost");
    assert_eq!(twice.status(), 403);
}

#[test]
fn pages_of_allowed_origins_can_read_every_answer() {
    let origin = "http://localhost:6274";
    for (status, call) in [
        (200, call()),
        (202, call().body(r#"{"jsonrpc":"2.0","method":"x"}"#)),
        (400, call().body("{")),
        (401, call().header("authorization", "Basic x")),
        (404, call().path("/register")),
        (405, call().method("GET")),
        (415, call().without("content-type")),
        (200, call().method("GET").path("/healthz")),
    ] {
        let response = call.header("origin", origin).send();
        assert_eq!(response.status(), status);
        assert_eq!(
            header(&response, "access-control-allow-origin"),
            Some(origin),
            "{status}"
        );
        assert_eq!(
            header(&response, "access-control-expose-headers"),
            Some("WWW-Authenticate, X-Request-Id")
        );
    }
    assert_eq!(header(&call().send(), "access-control-allow-origin"), None);
}

#[test]
fn browsers_may_ask_first() {
    let app = Rc::new(App {
        origins: "https://app.example".parse().unwrap(),
        ..App::default()
    });
    let ask = |path: &'static str, origin: &str| {
        call()
            .method("OPTIONS")
            .path(path)
            .without("content-type")
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "authorization,content-type",
            )
            .body("")
            .send_to(&app)
    };
    for path in ["/mcp", "/healthz", "/register"] {
        let response = ask(path, "https://app.example");
        assert_eq!(response.status(), 204);
        assert!(response.body().is_empty());
        assert_eq!(
            header(&response, "access-control-allow-origin"),
            Some("https://app.example")
        );
        assert_eq!(
            header(&response, "access-control-allow-methods"),
            Some("POST")
        );
        let allowed = header(&response, "access-control-allow-headers")
            .unwrap()
            .to_lowercase();
        for name in [
            "authorization",
            "content-type",
            "accept",
            "mcp-protocol-version",
            "mcp-method",
            "mcp-name",
            "mcp-session-id",
            "last-event-id",
        ] {
            assert!(allowed.split(", ").any(|header| header == name), "{name}");
        }
    }
    for (path, status) in [("/mcp", 403), ("/healthz", 403), ("/register", 404)] {
        let response = ask(path, "http://localhost");
        assert_eq!(response.status(), status);
        assert_eq!(header(&response, "access-control-allow-origin"), None);
    }
    assert_eq!(app.authentications.get(), 0);
}

#[test]
fn browsers_may_send_the_headers_of_the_servers_tools() {
    let mut server = fixture::server();
    server.tools[1].headers = &[
        ParamHeader {
            name: "Region",
            path: &["region"],
        },
        ParamHeader {
            name: "Tenant",
            path: &["tenant"],
        },
    ];
    let app = Rc::new(App {
        server: Rc::new(server),
        ..App::default()
    });
    let response = call()
        .method("OPTIONS")
        .header("origin", "http://localhost:6274")
        .send_to(&app);
    let allowed = header(&response, "access-control-allow-headers").unwrap();
    assert!(
        allowed.starts_with("Authorization, ")
            && allowed.ends_with(", Mcp-Param-Region, Mcp-Param-Tenant"),
        "{allowed}"
    );
}
