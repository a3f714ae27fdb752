//! Headers that mirror arguments.

use serde_json::{Value, json};

use super::Post;
use super::fixture::{self, Caller};
use crate::mcp::{Listing, ParamHeader, Server};

/// The tool `echo` with an argument of every kind that can be mirrored, one of them deep down.
fn server() -> Server<Caller> {
    let mut server = fixture::server();
    let Listing::Described(description) = &mut server.tools[0].listing else {
        panic!("the tools of the fixture are described");
    };
    description.input_schema = |_| {
        json!({
            "type": "object",
            "properties": {
                "region": { "type": "string" },
                "page": { "type": "object", "properties": { "limit": { "type": "integer" } } },
                "dry": { "type": "boolean" },
                "free": { "type": "string" },
            },
        })
    };
    server.tools[0].headers = &[
        ParamHeader {
            name: "Region",
            path: &["region"],
        },
        ParamHeader {
            name: "Page-Limit",
            path: &["page", "limit"],
        },
        ParamHeader {
            name: "dry",
            path: &["dry"],
        },
    ];
    server
}

/// A call of `echo` with headers.
fn call(arguments: &Value, headers: &[(&'static str, &str)]) -> Post {
    let params = json!({ "name": "echo", "arguments": arguments });
    let post = Post::modern("tools/call", &params);
    headers
        .iter()
        .fold(post, |post, (name, value)| post.header(name, value))
}

fn assert_served(arguments: &Value, headers: &[(&'static str, &str)]) {
    let (status, answer) = call(arguments, headers).answer_of(server());
    assert_eq!(status, 200, "{headers:?}: {answer}");
    assert_eq!(
        answer["result"]["structuredContent"]["arguments"],
        *arguments
    );
}

fn assert_refused(arguments: &Value, headers: &[(&'static str, &str)]) {
    let (status, answer) = call(arguments, headers).answer_of(server());
    assert_eq!(
        (status.as_u16(), &answer["error"]["code"]),
        (400, &json!(-32020)),
        "{arguments} {headers:?}: {answer}"
    );
    assert!(!answer.to_string().contains("hush"), "{answer}");
}

#[test]
fn clients_are_told_which_arguments_to_mirror() {
    for post in [Post::legacy, Post::modern] {
        let (_, answer) = post("tools/list", &json!({})).answer_of(server());
        assert_eq!(
            answer["result"]["tools"][0]["inputSchema"]["properties"],
            json!({
                "region": { "type": "string", "x-mcp-header": "Region" },
                "page": { "type": "object", "properties": {
                    "limit": { "type": "integer", "x-mcp-header": "Page-Limit" },
                } },
                "dry": { "type": "boolean", "x-mcp-header": "dry" },
                "free": { "type": "string" },
            })
        );
    }
}

#[test]
fn a_header_says_what_the_argument_says() {
    for (text, header) in [
        ("us-west1", "us-west1"),
        ("us west", " \tus west\t"),
        ("", ""),
        ("Hello", "=?base64?SGVsbG8=?="),
        ("Hello, 世界", "=?base64?SGVsbG8sIOS4lueVjA==?="),
        (" padded ", "=?base64?IHBhZGRlZCA=?="),
        ("=?base64?literal?=", "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="),
        ("SGVsbG8=", "SGVsbG8="),
        ("=?base64?SGVsbG8=", "=?base64?SGVsbG8="),
    ] {
        assert_served(&json!({ "region": text }), &[("mcp-param-region", header)]);
    }
    for (text, header) in [
        ("hush", "us-west1"),
        ("us-west1", "US-WEST1"),
        ("us-west1", "us-west1, us-west1"),
        ("Hello", "=?base64?SGVsbG8?="),
        ("Hello", "=?base64?SGVs!!!bG8=?="),
        ("Hello", "=?base64?SGVsbG9v?="),
        ("\u{fffd}", "=?base64?/w==?="),
        ("größe", "größe"),
        ("true", ""),
    ] {
        assert_refused(&json!({ "region": text }), &[("mcp-param-region", header)]);
    }
}

#[test]
fn integers_are_compared_as_numbers() {
    for (limit, header) in [
        (json!(42), "42"),
        (json!(42), "42.0"),
        (json!(42.0), "42"),
        (json!(-7), "-7"),
        (json!(0), "0.000"),
        (json!(9_007_199_254_740_991_u64), "9007199254740991"),
        (json!(42), "=?base64?NDI=?="),
    ] {
        let arguments = json!({ "page": { "limit": limit } });
        assert_served(&arguments, &[("mcp-param-page-limit", header)]);
    }
    for (limit, header) in [
        (json!(42), "43"),
        (json!(42), "42.5"),
        (json!(42), "42."),
        (json!(42), "-42"),
        (json!(42), "\"42\""),
        (json!(42), "true"),
        (json!(9_007_199_254_740_991_u64), "9007199254740992"),
        (json!([42]), "42"),
        (json!({}), "42"),
    ] {
        let arguments = json!({ "page": { "limit": limit } });
        assert_refused(&arguments, &[("mcp-param-page-limit", header)]);
    }
}

#[test]
fn booleans_are_lower_case_words() {
    assert_served(&json!({ "dry": true }), &[("mcp-param-dry", "true")]);
    assert_served(&json!({ "dry": false }), &[("mcp-param-dry", "false")]);
    for header in ["True", "1", "false", ""] {
        assert_refused(&json!({ "dry": true }), &[("mcp-param-dry", header)]);
    }
}

#[test]
fn no_argument_no_header_and_the_other_way_round() {
    for arguments in [
        json!({}),
        json!({ "region": null }),
        json!({ "free": "us-west1" }),
        json!({ "page": {} }),
        json!({ "page": { "limit": null } }),
        json!({ "page": 5 }),
    ] {
        assert_served(&arguments, &[]);
        let region = [("mcp-param-region", "us-west1")];
        assert_refused(&arguments, &region);
        assert_refused(&arguments, &[("mcp-param-page-limit", "null")]);
    }
    for arguments in [
        json!({ "region": "us-west1" }),
        json!({ "region": "" }),
        json!({ "page": { "limit": 0 } }),
        json!({ "dry": false }),
    ] {
        assert_refused(&arguments, &[]);
    }
    let region = ("mcp-param-region", "us-west1");
    assert_refused(&json!({ "region": "us-west1" }), &[region, region]);
}

#[test]
fn other_headers_and_other_tools_are_not_concerned() {
    let others = [("mcp-param-free", "x"), ("mcp-param-other", "\u{e9}")];
    assert_served(&json!({ "free": "y" }), &others);
    let params = json!({ "name": "fail", "arguments": { "region": "us-west1" } });
    let (status, answer) = Post::modern("tools/call", &params).answer_of(server());
    assert_eq!((status.as_u16(), answer.get("error")), (200, None));
}

#[test]
fn earlier_revisions_mirror_nothing() {
    let params = json!({ "name": "echo", "arguments": { "region": "us-west1" } });
    for region in [None, Some("other")] {
        let post = Post::legacy("tools/call", &params);
        let post = match region {
            Some(region) => post.header("mcp-param-region", region),
            None => post,
        };
        let (status, answer) = post.answer_of(server());
        assert_eq!((status.as_u16(), answer.get("error")), (200, None));
    }
}
