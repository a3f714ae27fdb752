//! The table of budgets: it can be read, and each row of it is a limit to something.

use crate::budgets::{Budget, table, updated};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Adds the source of all tests in and below `folder`, without white space.
fn read(folder: &Path, source: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            read(&path, source);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            source.extend(fs::read_to_string(&path).unwrap().split_whitespace());
        }
    }
}

/// `hold` sees to the rows of each measure.
#[test]
fn each_measure_is_taken_once() {
    let mut source = String::new();
    for folder in ["tests", "crates/sandbox/tests"] {
        read(&super::path(folder), &mut source);
    }
    let table = table();
    let measures: BTreeSet<_> = table.iter().map(|budget| &budget.measure).collect();
    assert!(!measures.is_empty());
    for measure in measures {
        let call: String = format!("hold(\"{measure}\",").split_whitespace().collect();
        assert_eq!(source.matches(&call).count(), 1, "{measure}");
    }
    let rows: BTreeSet<_> = table.iter().map(|row| (&row.measure, &row.of)).collect();
    assert_eq!(rows.len(), table.len());
}

#[test]
fn a_limit_is_neither_passed_nor_far_away() {
    let budget = Budget {
        measure: String::new(),
        of: String::new(),
        limit: 1_030,
    };
    for fits in [1_000, 1_030, 940] {
        assert_eq!(budget.judge(fits), Ok(()), "{fits}");
    }
    for wrong in [1_031, 900, 0] {
        assert!(budget.judge(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn an_update_writes_the_rows_of_one_measure() {
    let before = "Text.\n\n| measure | of |  |  |  |\n| bytes | a | 1 | 1 | 7 |\n| bytes | gone | 1 | 1 | |\n| calls | a | 5 | 5 | |\n";
    let after = "Text.\n\n| measure | of |  |  |  |\n| bytes | a | 1,000 | 1,030 | 7 |\n| bytes | new | 9 | 9 | |\n| calls | a | 5 | 5 | |\n";
    assert_eq!(updated(before, "bytes", &[("a", 1_000), ("new", 9)]), after);
    let more = updated(before, "tokens", &[("a", 1_234_567)]);
    assert_eq!(
        more,
        format!("{before}| tokens | a | 1,234,567 | 1,271,604 | |\n")
    );
    // A goal that is met stays met.
    let near = updated("| bytes | a | 1 | 1 | 1,010 |\n", "bytes", &[("a", 1_000)]);
    assert_eq!(near, "| bytes | a | 1,000 | 1,010 | 1,010 |\n");
}
