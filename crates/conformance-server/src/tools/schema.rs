//! A tool whose schema uses what JSON Schema 2020-12 has and most tools don't need. All of it has to reach the
//! client.

use super::{text, with};
use crate::app::Anybody;
use defectdojo_mcp::mcp::Tool;
use serde_json::{Value, json};

pub(super) fn tool() -> Tool<Anybody> {
    with(
        "json_schema_2020_12_tool",
        "Takes a person with an address and a way to be reached.",
        |_| schema(),
        |_, _| Box::pin(async { Ok(text("Noted.")) }),
    )
}

fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": {
            "address": {
                "$anchor": "addressDef",
                "type": "object",
                "properties": { "street": { "type": "string" }, "city": { "type": "string" } },
            },
        },
        "properties": {
            "name": { "type": "string" },
            "address": { "$ref": "#/$defs/address" },
            "contactMethod": { "type": "string", "enum": ["phone", "email"] },
            "phone": { "type": "string" },
            "email": { "type": "string" },
        },
        "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
        "if": {
            "properties": { "contactMethod": { "const": "phone" } },
            "required": ["contactMethod"],
        },
        "then": { "required": ["phone"] },
        "else": { "required": ["email"] },
        "additionalProperties": false,
    })
}
