//! Budgets: what the project may cost, by the one table of `tests/BUDGETS.md`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{env, fs};

/// A row of the table.
pub(crate) struct Budget {
    /// What is counted. All that is counted so is measured in one test.
    pub(crate) measure: String,
    /// Of what.
    pub(crate) of: String,
    /// The most that it may be.
    pub(crate) limit: u64,
}

/// How far a limit may be above what is measured, in percent: a compiler's next version is worth a few. One that is
/// further above would let a good part of what was gained be lost again unseen.
const SLACK: u64 = 10;

/// How far above a new limit is, in percent.
const ROOM: u64 = 3;

/// Tests of one target run side by side; targets don't.
static TABLE: Mutex<()> = Mutex::new(());

/// Where the table is, for this package and for those below `crates`.
fn file() -> PathBuf {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut files = folders.map(|folder| folder.join("tests/BUDGETS.md"));
    files.find(|file| file.exists()).unwrap()
}

fn text() -> String {
    fs::read_to_string(file()).unwrap()
}

/// The cells of a row, of which there are five.
fn cells(line: &str) -> Option<[&str; 5]> {
    let cells = line.strip_prefix("| ")?.strip_suffix('|')?.split('|');
    let cells: Vec<&str> = cells.map(str::trim).collect();
    // What is no row of five is shown by the panic.
    Some(cells.try_into().unwrap())
}

/// All rows.
pub(crate) fn table() -> Vec<Budget> {
    let _still = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    let text = text();
    text.lines().filter_map(cells).skip(1).map(row).collect()
}

fn row([measure, of, today, limit, goal]: [&str; 5]) -> Budget {
    let budget = Budget {
        measure: measure.to_owned(),
        of: of.to_owned(),
        limit: number(limit),
    };
    assert_eq!(budget.judge(number(today)), Ok(()), "{measure} of {of}");
    let goal = self::goal(goal);
    assert!(goal != Some(0), "{measure} of {of}");
    // A goal that is met stays met.
    assert!(
        goal.is_none_or(|goal| number(today) > goal || budget.limit <= goal),
        "{measure} of {of}: the limit is above the goal"
    );
    budget
}

fn number(cell: &str) -> u64 {
    cell.replace(',', "").parse().unwrap()
}

fn goal(cell: &str) -> Option<u64> {
    (!cell.is_empty()).then(|| number(cell))
}

/// Holds what was measured to the rows of `measure`, of which it has to be all. With `UPDATE_BUDGETS` in the
/// environment the rows are written first.
pub(crate) fn hold(measure: &str, measured: &[(&str, u64)]) {
    if env::var_os("UPDATE_BUDGETS").is_some() {
        let _alone = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
        fs::write(file(), updated(&text(), measure, measured)).unwrap();
    }
    let mut limits: BTreeMap<_, _> = table()
        .into_iter()
        .filter(|budget| budget.measure == measure)
        .map(|budget| (budget.of.clone(), budget))
        .collect();
    let mut faults = Vec::new();
    for &(of, value) in measured {
        println!("{measure} | {of}: {value}");
        match limits.remove(of).map(|budget| budget.judge(value)) {
            Some(Ok(())) => {}
            Some(Err(fault)) => faults.push(format!("{of}: {value} {fault}")),
            None => faults.push(format!("{of}: {value} has no row")),
        }
    }
    let rest = limits.into_keys();
    faults.extend(rest.map(|of| format!("{of}: nothing measures it")));
    assert!(
        faults.is_empty(),
        "tests/BUDGETS.md, {measure}:\n{}\nUPDATE_BUDGETS=1 with the same test writes the rows",
        faults.join("\n")
    );
}

/// The document with new rows of `measure` where its old ones are, or else at the end. Goals stay.
pub(crate) fn updated(text: &str, measure: &str, measured: &[(&str, u64)]) -> String {
    let is_ours = |line: &&str| cells(line).is_some_and(|cells| cells[0] == measure);
    let old = text.lines().filter(is_ours).filter_map(cells);
    let goals: BTreeMap<_, _> = old.map(|[_, of, .., goal]| (of, goal)).collect();
    let rows = measured.iter().map(|&(of, value)| {
        let goal = goals.get(of).unwrap_or(&"");
        let met = self::goal(goal).filter(|goal| value <= *goal);
        let limit = (value + value * ROOM / 100).min(met.unwrap_or(u64::MAX));
        let row = format!(
            "| {measure} | {of} | {} | {} |",
            spaced(value),
            spaced(limit)
        );
        if goal.is_empty() {
            row + " |"
        } else {
            format!("{row} {goal} |")
        }
    });
    let before: Vec<&str> = text.lines().take_while(|line| !is_ours(line)).collect();
    let after = text
        .lines()
        .skip(before.len())
        .filter(|line| !is_ours(line));
    let lines = before.iter().map(|line| (*line).to_owned());
    let lines = lines.chain(rows).chain(after.map(str::to_owned));
    lines.map(|line| line + "\n").collect()
}

/// A number with a comma before every third digit.
fn spaced(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Budget {
    /// Whether the limit holds for what was measured, and is near enough to it to mean something.
    pub(crate) fn judge(&self, measured: u64) -> Result<(), String> {
        let limit = self.limit;
        if measured > limit {
            return Err(format!("is above the limit, {limit}"));
        }
        if limit > measured + measured * SLACK / 100 {
            return Err(format!(
                "is so far below the limit, {limit}, that this has to be lowered"
            ));
        }
        Ok(())
    }
}
