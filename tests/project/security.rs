//! `SECURITY.md`: each threat of its table names who stops it, and tests that there are.

/// The rows of the table of threats, cell by cell.
fn threats(policy: &str) -> Vec<Vec<&str>> {
    let (_, section) = policy.split_once("\n## Threats\n").expect("the section");
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| {
        let row = line.strip_prefix('|')?.strip_suffix('|')?;
        Some(row.split('|').map(str::trim).collect())
    });
    // The head, and the line below it.
    rows.skip(2).collect()
}

/// The tests that a cell names: their files and functions.
fn tests(cell: &str) -> Vec<(&str, &str)> {
    let names = cell.split(", ").map(|name| {
        let name = name
            .strip_prefix('`')
            .and_then(|name| name.strip_suffix('`'));
        name.and_then(|name| name.split_once("::"))
            .unwrap_or_else(|| panic!("no `path::test`: {cell}"))
    });
    names.collect()
}

/// Whether a source has this function with `#[test]` right before it, other attributes aside.
fn has_test(source: &str, name: &str) -> bool {
    let head = format!("fn {name}(");
    let mut lines = source.lines().map(str::trim);
    let mut is_test = false;
    lines.any(|line| {
        if line.starts_with(&head) {
            return is_test;
        }
        is_test = line == "#[test]" || (is_test && line.starts_with("#["));
        false
    })
}

#[test]
fn every_threat_names_who_stops_it_and_tests_that_exist() {
    let policy = super::text("SECURITY.md");
    let threats = threats(&policy);
    assert!(threats.len() > 30, "{}", threats.len());
    for row in threats {
        let [threat, who, named] = row[..] else {
            panic!("not three cells: {row:?}");
        };
        assert!(!threat.is_empty() && !who.is_empty(), "{row:?}");
        for (path, name) in tests(named) {
            assert!(
                ["src/", "tests/", "crates/"]
                    .iter()
                    .any(|folder| path.starts_with(folder)),
                "{threat}: {path}"
            );
            assert!(
                has_test(&super::text(path), name),
                "{threat}: no test {name} in {path}"
            );
        }
    }
}

#[test]
fn only_a_test_counts_as_one() {
    let source = "#[test]\n#[cfg(unix)]\nfn a() {}\nfn b() {}\n// #[test]\nfn c() {}\n#[test]\nfn d_e() {}\n";
    for (name, is_test) in [
        ("a", true),
        ("b", false),
        ("c", false),
        ("d", false),
        ("d_e", true),
    ] {
        assert_eq!(has_test(source, name), is_test, "{name}");
    }
}

#[test]
fn the_table_is_read_row_by_row() {
    let table = "\n## Threats\n\n| threat | who | test |\n|---|---|---|\n| a | b | `c.rs::d` |\n| e | f |  |\n\n## More\n\n| x | y | z |\n";
    let threats = threats(table);
    assert_eq!(threats, [["a", "b", "`c.rs::d`"], ["e", "f", ""]]);
    assert_eq!(tests(threats[0][2]), [("c.rs", "d")]);
}

#[test]
#[should_panic(expected = "no `path::test`")]
fn a_row_without_a_test_fails() {
    tests("");
}
