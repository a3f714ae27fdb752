//! Budgets: what the project may cost, by the one table of `tests/BUDGETS.md`.

use std::path::Path;

/// A row of the table.
pub(crate) struct Budget {
    pub(crate) name: String,
    /// What was measured when the row was written.
    pub(crate) today: u64,
    /// The most that it may be.
    pub(crate) limit: u64,
}

/// How far a limit may be above what is measured, in percent: a compiler's next version is worth a few. One that is
/// further above would let a good part of what was gained be lost again unseen.
const SLACK: u64 = 10;

/// All rows.
pub(crate) fn table() -> Vec<Budget> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/BUDGETS.md");
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| "));
    rows.skip(1).map(row).collect()
}

fn row(line: &str) -> Budget {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [name, today, limit, _] = cells[..] else {
        panic!("{line:?} has not four cells");
    };
    let number = |cell: &str| cell.replace(',', "").parse().unwrap();
    Budget {
        name: name.to_owned(),
        today: number(today),
        limit: number(limit),
    }
}

/// Holds what was measured to the row `name`.
pub(crate) fn hold(name: &str, measured: u64) {
    let budget = table().into_iter().find(|budget| budget.name == name);
    let budget = budget.unwrap_or_else(|| panic!("tests/BUDGETS.md has no row {name:?}"));
    println!("{name}: {measured}, limit {}", budget.limit);
    if let Err(fault) = budget.judge(measured) {
        panic!("{name}: {measured} {fault}, {}", budget.limit);
    }
}

impl Budget {
    /// Whether the limit holds for what was measured, and is near enough to it to mean something.
    pub(crate) fn judge(&self, measured: u64) -> Result<(), &'static str> {
        if measured > self.limit {
            return Err("is above the limit");
        }
        if self.limit > measured + measured * SLACK / 100 {
            return Err(
                "is so far below the limit in tests/BUDGETS.md that this has to be lowered",
            );
        }
        Ok(())
    }
}
