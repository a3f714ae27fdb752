//! The protocol's official schemas, out of the package of the conformance suite.

use jsonschema::ValidatorMap;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// The revisions that are served, but for 2024-11-05, of which the suite has no schema.
pub(super) const REVISIONS: [&str; 4] = ["2025-03-26", "2025-06-18", "2025-11-25", STATELESS];

/// The revision without a handshake.
pub(super) const STATELESS: &str = "2026-07-28";

static PROTOCOLS: LazyLock<Result<BTreeMap<String, Protocol>, String>> = LazyLock::new(|| {
    let schemas = published()?.into_iter();
    let protocols = schemas.map(|(revision, schema)| (revision, Protocol::new(&schema)));
    Ok(protocols.collect())
});

/// What the protocol's authors published for one revision.
pub(super) struct Protocol {
    definitions: Map<String, Value>,
    /// Where in the document the definitions are.
    base: String,
    validators: ValidatorMap,
}

impl Protocol {
    /// That of a revision.
    pub(super) fn of(revision: &str) -> &'static Self {
        match PROTOCOLS.as_ref() {
            Ok(protocols) => &protocols[revision],
            Err(why) => {
                panic!("no schemas: {why}: run `cargo xtask test`, which installs all they need")
            }
        }
    }

    fn new(schema: &Value) -> Self {
        let member = ["$defs", "definitions"]
            .into_iter()
            .find(|member| schema.get(member).is_some())
            .unwrap();
        let options = jsonschema::options().should_validate_formats(true);
        Self {
            definitions: schema[member].as_object().unwrap().clone(),
            base: format!("#/{member}/"),
            validators: options.build_map(schema).unwrap(),
        }
    }

    /// What a definition says, and not what it refers to.
    pub(super) fn definition(&self, name: &str) -> &Value {
        let definition = &self.definitions[name];
        match self.referred(definition) {
            Some(other) => self.definition(other),
            None => definition,
        }
    }

    /// The definition that a schema refers to.
    fn referred<'a>(&self, schema: &'a Value) -> Option<&'a str> {
        schema["$ref"].as_str()?.strip_prefix(&self.base)
    }

    /// The members without which a value is not what a definition says.
    pub(super) fn required(&self, name: &str) -> Vec<&str> {
        let members = self.definition(name)["required"].as_array().into_iter();
        members.flatten().filter_map(Value::as_str).collect()
    }

    /// The definitions one of which a union admits.
    pub(super) fn members(&self, union: &str) -> Vec<&str> {
        let members = self.definition(union)["anyOf"].as_array().unwrap().iter();
        members
            .map(|member| self.referred(member).unwrap())
            .collect()
    }

    /// The definitions of a kind, by the end of their names.
    pub(super) fn named(&self, end: &str) -> impl Iterator<Item = &str> {
        self.definitions
            .keys()
            .map(String::as_str)
            .filter(move |name| name.ends_with(end))
    }

    /// Where a value is not what a definition says, and why.
    pub(super) fn faults(&self, definition: &str, value: &Value) -> Vec<String> {
        let validator = &self.validators[&format!("{}{definition}", self.base)];
        let errors = validator.iter_errors(value);
        errors
            .map(|error| format!("{}: {}", error.instance_path(), error.masked()))
            .collect()
    }
}

/// The official `schema.json` of each revision.
fn published() -> Result<BTreeMap<String, Value>, String> {
    let clients = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/node");
    if !clients.join("node_modules").is_dir() {
        return Err("tests/clients/node has no packages".to_owned());
    }
    let node = testbed::provided("NODE", "target/tools/bin/node");
    let script = clients.join("protocol-schemas.mjs");
    let printed = Command::new(node).arg(script).output();
    let printed = printed.map_err(|error| format!("Node doesn't run: {error}"))?;
    if !printed.status.success() {
        return Err(String::from_utf8_lossy(&printed.stderr).into_owned());
    }
    serde_json::from_slice(&printed.stdout).map_err(|error| error.to_string())
}
