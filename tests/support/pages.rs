//! The walk through the pages of a list, as an assistant does it.

use serde_json::{Map, Value, json};

/// The ids of a page's rows.
pub(crate) fn ids(page: &Value, rows: &str) -> Vec<u64> {
    let rows = page[rows].as_array().unwrap_or_else(|| panic!("{page}"));
    rows.iter().map(|row| row["id"].as_u64().unwrap()).collect()
}

/// All pages from the first on: `ask` gets `arguments` with an `offset`, the next one is the answer's
/// `next_offset`. Each page has to say rightly where it stands.
pub(crate) fn walk(
    ask: impl Fn(Value) -> Value,
    arguments: &Map<String, Value>,
    rows: &str,
) -> Vec<Value> {
    let mut pages: Vec<Value> = Vec::new();
    let mut offset = 0;
    loop {
        let mut arguments = arguments.clone();
        arguments.insert("offset".to_owned(), json!(offset));
        let page = ask(Value::Object(arguments));
        let returned = ids(&page, rows).len() as u64;
        let count = page["count"].as_u64().unwrap();
        assert_eq!(page["returned"], returned, "{page}");
        assert_eq!(page["offset"], offset, "{page}");
        if let Some(first) = pages.first() {
            assert_eq!(first["count"], count, "{page}");
        }
        let next = page.get("next_offset").map(|next| next.as_u64().unwrap());
        let end = offset + returned;
        assert_eq!(next, (end < count).then_some(end), "{page}");
        pages.push(page);
        match next {
            // A page without rows would go on for ever; the assertion above has it that there is none.
            Some(next) if next > offset => offset = next,
            _ => return pages,
        }
    }
}

/// Fails at a null anywhere.
pub(crate) fn no_nulls(value: &Value, place: &str) {
    match value {
        Value::Null => panic!("null at {place}"),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                no_nulls(value, &format!("{place}[{index}]"));
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                no_nulls(value, &format!("{place}.{name}"));
            }
        }
        _ => {}
    }
}
