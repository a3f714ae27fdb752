//! The README's table of tools is written by the tools themselves.

use crate::described::app;
use crate::generated::assert_fresh;
use defectdojo_mcp::http::Application as _;
use defectdojo_mcp::record::{Journal, RequestId};
use limits::{LIMITS, REUSE};
use serde_json::Value;
use std::fmt::Write as _;
use std::rc::Rc;

/// The table: a row a tool, with its arguments.
fn table() -> String {
    let app = app(&[]);
    let journal = Rc::new(Journal::new(RequestId::new(1)));
    let session = app.authenticate(&http::HeaderMap::new(), &journal).unwrap();
    let mut table = "| tool | what it gives | arguments |\n|---|---|---|\n".to_owned();
    for tool in &app.server().tools {
        let listed: Value = serde_json::from_str(&tool.listed(&session)).unwrap();
        let schema = &listed["inputSchema"];
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let names = schema["properties"].as_object().unwrap().keys();
        let names = names
            .filter(|name| !["token", "url"].contains(&name.as_str()))
            .map(|name| {
                let star = if required.contains(&Value::from(name.as_str())) {
                    " (required)"
                } else {
                    ""
                };
                format!("`{name}`{star}")
            });
        let names = names.collect::<Vec<_>>().join(", ");
        let what = listed["description"].as_str().unwrap();
        let what = what.split_once(". ").map_or(what, |(first, _)| first);
        writeln!(
            table,
            "| `{}` | {} | {names} |",
            tool.name,
            what.trim_end_matches('.')
        )
        .unwrap();
    }
    table
}

#[test]
fn the_table_of_tools_is_fresh() {
    assert_fresh("README.md", "tools", &table(), "project");
}

#[test]
fn every_setting_is_described() {
    use defectdojo_mcp::config::*;
    let readme = super::text("README.md");
    for name in [
        DEFECTDOJO_URL,
        DEFECTDOJO_PATH,
        DEFECTDOJO_ALLOW_HTTP,
        MCP_ALLOWED_ORIGINS,
        MCP_TOKEN_ARGUMENT,
        DEFECTDOJO_MAX_PARALLEL,
        MCP_MASK_SECRETS,
        MCP_LOG,
    ] {
        assert!(readme.contains(&format!("| `{name}` |")), "{name}");
    }
}

#[test]
fn wasmtime_is_started_with_the_limits_of_the_tests() {
    let readme = super::text("README.md").replace("\\\n  ", "");
    let line = format!(
        "wasmtime serve {} --max-instance-reuse-count {REUSE} --no-logging-prefix ",
        LIMITS.as_flattened().join(" ")
    );
    // By hand, and as a service.
    assert_eq!(
        readme.matches(&line).count(),
        2,
        "README.md has to say twice: {line}"
    );
}

/// The sources as one text, with string literals that go over several lines joined.
fn sources(folder: &std::path::Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    let lines = text.split("\\\n").map(str::trim_start);
    lines
        .collect::<String>()
        .replace("{DEFECTDOJO_URL}", "DEFECTDOJO_URL")
}

#[test]
fn every_message_that_is_explained_can_be_seen() {
    let sources = ["src", "crates/instance/src"].map(|folder| sources(&super::path(folder)));
    let sources = sources.concat();
    let readme = super::text("README.md");
    let (_, trouble) = readme.split_once("## When something goes wrong").unwrap();
    let (trouble, _) = trouble.split_once("\n## ").unwrap();
    let seen = trouble
        .lines()
        .filter_map(|row| row.strip_prefix("| ")?.split(" | ").next());
    let quoted: Vec<&str> = seen
        .filter(|seen| !seen.contains("mcp-remote"))
        .filter_map(|seen| seen.split('"').nth(1))
        .collect();
    assert!(quoted.len() > 5, "{quoted:?}");
    for message in quoted {
        assert!(sources.contains(message), "no source says {message:?}");
    }
}
