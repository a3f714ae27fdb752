//! What every end-to-end test starts from.

pub(crate) mod canned;
pub(crate) mod connection;
pub(crate) mod mutation;
pub(crate) mod raw;

pub(crate) use canned::Canned;
pub(crate) use testbed::{Answer, Bench, Client, Impostor, Reuse, Server, on_one_day, provided};

/// A token of no simulated account, for upstreams that take any.
pub(crate) const TOKEN: &str = "0123456789abcdef0123456789abcdef01234567";
