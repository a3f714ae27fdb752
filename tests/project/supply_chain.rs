//! What cargo-deny, as it is configured here, lets through of the code of others: each kind of fault is tried.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use testbed::provided;
use toml::Table;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A crate that depends on others.
struct Project {
    folder: TempDir,
    /// `cargo metadata` of it, as if the others came from crates.io.
    metadata: Value,
}

impl Project {
    /// Others of these names, versions and licences.
    fn new(others: &[(&str, &str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut dependencies = String::new();
        for (index, (name, version, licence)) in others.iter().enumerate() {
            writeln!(
                dependencies,
                "as{index} = {{ package = \"{name}\", path = \"../{index}\", version = \"{version}\" }}"
            )
            .unwrap();
            let at = folder.path().join(index.to_string());
            write_crate(&at, name, version, licence, "");
        }
        let dependencies = format!("[dependencies]\n{dependencies}");
        let root = folder.path().join("root");
        write_crate(&root, "root", "1.0.0", "Apache-2.0", &dependencies);
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["metadata", "--offline", "--format-version", "1"])
            .current_dir(root);
        let metadata = cargo.output().unwrap();
        assert!(metadata.status.success(), "{metadata:?}");
        let metadata = serde_json::from_slice(&metadata.stdout).unwrap();
        Self { folder, metadata }.coming_from(CRATES_IO)
    }

    /// The same, as if the others came from `source`.
    fn coming_from(mut self, source: &str) -> Self {
        for package in self.metadata["packages"].as_array_mut().unwrap() {
            if package["name"] != "root" {
                package["source"] = source.into();
            }
        }
        self
    }

    /// A file in a folder that goes with the project.
    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn deny(&self, config: &Path) -> Command {
        let metadata = self.write("metadata.json", &self.metadata.to_string());
        let mut deny = Command::new(provided("CARGO_DENY", "target/tools/bin/cargo-deny"));
        deny.args(["--format", "json", "--offline", "--config"])
            .arg(config)
            .arg("--metadata-path")
            .arg(metadata)
            .current_dir(self.folder.path().join("root"));
        deny
    }

    /// The codes of the faults that a check finds.
    fn faults(&self, config: &Path, check: &str) -> BTreeSet<String> {
        let output = self.deny(config).args(["check", check]).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        let lines = text.lines().map(|line| {
            let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
            assert_ne!(line["type"], "log", "{line}");
            line
        });
        let faults: BTreeSet<String> = lines
            .filter(|line| line["fields"]["severity"] == "error")
            .map(|line| line["fields"]["code"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(output.status.success(), faults.is_empty(), "{text}");
        faults
    }
}

fn write_crate(folder: &Path, name: &str, version: &str, licence: &str, more: &str) {
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("src/lib.rs"), "").unwrap();
    // The empty workspace keeps cargo from looking for one in the folders above.
    let manifest = format!(
        "[workspace]\n[package]\nname = \"{name}\"\nversion = \"{version}\"\nlicense = \"{licence}\"\nedition = \"2024\"\n{more}"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
}

fn config() -> PathBuf {
    super::path(".cargo/deny.toml")
}

fn one(code: &str) -> BTreeSet<String> {
    BTreeSet::from([code.to_owned()])
}

#[test]
fn what_fits_passes() {
    let project = Project::new(&[
        ("one", "1.0.0", "MIT OR GPL-3.0-only"),
        ("two", "2.0.0", "Apache-2.0"),
    ]);
    for check in ["bans", "licenses", "sources"] {
        assert_eq!(project.faults(&config(), check), BTreeSet::new(), "{check}");
    }
}

#[test]
fn a_licence_that_is_not_listed_fails() {
    for licence in [
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "MIT AND MPL-2.0",
        "BUSL-1.1",
    ] {
        let project = Project::new(&[("other", "1.0.0", licence)]);
        assert_eq!(
            project.faults(&config(), "licenses"),
            one("rejected"),
            "{licence}"
        );
    }
}

#[test]
fn code_from_elsewhere_than_crates_io_fails() {
    let project = Project::new(&[("other", "1.0.0", "MIT")]);
    let project = project
        .coming_from("git+https://git.invalid/other#0123456789abcdef0123456789abcdef01234567");
    assert_eq!(
        project.faults(&config(), "sources"),
        one("source-not-allowed")
    );
    let project = project.coming_from("registry+https://registry.invalid/index");
    assert_eq!(
        project.faults(&config(), "sources"),
        one("source-not-allowed")
    );
}

#[test]
fn a_crate_in_two_versions_fails() {
    let project = Project::new(&[("other", "1.0.0", "MIT"), ("other", "2.0.0", "MIT")]);
    for config in [config(), super::path(".cargo/deny-component.toml")] {
        assert_eq!(project.faults(&config, "bans"), one("duplicate"));
    }
}

/// What is let through twice in the whole workspace is not let through in the component.
#[test]
fn the_component_has_a_list_of_its_own() {
    let project = Project::new(&[
        ("wit-bindgen", "0.57.0", "MIT"),
        ("wit-bindgen", "0.61.0", "MIT"),
    ]);
    assert_eq!(project.faults(&config(), "bans"), BTreeSet::new());
    let component = super::path(".cargo/deny-component.toml");
    assert_eq!(project.faults(&component, "bans"), one("duplicate"));
}

/// A database of advisories that nobody has.
const URL: &str = "https://database.invalid/advisories";

/// The configuration with that database.
fn with_database(project: &Project) -> PathBuf {
    let mut config: Table = super::text(".cargo/deny.toml").parse().unwrap();
    let advisories = config["advisories"].as_table_mut().unwrap();
    let folder = project.folder.path().join("databases");
    fs::create_dir_all(&folder).unwrap();
    advisories.insert("db-path".to_owned(), folder.to_str().unwrap().into());
    advisories.insert("db-urls".to_owned(), vec![URL].into());
    project.write("deny.toml", &config.to_string())
}

/// What cargo-deny says when it can't fetch that database.
fn fetch(project: &Project, config: &Path) -> String {
    let mut fetch = project.deny(config);
    // Nothing leaves this machine, not even through a proxy.
    fetch
        .env("GIT_ALLOW_PROTOCOL", "file")
        .args(["fetch", "db"]);
    let fetched = fetch.output().unwrap();
    assert!(!fetched.status.success());
    String::from_utf8(fetched.stderr).unwrap()
}

/// The folder in which it would keep the database: its name ends with a hash, which is cargo-deny's own affair.
fn database(project: &Project, config: &Path) -> String {
    let said = fetch(project, config);
    let (_, name) = said
        .split_once("/databases/")
        .unwrap_or_else(|| panic!("{said}"));
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let (name, _) = name.split_once(|c| !is_of_name(c)).unwrap();
    format!("databases/{name}")
}

#[test]
fn a_known_vulnerability_fails() {
    let advisory = "```toml\n[advisory]\nid = \"RUSTSEC-2026-9999\"\npackage = \"other\"\ndate = \"2026-01-01\"\n\n\
        [versions]\npatched = [\">=1.0.1\"]\n```\n\n# Made up\n\nFor a test.\n";
    let faults = |version| {
        let project = Project::new(&[("other", version, "MIT")]);
        let config = with_database(&project);
        let folder = database(&project, &config);
        project.write(&format!("{folder}/.git/FETCH_HEAD"), "");
        project.write(
            &format!("{folder}/crates/other/RUSTSEC-2026-9999.md"),
            advisory,
        );
        project.faults(&config, "advisories")
    };
    assert_eq!(faults("1.0.0"), one("vulnerability"));
    assert_eq!(faults("1.0.1"), BTreeSet::new());
}

/// That a fetch fails is how `cargo xtask test` knows that it can't check.
#[test]
fn a_database_that_is_not_there_is_not_fetched() {
    let project = Project::new(&[]);
    let config = with_database(&project);
    let said = fetch(&project, &config);
    assert!(said.contains("failed to fetch advisory database"), "{said}");
}
