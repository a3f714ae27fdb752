//! The keys and JSON types of recorded bodies.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What is known of a place in the bodies of one endpoint.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    pub(crate) types: BTreeSet<&'static str>,
    pub(crate) keys: Option<BTreeSet<String>>,
    pub(crate) fields: BTreeMap<String, Shape>,
    pub(crate) items: Option<Box<Shape>>,
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Objects whose keys are ids or asked-for names, not fields.
fn is_map(path: &str, object: &serde_json::Map<String, Value>) -> bool {
    path.ends_with(".prefetch")
        || (!object.is_empty() && object.keys().all(|key| key.parse::<u64>().is_ok()))
}

impl Shape {
    /// Adds what one value shows.
    pub(crate) fn learn(&mut self, path: &str, value: &Value) {
        self.types.insert(type_of(value));
        match value {
            Value::Array(items) => {
                let shape = self.items.get_or_insert_default();
                for item in items {
                    shape.learn(&format!("{path}[]"), item);
                }
            }
            Value::Object(object) if path.ends_with(".prefetch") || !is_map(path, object) => {
                if !path.ends_with(".prefetch") && !object.is_empty() {
                    self.keys = Some(object.keys().cloned().collect());
                }
                for (key, value) in object {
                    self.fields
                        .entry(key.clone())
                        .or_default()
                        .learn(&format!("{path}.{key}"), value);
                }
            }
            Value::Object(object) => {
                let shape = self.items.get_or_insert_default();
                for value in object.values() {
                    shape.learn(&format!("{path}[]"), value);
                }
            }
            _ => {}
        }
    }

    /// Says where a value differs from all that was learnt.
    pub(crate) fn check(&self, name: &str, path: &str, value: &Value, faults: &mut Vec<String>) {
        // A place that was null in every recording may hold anything: nothing is known of it.
        let unknown = self.types.iter().all(|known| *known == "null");
        if !unknown && !self.types.contains(type_of(value)) {
            faults.push(format!(
                "{name}: {path} is {}, recorded {:?}",
                type_of(value),
                self.types
            ));
        }
        match value {
            Value::Array(items) => {
                let known = self
                    .items
                    .as_deref()
                    .filter(|shape| !shape.types.is_empty());
                if let Some(shape) = known {
                    for item in items {
                        shape.check(name, &format!("{path}[]"), item, faults);
                    }
                }
            }
            Value::Object(object) if is_map(path, object) && !path.ends_with(".prefetch") => {
                if let Some(shape) = &self.items {
                    for value in object.values() {
                        shape.check(name, &format!("{path}[]"), value, faults);
                    }
                }
            }
            Value::Object(object) => {
                if let Some(keys) = &self.keys {
                    let ours: BTreeSet<String> = object.keys().cloned().collect();
                    if ours != *keys {
                        let missing: Vec<_> = keys.difference(&ours).collect();
                        let added: Vec<_> = ours.difference(keys).collect();
                        faults.push(format!("{name}: {path} lacks {missing:?}, adds {added:?}"));
                    }
                }
                for (key, value) in object {
                    if let Some(shape) = self.fields.get(key) {
                        shape.check(name, &format!("{path}.{key}"), value, faults);
                    }
                }
            }
            _ => {}
        }
    }
}
