//! libFuzzer's way into the target of the same name.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzz::targets::completion::run(input));
