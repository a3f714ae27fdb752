//! The manifests of all crates: no crate has unsafe code but those that are nothing but generated bindings.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// Crates whose generated code passes pointers to the host, and is not written to the rules for ours: they hold that
/// and what hands it over, so that no other crate needs `unsafe`.
const GENERATED: [&str; 2] = ["crates/egress-guard/bindings", "crates/spin-variables"];

/// The folders in and below `folder` that have a manifest.
fn crates(folder: &Path, found: &mut Vec<String>) {
    if folder.join("Cargo.toml").exists() {
        let root = super::path("");
        let name = folder.strip_prefix(root).unwrap();
        found.push(name.to_str().unwrap().replace('\\', "/"));
    }
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let skipped = ["target", "node_modules"].map(|name| folder.join(name));
        if path.is_dir() && !skipped.contains(&path) {
            crates(&path, found);
        }
    }
}

fn manifest(folder: &str) -> Table {
    let name = Path::new(folder).join("Cargo.toml");
    super::text(name.to_str().unwrap()).parse().unwrap()
}

#[test]
fn no_crate_has_unsafe_code_but_generated_bindings() {
    let root = manifest("");
    let lints = &root["workspace"]["lints"]["rust"];
    assert_eq!(lints["unsafe_code"].as_str(), Some("forbid"));

    let mut folders = vec![String::new()];
    crates(&super::path("crates"), &mut folders);
    assert!(folders.len() > 4, "{folders:?}");
    let is_held = |folder: &&String| {
        let lints = manifest(folder).get("lints").cloned();
        lints
            == Some(Value::Table(
                [("workspace".to_owned(), true.into())]
                    .into_iter()
                    .collect(),
            ))
    };
    let free: BTreeSet<&str> = folders
        .iter()
        .filter(|folder| !is_held(folder))
        .map(String::as_str)
        .collect();
    assert_eq!(
        free,
        BTreeSet::from(GENERATED),
        "without `[lints] workspace = true`"
    );
}
