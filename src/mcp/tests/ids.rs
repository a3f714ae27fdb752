//! Ids come back exactly as they were sent, or not at all.

use super::Post;

fn ping(id: &str) -> Post {
    Post::raw(format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"ping"}}"#))
}

#[test]
fn strings_and_integers_are_echoed_to_the_letter() {
    for id in [
        "0",
        "-1",
        "-0",
        "9007199254740993",
        "123456789012345678901234567890123456789012345678901234567890",
        r#""""#,
        r#""1""#,
        r#""Größe-日本-🦀""#,
        r#""\u00e9\/\n\ud83e\udd80""#,
        r#""\ud800""#,
    ] {
        assert_eq!(
            ping(id).text(),
            format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{}}}}"#),
        );
    }
}

#[test]
fn other_ids_are_refused() {
    for id in [
        "null", "1.0", "1.5", "1e3", "1E3", "true", "[]", "[1]", "{}",
    ] {
        let post = ping(id);
        assert_eq!(post.code(), (400, -32600), "{id}");
        assert!(
            post.text().starts_with(r#"{"jsonrpc":"2.0","id":null,"#),
            "{id}"
        );
    }
}

#[test]
fn errors_echo_the_id_too() {
    let id = r#""\u0041-99999999999999999999""#;
    for (body, status) in [
        (
            format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"nothing"}}"#),
            200,
        ),
        (
            format!(r#"{{"jsonrpc":"1.0","id":{id},"method":"ping"}}"#),
            400,
        ),
        (
            format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"ping","params":[]}}"#),
            400,
        ),
        (format!(r#"{{"jsonrpc":"2.0","id":{id},"method":5}}"#), 400),
        (format!(r#"{{"jsonrpc":"2.0","id":{id}}}"#), 400),
    ] {
        let post = Post::raw(body.clone());
        assert_eq!(post.error().0, status, "{body}");
        assert!(
            post.text()
                .starts_with(&format!(r#"{{"jsonrpc":"2.0","id":{id},"#)),
            "{body}"
        );
    }
}
