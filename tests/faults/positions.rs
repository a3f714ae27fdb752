//! A fault in one of the several requests of a call: the others, which go well, must not pass for the whole.

use crate::calls::{Kind, merge};
use crate::expected::{Expected, expected};
use crate::faulty::Faulty;
use crate::table::SLOW;
use dojo_sim::{Fault, When};

/// Whether a second attempt goes well when only the first one met with the fault.
const fn is_tried_again(fault: Fault) -> bool {
    matches!(
        fault,
        Fault::ResetBeforeHead
            | Fault::ResetInHead
            | Fault::ResetAfterHead
            | Fault::ResetInBody
            | Fault::CloseBeforeHead
            | Fault::CloseInHead
            | Fault::CloseAfterHead
            | Fault::CloseInBody
            | Fault::LengthTooLarge
    )
}

/// What is wrong with a merge whose request `number` alone meets with `fault`.
fn wrong(faulty: &Faulty, fault: Fault, number: usize) -> Option<String> {
    let due = expected(fault, Kind::Merge);
    let is_same = |came| Expected::Same.check(healthy_merge(faulty), came);
    faulty.go_wrong(fault, When::Only(number));
    let came = faulty.ask(&merge());
    let fits = match due {
        _ if is_tried_again(fault) => is_same(&came),
        // A count has no rows, and rows have no count that is believed: what differs is told.
        Expected::Says(parts) if is_of_rows(fault) => {
            is_same(&came).or_else(|_| Expected::Says(parts).check(healthy_merge(faulty), &came))
        }
        Expected::Says(_) => due.check(healthy_merge(faulty), &came),
        // Whatever moved while it was read.
        Expected::Doubted(_) | Expected::Shifted => is_same(&came).or_else(|_| {
            let moved = Expected::Doubted("changed while it was read");
            moved.check(healthy_merge(faulty), &came)
        }),
        _ => is_same(&came).or_else(|_| due.check(healthy_merge(faulty), &came)),
    };
    let name = fault.name();
    // Also so that none of its requests is under way any more when the next ones are counted.
    faulty.recover(name);
    fits.err()
        .map(|why| format!("{name}@{number}: {why}: {came}\n"))
}

/// Faults that an answer without rows can't have.
const fn is_of_rows(fault: Fault) -> bool {
    matches!(
        fault,
        Fault::WrongTypes | Fault::Nulls | Fault::MissingKeys | Fault::RowsWithoutIds
    )
}

fn healthy_merge(faulty: &Faulty) -> &serde_json::Value {
    let mut calls = faulty.healthy.iter();
    &calls.find(|(call, _)| call.kind == Kind::Merge).unwrap().1
}

/// How many requests a merge takes.
fn requests(faulty: &Faulty) -> usize {
    faulty.sim.clear_requests();
    let _ = faulty.ask(&merge());
    faulty.sim.requests().len()
}

#[test]
fn one_request_of_several() {
    let faulty = Faulty::start();
    let last = requests(&faulty);
    assert!(last > 6, "{last}");
    let mut wrongs = Vec::new();
    for fault in Fault::ALL.iter().filter(|fault| !SLOW.contains(fault)) {
        for number in [1, 2, last / 2, last - 1, last] {
            wrongs.extend(wrong(&faulty, *fault, number));
        }
    }
    assert!(
        wrongs.is_empty(),
        "{} answers:\n{}",
        wrongs.len(),
        wrongs.concat()
    );
    rows_that_shift(&faulty);
}

#[test]
fn one_slow_request_of_several() {
    let faulty = Faulty::start();
    assert_eq!(wrong(&faulty, Fault::StallAfterHead, 3), None);
    let last = requests(&faulty);
    assert_eq!(wrong(&faulty, Fault::StallBeforeHead, last), None);
}

/// A finding goes between any two requests, and stays away.
fn rows_that_shift(faulty: &Faulty) {
    let mut told = 0;
    for number in 2..=requests(faulty) {
        faulty.go_wrong(Fault::RowsShift, When::From(number));
        let came = faulty.ask(&merge());
        let healthy = healthy_merge(faulty);
        if Expected::Same.check(healthy, &came).is_ok() {
            continue;
        }
        let moved = Expected::Doubted("changed while it was read");
        assert_eq!(moved.check(healthy, &came), Ok(()), "from {number}: {came}");
        told += 1;
    }
    assert!(told > 0, "no shift was met with");
}
