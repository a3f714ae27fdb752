//! What every end-to-end test starts from.

mod bench;
mod client;
mod server;

pub(crate) use bench::{Bench, on_one_day};
pub(crate) use client::{Answer, Client};
pub(crate) use server::{Reuse, Server, tool};
