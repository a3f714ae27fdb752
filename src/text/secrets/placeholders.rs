//! What stands for a secret in documentation, code and policies.

use super::window::{self, LOOKED_AT};

/// Values that stand for a secret without being one: examples, types, and what a policy says of a password.
const PLACEHOLDERS: &[&str] = &[
    "password",
    "passwd",
    "pass",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "key",
    "value",
    "string",
    "str",
    "text",
    "null",
    "none",
    "nil",
    "undefined",
    "true",
    "false",
    "yes",
    "no",
    "required",
    "optional",
    "empty",
    "blank",
    "unknown",
    "hidden",
    "user",
    "username",
    "input",
    "varchar",
    "hash",
    "hashed",
    "encrypted",
    "plaintext",
    "cleartext",
    "default",
    "weak",
    "strong",
    "minlength",
    "basic",
    "bearer",
    "bcrypt",
    "argon2",
    "argon2id",
    "pbkdf2",
    "scrypt",
    "sha1",
    "sha256",
    "sha384",
    "sha512",
    "md5",
    "base64",
    "aes128",
    "aes256",
    "utf8",
    "utf-8",
    "rot13",
    "ntlmv2",
    "oauth2",
    "not",
    "missing",
    "expired",
    "invalid",
];

/// Parts that only placeholders have.
const PLACEHOLDER_PARTS: &[&str] = &[
    "example",
    "placeholder",
    "your_",
    "your-",
    "yourpass",
    "yourkey",
    "yourtoken",
    "yourapi",
    "yoursecret",
    "changeme",
    "change_me",
    "change-me",
    "redacted",
    "xxxx",
    "****",
    "....",
    "insert",
    "replace",
    "masked",
    "todo",
    "dummy",
    "sample",
    "deadbeef",
];

/// Whether it only stands for a value: `<password>`, `${SECRET}`, `****`, `changeme`.
pub(super) fn is_placeholder(value: &str) -> bool {
    let value = window::first(value, LOOKED_AT);
    let lower = value.to_ascii_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let first = value.chars().next();
    value.starts_with(['<', '{', '[', '%', '*'])
        || (value.starts_with('$') && value.ends_with(['}', ')']))
        || (value.starts_with('$') && !value.contains(|c: char| c.is_ascii_digit()))
        || value.starts_with("${")
        || value.starts_with("#{")
        || value.chars().all(|c| Some(c) == first)
        || PLACEHOLDERS.contains(&bare)
        || PLACEHOLDER_PARTS.iter().any(|part| lower.contains(part))
}
