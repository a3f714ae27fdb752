//! Every field that is read, with every value that it should not have, one at a time.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Fake, json as answer, run};
use crate::dojo::{
    Client, EngagementFilter, Error, FindingFilter, FindingOrder, GroupFilter, Limit, Page,
    ProductFilter, ProductTypeFilter, TestFilter, UserFilter, Window, model::Row,
};

const PAGE: Window = Window {
    limit: Limit::MAX,
    ..Window::COUNT
};

/// What stands in a field instead of its value, as JSON.
const ODD: [&str; 10] = [
    "\"\u{fffd}odd\"",
    "true",
    "-7",
    "1.5",
    "1e400",
    "99999999999999999999999999",
    "[]",
    "[[1,\"x\"],{}]",
    "{\"odd\":[1]}",
    r#""\ud800""#,
];

/// A row as it was read: its text, and what is said to be left out.
type Read = (String, Vec<String>);

/// A list of one kind of row.
struct Kind {
    name: &'static str,
    /// A row with every field that is read, and something else that isn't.
    row: Value,
    ask: fn(&Client<'_>) -> Result<Vec<Read>, Error>,
    /// Fields without which there is no row.
    essential: &'static [&'static str],
}

fn told<T: Row + std::fmt::Debug>(page: Result<Page<T>, Error>) -> Result<Vec<Read>, Error> {
    let page = page?;
    assert_eq!(page.doubt, None);
    assert_eq!(page.count, 2);
    let told = |row: &T| (format!("{row:?}"), row.unread().to_vec());
    Ok(page.rows.iter().map(told).collect())
}

fn kinds() -> Vec<Kind> {
    vec![
        Kind {
            name: "findings",
            row: finding(),
            ask: |client| {
                let filter = FindingFilter::default();
                let page = run(client.findings(&filter, FindingOrder::Title, PAGE))?;
                let (count, rows, doubt) = (page.count, page.rows, page.doubt);
                told(Ok(Page { count, rows, doubt }))
            },
            essential: &["id"],
        },
        Kind {
            name: "products",
            row: json!({"id": 1, "name": "n", "description": "d", "prod_type": 2, "findings_count": 3,
                "business_criticality": "high", "platform": "web", "lifecycle": "production",
                "origin": "internal", "external_audience": true, "internet_accessible": false,
                "product_manager": 4, "technical_contact": 5, "team_manager": 6, "tags": ["t"]}),
            ask: |client| told(run(client.products(&ProductFilter::default(), PAGE))),
            essential: &["id"],
        },
        Kind {
            name: "product_types",
            row: json!({"id": 1, "name": "n", "description": "d", "critical_product": true,
                "key_product": false, "updated": "2026-01-31T00:00:00Z"}),
            ask: |client| {
                told(run(
                    client.product_types(&ProductTypeFilter::default(), PAGE)
                ))
            },
            essential: &["id"],
        },
        Kind {
            name: "engagements",
            row: json!({"id": 1, "name": "n", "description": "d", "product": 2, "status": "In Progress",
                "active": true, "engagement_type": "CI/CD", "target_start": "2026-01-31",
                "target_end": "2026-02-28", "lead": 3, "version": "1", "branch_tag": "b", "tags": ["t"]}),
            ask: |client| told(run(client.engagements(&EngagementFilter::default(), PAGE))),
            essential: &["id"],
        },
        Kind {
            name: "tests",
            row: json!({"id": 1, "title": "t", "description": "d", "test_type": 2, "test_type_name": "s",
                "engagement": 3, "environment": 4, "lead": 5, "target_start": "2026-01-31T00:00:00Z",
                "target_end": "2026-01-31T00:00:00Z", "percent_complete": 100, "version": "1",
                "branch_tag": "b", "tags": ["t"]}),
            ask: |client| told(run(client.tests(&TestFilter::default(), PAGE))),
            essential: &["id"],
        },
        Kind {
            name: "test_types",
            row: json!({"id": 1, "name": "n", "active": true}),
            ask: |client| told(run(client.test_types())),
            essential: &["id", "name"],
        },
        Kind {
            name: "users",
            row: json!({"id": 1, "username": "u", "first_name": "f", "last_name": "l", "email": "e",
                "is_active": true, "is_staff": false, "is_superuser": false,
                "date_joined": "2026-01-31T00:00:00Z", "last_login": "2026-01-31T00:00:00Z"}),
            ask: |client| told(run(client.users(&UserFilter::default(), PAGE))),
            essential: &["id"],
        },
        Kind {
            name: "dojo_groups",
            row: json!({"id": 1, "name": "n", "description": "d", "social_provider": "s", "users": [1, 2]}),
            ask: |client| told(run(client.groups(&GroupFilter::default(), PAGE))),
            essential: &["id"],
        },
        Kind {
            name: "dojo_group_members",
            row: json!({"id": 1, "group": 7, "user": 2, "role": 3}),
            ask: |client| told(run(client.group_members(7, PAGE))),
            essential: &["id", "group"],
        },
        Kind {
            name: "roles",
            row: json!({"id": 1, "name": "n", "is_owner": true}),
            ask: |client| told(run(client.roles(PAGE))),
            essential: &["id"],
        },
    ]
}

