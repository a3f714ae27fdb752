//! A body, in each era.

use crate::server::{ask, batching, legacy, modern, simulated};

/// Sends the input as the body of a POST, three times: the eras' headers differ, and one revision has batches.
pub fn run(input: &[u8]) {
    for request in [legacy, batching, modern] {
        ask(&simulated(), request(input.to_vec()));
    }
}
