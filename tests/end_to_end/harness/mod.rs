//! What every end-to-end test starts from.

pub(crate) mod canned;
mod client;
mod impostor;
pub(crate) mod raw;
mod server;

pub(crate) use canned::Canned;
pub(crate) use client::{Answer, Client};
pub(crate) use impostor::Impostor;
pub(crate) use server::{Reuse, Server};

/// A token of no simulated account, for upstreams that take any.
pub(crate) const TOKEN: &str = "0123456789abcdef0123456789abcdef01234567";
