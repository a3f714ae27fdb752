//! The guard's world in Rust. Generated code calls the host through `unsafe` functions: in a crate of its own it
//! leaves the guard's without any.
#![cfg(target_arch = "wasm32")]
#![no_std]

extern crate alloc;

use alloc::alloc::{alloc, realloc};
use core::alloc::Layout;

wit_bindgen::generate!({
    world: "guard",
    path: "../wit",
    generate_all,
    pub_export_macro: true,
    default_bindings_module: "egress_guard_bindings",
});

// Comparing bytes is a call of `memcmp`, which on this target is the C library's; nothing else of it is linked.
#[link(name = "c")]
unsafe extern "C" {}

/// Where the host puts the texts that it answers with (`realloc` of the canonical ABI). On this target wit-bindgen
/// leaves the function to the C library, which the guard does without.
///
/// # Safety
/// What the canonical ABI promises: either `old` is null and `old_len` is 0, or both are of an earlier call with the
/// same `align`, which is a power of two; `new_len` is not 0.
#[unsafe(export_name = "cabi_realloc")]
unsafe extern "C" fn cabi_realloc(
    old: *mut u8,
    old_len: usize,
    align: usize,
    new_len: usize,
) -> *mut u8 {
    let size = if old_len == 0 { new_len } else { old_len };
    let Ok(layout) = Layout::from_size_align(size, align) else {
        core::arch::wasm32::unreachable()
    };
    // SAFETY: as above; a layout of size 0 is not asked for.
    let new = unsafe {
        match old_len {
            0 => alloc(layout),
            _ => realloc(old, layout, new_len),
        }
    };
    if new.is_null() {
        core::arch::wasm32::unreachable()
    }
    new
}
