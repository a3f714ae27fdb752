//! The JSON schema of a tool's arguments.

use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde_json::{Map, Value};

/// The schema of `T` in the form that every client takes: an object with flat properties, one type each,
/// without references, `null` or defaults. What an argument may be beyond its type and values is said in words, which
/// a model reads, and again by the error.
pub(crate) fn object<T: JsonSchema>() -> Map<String, Value> {
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    flat(T::json_schema(&mut settings.into_generator()))
}

/// Not generic, so that it is compiled once and not for each tool.
fn flat(schema: Schema) -> Map<String, Value> {
    let mut schema = match schema.to_value() {
        Value::Object(schema) => schema,
        _ => Map::new(),
    };
    schema.remove("title");
    schema.remove("description");
    schema
        .entry("properties")
        .or_insert_with(|| Value::Object(Map::new()));
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.values_mut().for_each(simplify);
    }
    schema
}

/// Takes away what an optional field adds: a second type, a `null` among the values, a default.
fn simplify(property: &mut Value) {
    let Value::Object(property) = property else {
        return;
    };
    property.remove("default");
    if let Some(Value::Array(types)) = property.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            property.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(values)) = property.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    // One paragraph: the line ends of the doc comment mean nothing.
    if let Some(Value::String(text)) = property.get_mut("description") {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Id, Many, Rows, Text};
    use super::*;
    use serde_json::json;

    #[derive(Default, serde::Deserialize, JsonSchema)]
    #[serde(default, deny_unknown_fields)]
    struct Sample {
        /// The
        /// product.
        product: Option<Id>,
        /// Names.
        names: Many<Text>,
        /// Rows.
        limit: Rows,
    }

    #[test]
    fn the_schema_is_flat_and_single_typed() {
        assert_eq!(
            Value::Object(object::<Sample>()),
            json!({
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "product": {"type": "integer", "description": "The product."},
                    "names": {"type": "array", "items": {"type": "string"}, "description": "Names."},
                    "limit": {"type": "integer", "description": "Rows."},
                },
            })
        );
    }
}
