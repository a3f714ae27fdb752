//! Rows that can't be read, that hide what they are counted by, or that are not there.

use serde_json::{Value, json};

use super::super::{
    Fake, Outcome,
    instance::{self, Row, TODAY},
    json as answer, run,
};
use super::{RUNS, all};
use crate::dojo::{Error, Lack, Names};

/// An answer with an edit of its rows.
fn edited(rows: &[Row], target: &str, edit: impl Fn(&mut Value)) -> Outcome {
    let list = instance::serve(rows, target)?;
    let mut list: Value = serde_json::from_slice(list.body()).unwrap();
    for row in list["results"].as_array_mut().unwrap() {
        edit(row);
    }
    answer(200, &list.to_string())
}

/// An instance whose rows have another value in a field, or none.
fn odd(field: &'static str, value: Value) -> Fake<impl Fn(&str) -> Outcome> {
    let rows = instance::rows(120);
    Fake::new(move |target: &str| edited(&rows, target, |row| row[field] = value.clone()))
}

#[test]
fn rows_that_can_t_be_read_are_no_reason_to_count_wrongly() {
    let today = TODAY.parse().unwrap();
    let uncountable = |field| Err(Error::Uncountable { id: 0, field });
    let named = |found: Result<(), Error>| match found {
        Err(Error::Uncountable { field, .. }) => Err(Error::Uncountable { id: 0, field }),
        found => found,
    };
    let cwe = odd("cwe", json!("seventy-nine"));
    let found = run(cwe.client().cwes(&all(), &[79], 0)).map(drop);
    assert_eq!(named(found), uncountable("cwe"));
    let component = odd("component_name", json!(["zlib"]));
    let found = run(component.client().components(&all(), 5, 0)).map(drop);
    assert_eq!(named(found), uncountable("component_name"));
    let due = odd("sla_expiration_date", json!(20_260_101));
    let found = run(due.client().due(&all(), today)).map(drop);
    assert_eq!(named(found), uncountable("sla_expiration_date"));
    for date in [Value::Null, json!("31 January")] {
        let undated = odd("date", date);
        let found = run(undated.client().days(&all())).map(drop);
        assert_eq!(named(found), uncountable("date"));
    }
}

/// Rows without a field, from an instance that finds by it: it hides what it knows.
#[test]
fn rows_that_hide_what_is_counted_are_doubted() {
    let is_doubted = |found: Result<(), Error>| matches!(found, Err(Error::Inconsistent(_)));
    let cwe = odd("cwe", Value::Null);
    assert!(is_doubted(
        run(cwe.client().cwes(&all(), &[79, 89, 352], 0)).map(drop)
    ));
    let component = odd("component_name", Value::Null);
    assert!(is_doubted(
        run(component.client().components(&all(), 5, 0)).map(drop)
    ));
    // Findings that have none at all, on the other hand, are a group.
    let mut rows = instance::rows(60);
    for row in &mut rows {
        (row.cwe, row.component) = (None, None);
    }
    let none = Fake::new(|target: &str| instance::serve(&rows, target));
    let cwes = run(none.client().cwes(&all(), &[79, 89, 352], 0)).unwrap();
    assert_eq!((cwes.groups, cwes.lack), (vec![(None, 60)], None));
    let components = run(none.client().components(&all(), 5, 0)).unwrap();
    assert_eq!(components.groups[0].1, 60);
}

/// A row that its count does not promise, or one that is missing.
#[test]
fn a_page_in_doubt_is_no_place_in_a_list() {
    let rows = instance::rows(120);
    let is_row = |target: &str| !target.ends_with("limit=1&offset=2000000000");
    let empty = Fake::new(|target: &str| {
        let list = instance::serve(&rows, target)?;
        let mut list: Value = serde_json::from_slice(list.body()).unwrap();
        if is_row(target) {
            list["results"] = json!([]);
        }
        answer(200, &list.to_string())
    });
    let today = TODAY.parse().unwrap();
    let cwes = run(empty.client().cwes(&all(), &[79], 0)).unwrap();
    assert_eq!((cwes.groups, cwes.lack), (vec![], Some(Lack::Changed)));
    let components = run(empty.client().components(&all(), 5, 0)).unwrap();
    assert_eq!(
        (components.groups, components.lack),
        (vec![], Some(Lack::Changed))
    );
    assert_eq!(run(empty.client().due(&all(), today)), Ok(None));
    assert_eq!(
        run(empty
            .client()
            .sample(&all(), RUNS, Names::Told, |row| row.id)),
        Ok(None)
    );
}
