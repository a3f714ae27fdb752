//! Faults of what JSON says.

use serde_json::{Map, Value, json};

use super::Fault;

/// Stands for a number that a [`Value`] can't hold, until it is text.
const HUGE: &str = "\u{1}huge";
/// How it is written.
const WRITTEN: &str = r#""\u0001huge""#;

/// Fields with a few known words.
const WORDS: [&str; 8] = [
    "severity",
    "status",
    "business_criticality",
    "platform",
    "lifecycle",
    "origin",
    "engagement_type",
    "social_provider",
];

/// The text of `body`, a list or an object, with the fault; none for the other faults.
pub(super) fn of(fault: Fault, body: &Value, elsewhere: &str) -> Option<String> {
    let mut body = body.clone();
    match fault {
        Fault::WrongTypes => each(&mut body, |value| match value {
            Value::String(_) | Value::Null => json!({"odd": [1]}),
            _ => "odd".into(),
        }),
        Fault::UnknownValues => each_row(&mut body, |row| {
            for (name, value) in row {
                if WORDS.contains(&name.as_str()) && value.is_string() {
                    *value = "Unheard-of".into();
                }
            }
        }),
        Fault::Nulls => each(&mut body, |_| Value::Null),
        Fault::HugeNumbers => each(&mut body, |value| match value {
            Value::Number(_) => HUGE.into(),
            other => other.clone(),
        }),
        Fault::MissingKeys => each_row(&mut body, |row| row.retain(|name, _| name == "id")),
        Fault::RowsWithoutIds => each_row(&mut body, |row| drop(row.shift_remove("id"))),
        Fault::CountText => replace(&mut body, "count", &"many".into()),
        Fault::CountNegative => replace(&mut body, "count", &json!(-1)),
        Fault::CountMissing => remove(&mut body, "count"),
        Fault::CountTooSmall => {
            let came = body
                .get("results")
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            if let Some(less) = came.checked_sub(1) {
                replace(&mut body, "count", &less.into());
            }
        }
        Fault::CountTooLarge => {
            if let Some(rows) = body.get_mut("results").and_then(Value::as_array_mut) {
                rows.pop();
            }
        }
        Fault::ResultsMissing => remove(&mut body, "results"),
        Fault::RowsShift => {
            let count = body.get("count").and_then(Value::as_u64);
            if let Some(count) = count {
                replace(&mut body, "count", &count.saturating_sub(1).into());
            }
        }
        Fault::NextElsewhere => {
            replace(&mut body, "next", &elsewhere.into());
            replace(&mut body, "previous", &elsewhere.into());
        }
        Fault::DuplicateKeys => {
            let first = if body.get("count").is_some() {
                "count"
            } else {
                "id"
            };
            return Some(
                body.to_string()
                    .replacen('{', &format!("{{\"{first}\":0,"), 1),
            );
        }
        _ => return None,
    }
    Some(body.to_string().replace(WRITTEN, "1e400"))
}

/// Does `edit` to each row of a list, to the user of a profile, or to an object alone.
fn each_row(body: &mut Value, mut edit: impl FnMut(&mut Map<String, Value>)) {
    let rows = if body.get("results").is_some() {
        body.get_mut("results")
    } else if body.get("user").is_some_and(Value::is_object) {
        body.get_mut("user")
    } else {
        Some(body)
    };
    match rows {
        Some(Value::Array(rows)) => rows
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .for_each(edit),
        Some(Value::Object(row)) => edit(row),
        _ => {}
    }
}

/// Puts something else in each field of each row but its id.
fn each(body: &mut Value, other: impl Fn(&Value) -> Value) {
    each_row(body, |row| {
        for (name, value) in row {
            if name != "id" {
                *value = other(value);
            }
        }
    });
}

/// Puts `value` in a field of a list.
fn replace(body: &mut Value, name: &str, value: &Value) {
    if let Some(field) = body.get_mut(name) {
        *field = value.clone();
    }
}

/// Takes a field out of a list.
fn remove(body: &mut Value, name: &str) {
    if let Some(fields) = body.as_object_mut() {
        fields.shift_remove(name);
    }
}
