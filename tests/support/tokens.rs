//! What a text costs a model to read.

use tiktoken_rs::o200k_base_singleton;

/// The tokens of a text, by the encoding `o200k_base`. Its vocabulary is in the crate.
pub(crate) fn tokens(text: &str) -> u64 {
    let tokens = o200k_base_singleton().encode_ordinary(text).len();
    tokens.try_into().unwrap()
}
