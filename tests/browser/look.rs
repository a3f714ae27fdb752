//! That the browser itself finds out what no page may do.

use crate::program::{picture, run};
use serde_json::json;

/// What the program says of a page with this body.
fn look(body: &str) -> Result<serde_json::Value, String> {
    let body = body.to_owned();
    std::panic::catch_unwind(|| {
        run(
            "look.mjs",
            json!({"body": body, "picture": picture("look")}),
        )
    })
    .map_err(|said| *said.downcast::<String>().unwrap())
}

#[test]
fn a_page_that_does_nothing_wrong_is_let_through() {
    let seen = look("<main><h1>Report</h1></main>").unwrap();
    assert_eq!(seen, json!({"text": "Report", "violations": []}));
}

#[test]
fn a_page_that_does_wrong_is_found_out() {
    for (body, offence) in [
        (
            "<script>throw new Error('own fault')</script>",
            "uncaught: Error: own fault",
        ),
        (
            "<img src='http://elsewhere.invalid/' alt=''>",
            "request: GET http://elsewhere.invalid/",
        ),
        (
            "<img src='data:,' alt=''>",
            "console: Loading the image 'data:,' violates",
        ),
    ] {
        let said = look(body).unwrap_err();
        assert!(said.contains(offence), "{said}");
    }
}

#[test]
fn what_some_people_cannot_use_is_found_out() {
    let seen = look("<main><h1>Report</h1><input></main>").unwrap();
    let found = seen["violations"][0].as_str().unwrap();
    assert!(found.starts_with("label ("), "{found}");
}
