//! Findings counted by group while they change, from rows that can't be read, and with requests that end: what is
//! lacking is told, and a number that is told is right.

mod changes;
mod names;
mod odd_rows;
mod spent;

use crate::dojo::{FindingFilter, Status};

/// All findings.
fn all() -> FindingFilter {
    FindingFilter::default()
}

/// Those of two statuses, which the API can't be asked for at once.
fn of_statuses() -> FindingFilter {
    FindingFilter {
        statuses: vec![Status::Active, Status::Closed],
        ..all()
    }
}

/// How many runs a sample has: more findings than there are here.
const RUNS: u64 = 150;

/// The products that findings belong to.
const PRODUCTS: [u64; 4] = [0, 1, 2, 3];

fn of_products(ids: &[u64]) -> FindingFilter {
    FindingFilter {
        product_ids: ids.to_vec(),
        ..all()
    }
}
