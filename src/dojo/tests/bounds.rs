//! What is too long to be read, and what is made of it. The memory that it would take is measured elsewhere, with the
//! whole component.

use super::{Fake, answer, json, run};
use crate::dojo::{
    Error, FindingFilter, FindingOrder, GroupFilter, Limit, Page, ProductFilter, TestFilter,
    Window, model::Product,
};

const PAGE: Window = Window {
    limit: Limit::MAX,
    ..Window::COUNT
};

fn products(status: u16, body: &str) -> Result<Page<Product>, Error> {
    let fake = Fake::new(|_: &str| json(status, body));
    run(fake.client().products(&ProductFilter::default(), PAGE))
}

fn list(field: &str, element: &str, count: usize) -> String {
    let elements = vec![element; count].join(",");
    format!(r#"{{"count":1,"results":[{{"id":1,"{field}":[{elements}]}}]}}"#)
}

#[test]
fn a_list_in_a_row_is_read_whole_or_left_out() {
    let finding = |body: String| {
        let fake = Fake::new(|_: &str| json(200, &body));
        let filter = FindingFilter::default();
        let page = run(fake.client().findings(&filter, FindingOrder::Title, PAGE));
        page.unwrap().rows.remove(0)
    };
    let id = r#"{"vulnerability_id":"CVE-1"}"#;
    // An odd value in each does not make the list shorter.
    for note in ["{}", r#"{"date":1}"#] {
        assert_eq!(finding(list("notes", note, 1_000)).notes.len(), 1_000);
        let long = finding(list("notes", note, 1_001));
        assert!(long.notes.is_empty());
        assert!(long.unread.contains(&"notes".to_owned()), "{note}");
    }
    assert_eq!(finding(list("tags", "\"a\"", 1_000)).tags.len(), 1_000);
    assert_eq!(finding(list("tags", "\"a\"", 1_001)).unread, ["tags"]);
    let ids = finding(list("vulnerability_ids", id, 1_000));
    assert_eq!(ids.vulnerability_ids.len(), 1_000);
    let ids = finding(list("vulnerability_ids", id, 1_001));
    assert_eq!(ids.unread, ["vulnerability_ids"]);

    let group = |members| {
        let body = list("users", "7", members);
        let fake = Fake::new(|_: &str| json(200, &body));
        let page = run(fake.client().groups(&GroupFilter::default(), PAGE));
        page.unwrap().rows.remove(0)
    };
    assert_eq!(group(10_000).users.map(|users| users.len()), Some(10_000));
    assert_eq!(group(10_001).users, None);
    assert_eq!(group(10_001).unread, ["users"]);
}

/// A page with one product of this length in bytes, in which a field of no kind that is known takes most.
fn of_length(length: usize) -> String {
    let row = r#"{"id":1,"raw":""}"#;
    let raw = "x".repeat(length - row.len());
    format!(r#"{{"count":1,"results":[{{"id":1,"raw":"{raw}"}}]}}"#)
}

#[test]
fn an_object_has_eight_mebibytes_at_most() {
    let most = 8 << 20;
    assert_eq!(products(200, &of_length(most)).unwrap().rows.len(), 1);
    let error = products(200, &of_length(most + 1)).unwrap_err();
    let path = "/api/v2/products/".to_owned();
    assert_eq!(error, Error::ObjectTooLarge { path });

    let findings = |body: String| {
        let fake = Fake::new(|_: &str| json(200, &body));
        let filter = FindingFilter::default();
        run(fake.client().findings(&filter, FindingOrder::Title, PAGE))
    };
    assert_eq!(findings(of_length(most)).unwrap().rows.len(), 1);
    let path = "/api/v2/findings/".to_owned();
    let error = findings(of_length(most + 1)).unwrap_err();
    assert_eq!(error, Error::ObjectTooLarge { path });

    let body = format!(r#"{{"id":7,"raw":"{}"}}"#, "x".repeat(most));
    let fake = Fake::new(|_: &str| json(200, &body));
    let path = "/api/v2/products/7/".to_owned();
    let error = run(fake.client().product(7)).unwrap_err();
    assert_eq!(error, Error::ObjectTooLarge { path });

    let index = format!(r#"{{"{}":""}}"#, "x".repeat(most));
    let fake = Fake::new(|_: &str| json(200, &index));
    let path = "/api/v2/".to_owned();
    let error = run(fake.client().index()).unwrap_err();
    assert_eq!(error, Error::ObjectTooLarge { path });
}

#[test]
fn too_many_rows_are_not_looked_at() {
    let body = list("results", "{}", 0).replace(r#"{"id":1,"results":[]}"#, &["[]"; 101].join(","));
    assert_eq!(products(200, &body).unwrap_err(), Error::WindowIgnored);
}

/// Also where all of them can be read.
#[test]
fn no_more_findings_are_shown_than_were_asked_for() {
    for count in [101, 1_000] {
        let rows = vec![r#"{"id":1}"#; count].join(",");
        let body = format!(r#"{{"count":{count},"results":[{rows}]}}"#);
        let fake = Fake::new(|_: &str| json(200, &body));
        let filter = FindingFilter::default();
        let page = run(fake.client().findings(&filter, FindingOrder::Title, PAGE));
        assert_eq!(page.unwrap_err(), Error::WindowIgnored, "{count}");
    }
}

#[test]
fn of_a_long_value_nothing_is_mended() {
    let unread = |padding: usize| {
        let related = format!(
            r#"{{"test":{{"id":1,"title":7,"x":"{}"}}}}"#,
            "x".repeat(padding)
        );
        let body = format!(r#"{{"count":1,"results":[{{"id":1,"related_fields":{related}}}]}}"#);
        let fake = Fake::new(|_: &str| json(200, &body));
        let filter = FindingFilter::default();
        let page = run(fake.client().findings(&filter, FindingOrder::Title, PAGE));
        page.unwrap().rows.remove(0).unread
    };
    assert_eq!(unread(200 << 10), ["related_fields.test.title"]);
    assert_eq!(unread(300 << 10), ["related_fields"]);
}

#[test]
fn of_long_names_beside_the_rows_none_is_read() {
    let lead = |padding: usize| {
        let lead = format!(r#"{{"name":"Lee","x":"{}"}}"#, "x".repeat(padding));
        let body = format!(
            r#"{{"count":1,"results":[{{"id":1,"lead":5}}],"prefetch":{{"lead":{{"5":{lead}}}}}}}"#
        );
        let fake = Fake::new(|_: &str| json(200, &body));
        let page = run(fake.client().tests(&TestFilter::default(), PAGE));
        page.unwrap().rows.remove(0).lead.unwrap().name
    };
    assert_eq!(lead(1 << 20), Some("Lee".into()));
    assert_eq!(lead(2 << 20), None);
}

#[test]
fn long_errors_say_nothing() {
    let fields = |padding: usize| {
        let body = format!(r#"{{"name":["No."],"message":"{}"}}"#, "x".repeat(padding));
        match products(400, &body) {
            Err(Error::BadRequest { fields }) => fields.len(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!([fields(60 << 10), fields(70 << 10)], [1, 0]);
    let detail = |padding: usize| {
        let body = format!(
            r#"{{"detail":"Invalid token.","x":"{}"}}"#,
            "x".repeat(padding)
        );
        products(403, &body).unwrap_err()
    };
    assert_eq!(detail(60 << 10), Error::TokenInvalid);
    assert_eq!(detail(70 << 10), Error::Forbidden);
}

/// Each takes the place of a byte, so that no body grows; and a token beside one is still masked.
#[test]
fn what_is_no_utf8_is_replaced_byte_for_byte() {
    let token = super::TOKEN.as_bytes();
    let body = [
        b"{\"count\":1,\"results\":[{\"id\":1,\"name\":\"\xFF\xFF",
        token,
        b"\"}]}",
    ];
    let body = body.concat();
    let fake = Fake::new(|_: &str| answer(200, "application/json", &*body));
    let page = run(fake.client().products(&ProductFilter::default(), PAGE));
    assert_eq!(page.unwrap().rows[0].name, Some("??[token]".into()));
}
