//! The table of budgets: it can be read, and each row of it is a limit to something.

use crate::budgets::{Budget, table};
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

#[test]
fn each_budget_is_measured_once_and_met_today() {
    let mut source = String::new();
    read(&super::path("tests"), &mut source);
    let table = table();
    for budget in &table {
        let call: String = format!("hold(\"{}\",", budget.name)
            .split_whitespace()
            .collect();
        assert!(source.contains(&call), "nothing measures {}", budget.name);
        assert_eq!(budget.judge(budget.today), Ok(()), "{}", budget.name);
    }
    let names: BTreeSet<_> = table.iter().map(|budget| &budget.name).collect();
    assert!(!names.is_empty() && names.len() == table.len());
}

#[test]
fn a_limit_is_neither_passed_nor_far_away() {
    let budget = Budget {
        name: String::new(),
        today: 1_000,
        limit: 1_030,
    };
    for fits in [1_000, 1_030, 940] {
        assert_eq!(budget.judge(fits), Ok(()), "{fits}");
    }
    for wrong in [1_031, 900, 0] {
        assert!(budget.judge(wrong).is_err(), "{wrong}");
    }
}
