//! Takes all that it can get. None of these comes back by itself.

use crate::Outcome;
use std::hint::black_box;
use std::thread::sleep;
use std::time::Duration;
use wasip2::http::types::Fields;

/// A megabyte, again and again, each written to: the host gives out pages when they are touched. Tells how many there
/// were, as the host says nothing of it.
pub(crate) fn memory() -> Vec<Outcome> {
    let mut taken: Vec<Vec<u8>> = Vec::new();
    loop {
        let mut one = Vec::new();
        if one.try_reserve_exact(1 << 20).is_err() {
            eprintln!("{} MiB are all", taken.len());
        }
        one.resize(1 << 20, 1);
        taken.push(black_box(one));
    }
}

/// Calculates and never calls the host, which so has no chance to look at the clock.
pub(crate) fn time() -> Vec<Outcome> {
    begin();
    let mut number = 0_u64;
    loop {
        number = black_box(number.wrapping_add(1));
    }
}

/// Waits within the host, where no instruction is counted.
pub(crate) fn patience() -> Vec<Outcome> {
    begin();
    loop {
        sleep(Duration::from_hours(1));
    }
}

/// Objects that live in the host's memory, not in the component's. Tells now and then how many there are.
pub(crate) fn resources() -> Vec<Outcome> {
    let mut held = Vec::new();
    loop {
        held.push(Fields::new());
        if held.len().is_power_of_two() {
            eprintln!("{} objects", held.len());
        }
    }
}

/// So that nobody has to guess whether the host is at it.
fn begin() {
    eprintln!("begun");
}
