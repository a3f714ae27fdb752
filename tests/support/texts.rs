//! The texts within a JSON value.

use serde_json::Value;

/// Every text in `value`, names of fields too.
pub(crate) fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(fields) => {
            let names = fields.keys().map(String::as_str);
            names.chain(fields.values().flat_map(texts)).collect()
        }
        _ => Vec::new(),
    }
}
