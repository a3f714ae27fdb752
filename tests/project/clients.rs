//! What the README says of the clients that the tests connect.

use serde_json::Value;

/// The sections of "Connect a client", one a client.
fn sections(readme: &str) -> Vec<&str> {
    let (_, rest) = readme.split_once("\n## Connect a client").unwrap();
    let (part, _) = rest.split_once("\n## ").unwrap();
    part.split("<details>").skip(1).collect()
}

#[test]
fn each_section_says_what_was_tried() {
    let readme = super::text("README.md");
    let sections = sections(&readme);
    assert!(sections.len() >= 8, "{}", sections.len());
    for section in sections {
        let is_said = section.contains("\nTried ") || section.contains("\nNot tried with ");
        assert!(is_said, "{section}");
    }
}

#[test]
fn the_versions_are_the_pinned_ones() {
    let package = super::text("tests/clients/node/package.json");
    let package: Value = serde_json::from_str(&package).unwrap();
    let readme = super::text("README.md");
    for (dependency, before, times) in [
        ("mcp-remote", "Tried with mcp-remote ", 1),
        ("@modelcontextprotocol/sdk", "official TypeScript SDK ", 2),
        (
            "@modelcontextprotocol/inspector",
            "Tried with Inspector ",
            1,
        ),
        ("inspector-1", "in its page, and with ", 1),
    ] {
        let pinned = package["dependencies"][dependency].as_str().unwrap();
        let (_, version) = pinned.rsplit_once('@').unwrap_or(("", pinned));
        let said: Vec<_> = readme.split(before).skip(1).collect();
        assert_eq!(said.len(), times, "{before}");
        for said in said {
            let said = said.split([' ', ',']).next();
            assert_eq!(said, Some(version), "{before}");
        }
    }
}
