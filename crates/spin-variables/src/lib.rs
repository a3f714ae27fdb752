//! Spin's variables, taken from environment variables of the same names.
//!
//! `wasmtime serve` has no variables, so the component that is built for Spin does not start there. A
//! test composes the two and runs the whole.
#![cfg(target_arch = "wasm32")]

wit_bindgen::generate!({ world: "provider", path: "wit" });

use exports::fermyon::spin::variables::{Error, Guest};

struct Environment;

impl Guest for Environment {
    fn get(name: String) -> Result<String, Error> {
        std::env::var(&name).map_err(|_| Error::Undefined(name))
    }
}

export!(Environment);
