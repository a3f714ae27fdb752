//! What was recorded, as it lies in the repository. Long texts and rows that others repeat were cut from it.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// A list of findings that was answered.
pub(super) struct Recording {
    pub(super) name: String,
    /// Path and query.
    pub(super) path: String,
    /// Which account asked.
    pub(super) who: String,
    pub(super) count: u64,
    /// The ids of its rows.
    pub(super) ids: Vec<u64>,
    rows: Vec<Value>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &PathBuf) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The rows of a list.
fn rows(body: &Value) -> Vec<Value> {
    body["results"].as_array().cloned().unwrap_or_default()
}

fn id(row: &Value) -> u64 {
    row["id"].as_u64().unwrap()
}

/// The body of a recording of the server's own tests.
pub(super) fn body(version: &str, name: &str) -> Value {
    let file = format!("tests/recordings/{version}/{name}.json");
    read(&root().join(file))
}

/// Lists of findings that were answered; the longest is in the server's tests, the others are in the simulator's.
pub(super) fn lists(version: &str) -> Vec<Recording> {
    let folder = root()
        .join("crates/dojo-sim/tests/recordings")
        .join(version);
    let mut lists: Vec<Recording> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let recording = read(&path);
            let asked = recording["path"].as_str()?;
            let is_list = asked.starts_with("/api/v2/findings/?") && recording["status"] == 200;
            is_list.then(|| {
                let rows = rows(&recording["body"]);
                Recording {
                    name: path.file_stem().unwrap().to_string_lossy().into_owned(),
                    path: asked.to_owned(),
                    who: recording["who"].as_str().unwrap().to_owned(),
                    count: recording["body"]["count"].as_u64().unwrap(),
                    ids: rows.iter().map(id).collect(),
                    rows,
                }
            })
        })
        .collect();
    lists.sort_by(|one, next| one.name.cmp(&next.name));
    lists
}

/// Every finding that was recorded, by id.
pub(super) fn findings(version: &str) -> Vec<Value> {
    let page = rows(&body(version, "findings_limit100"));
    let others = lists(version).into_iter().flat_map(|list| list.rows);
    let mut all: BTreeMap<u64, Value> = others.map(|row| (id(&row), row)).collect();
    all.extend(page.into_iter().map(|row| (id(&row), row)));
    all.into_values().collect()
}
