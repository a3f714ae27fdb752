//! What every end-to-end test starts from.

mod client;
mod server;

pub(crate) use client::{Answer, Client};
pub(crate) use server::{Reuse, Server, tool};
