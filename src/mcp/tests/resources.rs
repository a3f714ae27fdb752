//! `resources/list`, `resources/templates/list` and `resources/read`.

use serde_json::json;

use super::Post;

#[test]
fn resources_and_templates_are_listed() {
    assert_eq!(
        Post::legacy("resources/list", &json!({})).result()["resources"][0],
        json!({
            "uri": "app://guide",
            "name": "guide",
            "title": "Guide",
            "description": "How it works.",
            "mimeType": "text/markdown",
        })
    );
    assert_eq!(
        Post::legacy("resources/templates/list", &json!({})).result(),
        json!({ "resourceTemplates": [{
            "uriTemplate": "app://things/{id}",
            "name": "thing",
            "title": "Thing",
            "description": "One thing.",
            "mimeType": "application/json",
        }] })
    );
}

#[test]
fn resources_are_read_by_uri_and_by_template() {
    for (uri, mime_type, text) in [
        ("app://guide", "text/markdown", "# Guide"),
        ("app://things/a%20b", "application/json", r#"{"id":"a b"}"#),
    ] {
        assert_eq!(
            Post::legacy("resources/read", &json!({ "uri": uri })).result(),
            json!({ "contents": [{ "uri": uri, "mimeType": mime_type, "text": text }] })
        );
    }
}

#[test]
fn what_is_not_text_is_read_as_base64() {
    let uri = "app://things/picture";
    assert_eq!(
        Post::legacy("resources/read", &json!({ "uri": uri })).result(),
        json!({ "contents": [
            { "uri": uri, "mimeType": "application/json", "blob": "Zm9vYmFy" },
        ] })
    );
}

#[test]
fn a_resource_that_is_not_there_has_a_code_for_each_era() {
    for uri in ["app://nothing", "app://things/404", "app://things/1/2", ""] {
        let params = json!({ "uri": uri });
        for (post, expected) in [
            (Post::legacy("resources/read", &params), -32002),
            (Post::modern("resources/read", &params), -32602),
        ] {
            let (status, code, error) = post.error();
            assert_eq!((status, code), (200, expected), "{uri}");
            assert_eq!(error["data"], json!({ "uri": uri }));
        }
    }
    let (status, code, error) =
        Post::modern("resources/read", &json!({ "uri": "app://broken" })).error();
    assert_eq!(
        (status, code, &error["message"]),
        (
            200,
            -32603,
            &json!("come back later (request 00000000a1b2)")
        )
    );
    assert_eq!(
        Post::legacy("resources/read", &json!({})).code(),
        (200, -32602)
    );
}
