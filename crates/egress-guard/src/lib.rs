//! What stands between the server and the host's outgoing HTTP.
//!
//! The server reads text that attackers wrote, and `wasmtime serve` lets a component out to anywhere. So its only way
//! out leads through this component, which reads the settings itself, and lets a request pass or denies it by
//! [`Policy`]. A fault in the server can't change that: the two share no memory, only what is passed on call.
//!
//! It is `no_std`: std asks the C library for the standard streams, terminals and the exit, which are eleven more
//! interfaces of the host than the three that are needed, and makes it twice as large.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod policy;

pub use policy::{Denial, Policy, Request};

#[cfg(target_arch = "wasm32")]
mod component;