pub(super) fn finding() -> Value {
    // Too long for the macro.
    serde_json::from_str(
        r#"{"id": 1, "title": "t", "date": "2026-01-31", "severity": "High", "active": true,
        "verified": true, "false_p": false, "duplicate": false, "out_of_scope": false,
        "risk_accepted": false, "under_review": false, "is_mitigated": false,
        "mitigated": "2026-01-31T00:00:00Z", "mitigated_by": 2, "duplicate_finding": 3, "cwe": 79,
        "vulnerability_ids": [{"vulnerability_id": "CVE-2026-1"}], "epss_score": 0.5,
        "epss_percentile": 0.25, "known_exploited": true, "ransomware_used": false,
        "kev_date": "2026-01-31", "cvssv3": "v", "cvssv3_score": 9.8, "cvssv4": "v",
        "cvssv4_score": 9.75, "age": 10, "sla_days_remaining": -2, "sla_expiration_date": "2026-02-01",
        "planned_remediation_date": "2026-02-02", "component_name": "c", "component_version": "1",
        "file_path": "/f", "line": 4, "service": "s", "description": "d", "mitigation": "m",
        "impact": "i", "steps_to_reproduce": "s", "severity_justification": "j", "references": "r",
        "fix_available": true, "fix_version": "2", "static_finding": true, "reporter": 5,
        "jira_creation": "2026-01-31T00:00:00Z", "tags": ["t"],
        "notes": [{"author": {"username": "u", "first_name": "f", "last_name": "l"}, "entry": "e",
            "date": "2026-01-31T00:00:00Z", "private": false}],
        "test": 6, "related_fields": {"test": {"id": 6, "title": "t",
            "test_type": {"id": 7, "name": "n"}, "environment": {"id": 8, "name": "n"},
            "engagement": {"id": 9, "name": "n", "product": {"id": 10, "name": "n",
                "prod_type": {"id": 11, "name": "n"}}}}}}"#,
    )
    .unwrap()
}

