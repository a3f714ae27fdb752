//! What every end-to-end test starts from.

mod bench;
pub(crate) mod canned;
mod client;
mod impostor;
pub(crate) mod raw;
mod server;

pub(crate) use bench::{Bench, on_one_day};
pub(crate) use canned::Canned;
pub(crate) use client::{Answer, Client};
pub(crate) use impostor::Impostor;
pub(crate) use server::{Reuse, Server, tool};

/// A token of no simulated account, for upstreams that take any.
pub(crate) const TOKEN: &str = "0123456789abcdef0123456789abcdef01234567";