/// The places of all values within `value`: JSON pointers, of objects and lists first.
fn places(value: &Value) -> Vec<String> {
    let inner = |name: String, value: &Value| {
        let below = places(value).into_iter();
        let below: Vec<_> = below.map(|place| format!("/{name}{place}")).collect();
        std::iter::once(format!("/{name}")).chain(below)
    };
    match value {
        Value::Object(fields) => {
            let fields = fields.iter();
            fields
                .flat_map(|(name, value)| inner(name.clone(), value))
                .collect()
        }
        Value::Array(list) => {
            let list = list.iter().enumerate();
            list.flat_map(|(at, value)| inner(at.to_string(), value))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The name of a place as it is told: without the positions in lists.
fn name(place: &str) -> String {
    let names = place.split('/').skip(1);
    let names: Vec<_> = names
        .filter(|name| name.parse::<usize>().is_err())
        .collect();
    names.join(".")
}

/// The list of `odd` and a whole row, as an answer.
fn list(kind: &Kind, odd: &str) -> Result<Vec<Read>, Error> {
    let mut whole = kind.row.clone();
    whole["id"] = 2.into();
    let body = format!(r#"{{"count":2,"results":[{odd},{whole}]}}"#);
    let fake = Fake::new(|_: &str| answer(200, &body));
    (kind.ask)(&fake.client())
}

/// The row of `kind` with `odd` at `place`; without anything there for nothing.
fn with(kind: &Kind, place: &str, odd: Option<&str>) -> String {
    let mut row = kind.row.clone();
    let (parent, last) = place.rsplit_once('/').unwrap();
    let parent = row.pointer_mut(parent).unwrap();
    match (odd, parent) {
        (Some(_), Value::Object(fields)) => {
            fields.insert(last.to_owned(), "\u{1}".into());
        }
        (Some(_), Value::Array(rows)) => rows[last.parse::<usize>().unwrap()] = "\u{1}".into(),
        (None, Value::Object(fields)) => {
            fields.shift_remove(last);
        }
        (None, Value::Array(rows)) => {
            rows.remove(last.parse().unwrap());
        }
        other => panic!("{other:?}"),
    }
    row.to_string()
        .replace(r#""\u0001""#, odd.unwrap_or_default())
}

#[test]
fn a_value_of_an_unknown_kind_loses_its_field_alone() {
    for kind in kinds() {
        let whole = list(&kind, &kind.row.to_string()).unwrap();
        for (row, unread) in &whole {
            assert!(unread.is_empty(), "{row}: {unread:?}");
            // Names of others stand beside the rows, and this is one: the others are all there.
            let row = row.replace("name: None", "").replace("product: None", "");
            assert!(
                !row.contains("None"),
                "{row}: a field that no odd value is tried in"
            );
        }
        for place in places(&kind.row) {
            let name = name(&place);
            let mut lost = 0;
            for odd in ODD {
                let case = format!("{} {place} {odd}", kind.name);
                let read = list(&kind, &with(&kind, &place, Some(odd)));
                if kind.essential.contains(&name.as_str()) {
                    check_essential(read, &case);
                    lost += 1;
                    continue;
                }
                let rows = read.unwrap_or_else(|error| panic!("{case}: {error}"));
                assert_eq!(rows[1], whole[1], "{case}: the other row");
                let (row, unread) = &rows[0];
                if unread.is_empty() {
                    // Then the value is one that the field may have, and is told; or none at all.
                    continue;
                }
                lost += 1;
                let top = name.split('.').next().unwrap();
                for told in unread {
                    // An object without its id, and a list without an element, go with it.
                    assert!(
                        name.starts_with(told.as_str()) && told.starts_with(top),
                        "{case}: {unread:?}"
                    );
                }
                check_rest(&kind, top, row, &whole[0].0, &case);
            }
            assert!(lost > 0, "{} {place}: nothing is odd to it", kind.name);
        }
    }
}

/// What is essential is never made up.
fn check_essential(read: Result<Vec<Read>, Error>, case: &str) {
    match read {
        // Another number or text than before is one that it may be.
        Ok(rows) => assert!(rows[0].1.is_empty(), "{case}"),
        Err(Error::FilterIgnored { parameter }) => assert_eq!(parameter, "group_id", "{case}"),
        Err(Error::Malformed { reason, .. }) => {
            assert!(
                reason.starts_with("an object without a readable id"),
                "{case}: {reason}"
            );
        }
        Err(error) => panic!("{case}: {error}"),
    }
}

/// All other fields of the row are as in the whole one: none is lost that is not told.
fn check_rest(kind: &Kind, top: &str, row: &str, whole: &str, case: &str) {
    let fields = |row: &str| -> BTreeSet<String> {
        let names = kind.row.as_object().unwrap().keys();
        let starts: Vec<_> = names
            .filter(|name| *name != top)
            .map(|name| format!(" {name}: "))
            .collect();
        starts
            .iter()
            .filter_map(|start| {
                let (_, rest) = row.split_once(start.as_str())?;
                // Values are short: what follows up to the next comma is enough to see that they are there.
                Some(format!("{start}{}", rest.split(", ").next().unwrap()))
            })
            .collect()
    };
    assert_eq!(fields(row), fields(whole), "{case}");
}

#[test]
fn null_and_nothing_are_no_value_and_no_fault() {
    for kind in kinds() {
        let whole = list(&kind, &kind.row.to_string()).unwrap();
        for place in places(&kind.row) {
            for nothing in [Some("null"), None] {
                let case = format!("{} {place} {nothing:?}", kind.name);
                let read = list(&kind, &with(&kind, &place, nothing));
                if kind.essential.contains(&name(&place).as_str()) {
                    assert!(read.is_err(), "{case}");
                    continue;
                }
                let rows = read.unwrap_or_else(|error| panic!("{case}: {error}"));
                assert_eq!(rows[1], whole[1], "{case}");
                // A note is not private unless something says so.
                if place != "/notes/0/private" {
                    assert_ne!(rows[0].0, whole[0].0, "{case}: a value from nowhere");
                }
            }
        }
    }
}

/// What JSON allows and DefectDojo does not write.
#[test]
fn a_body_may_be_strange_and_still_be_read() {
    let ask = |body: &[u8]| {
        let fake = Fake::new(|_: &str| super::answer(200, "application/json", body));
        let page = run(fake.client().products(&ProductFilter::default(), PAGE));
        page.map(|page| (page.count, page.rows.into_iter().next()))
    };
    let row = |body: &[u8]| ask(body).unwrap().1.unwrap();

    let marked = row(b"\xEF\xBB\xBF{\"count\":1,\"results\":[{\"id\":1,\"name\":\"n\"}]}");
    assert_eq!(marked.name, Some("n".into()));

    let latin = row(b"{\"count\":1,\"results\":[{\"id\":1,\"name\":\"Caf\xE9\"}]}");
    assert_eq!(latin.name, Some("Caf?".into()));

    let twice = row(br#"{"count":1,"results":[{"id":1,"name":"a","name":"b"}]}"#);
    assert_eq!(twice.name, Some("b".into()), "the last one, as in Python");

    let half = row(br#"{"count":1,"results":[{"id":1,"\ud800":2,"name":"n"}]}"#);
    assert_eq!(half.name, Some("n".into()), "half a surrogate pair");

    for field in ["tags", "anything_else"] {
        let deep = format!(
            r#"{{"count":1,"results":[{{"id":1,"name":"n","{field}":{}{}}}]}}"#,
            "[".repeat(1_000_000),
            "]".repeat(1_000_000)
        );
        let deep = row(deep.as_bytes());
        assert_eq!(deep.name, Some("n".into()));
        let told: &[&str] = if field == "tags" { &["tags"] } else { &[] };
        assert_eq!(deep.unread, told);
    }
    let huge = row(br#"{"count":1,"results":[{"id":1,"findings_count":1e400,"more":1e400}]}"#);
    assert_eq!(huge.findings_count, None);
    assert_eq!(huge.unread, ["findings_count"]);

    let bomb = "[".repeat(1_000_000);
    assert!(ask(bomb.as_bytes()).is_err());
    assert!(ask(br#"{"count":1,"results":"[[["}"#).is_err());
}

/// Each is looked at once.
#[test]
fn thousands_of_odd_values_cost_little() {
    let notes = vec![json!({"date": 1, "entry": [], "author": 2}); 1_000];
    let body =
        json!({"count": 1, "results": [{"id": 1, "title": "t", "notes": notes}]}).to_string();
    let fake = Fake::new(|_: &str| answer(200, &body));
    let filter = FindingFilter::default();
    let page = run(fake.client().findings(&filter, FindingOrder::Title, PAGE)).unwrap();
    let row = &page.rows[0];
    assert_eq!((&row.title, row.notes.len()), (&Some("t".into()), 1_000));
    assert_eq!(row.unread, ["notes.author", "notes.date", "notes.entry"]);
}

#[test]
fn a_private_note_stays_so_whatever_says_it() {
    let private = |value: &str| {
        let body =
            format!(r#"{{"count":1,"results":[{{"id":1,"notes":[{{"private":{value}}}]}}]}}"#);
        let fake = Fake::new(|_: &str| answer(200, &body));
        let filter = FindingFilter::default();
        let page = run(fake.client().findings(&filter, FindingOrder::Title, PAGE)).unwrap();
        let notes = page.rows.into_iter().flat_map(|row| row.notes);
        notes.map(|note| note.private).collect::<Vec<_>>()
    };
    assert_eq!(private("false"), [false]);
    for odd in ["true", "\"false\"", "1", "[]", "{}"] {
        assert_eq!(private(odd), [true], "{odd}");
    }
    assert_eq!(private("1e400"), Vec::<bool>::new(), "none at all");
}
