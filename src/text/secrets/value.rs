//! Whether a value is a secret: its form alone says, since one can't ask.

use super::placeholders::is_placeholder;

/// How much of a value is looked at, in bytes: its beginning tells, and an attacker may write a text of nothing
/// but beginnings.
const LOOKED_AT: usize = 256;

/// The part of a value that is looked at.
pub(super) fn beginning(value: &str) -> &str {
    let end = value.floor_char_boundary(LOOKED_AT);
    value.get(..end).unwrap_or(value)
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In quotation marks, behind a separator: data or code.
    Quoted,
    /// Right behind its separator: a form, a connection string, a command.
    Tight,
    /// Behind a space: code, YAML, or prose.
    Spaced,
    /// Where something else stands more often than not.
    Careful,
}

/// Whether a value may be a password, which is as good as any word.
pub(super) fn is_password(value: &str, form: Form) -> bool {
    let value = beginning(value);
    let length = value.chars().count();
    let has = |is: fn(char) -> bool| value.contains(is);
    let letters = has(char::is_alphabetic);
    let digits = has(|c| c.is_ascii_digit());
    let marks = has(|c| "!@#$%^&*+?~".contains(c));
    if !(4..=128).contains(&length) || is_placeholder(value) || has(char::is_whitespace) {
        return false;
    }
    // A path, a call, or an element of something.
    if value.starts_with(['/', '.', '-', '\\']) || value.contains("://") || value.contains('(') {
        return false;
    }
    // `user.password` and `forgot-password`: names.
    let is_name = !digits && !marks && has(|c| "._-/:".contains(c));
    match form {
        Form::Quoted => !is_name && (letters || digits),
        Form::Tight => !is_name && (letters || (digits && length >= 6)),
        Form::Spaced | Form::Careful => letters && (marks || (digits && !is_slug(value, 5))),
    }
}

/// Whether a value of at least `least` characters is random: letters and digits mixed, as no word has them.
pub(super) fn is_random(value: &str, least: usize) -> bool {
    let length = value.len();
    let value = beginning(value);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "+/=_.~:%!@#$^*-".contains(c);
    let is_digest = ["sha1", "sha256", "sha384", "sha512", "md5"]
        .iter()
        .any(|name| {
            let start = value.get(..name.len() + 1);
            start.is_some_and(|start| start.starts_with(name) && start.ends_with([':', '-', '=']))
        });
    length >= least
        && value.chars().all(is_plain)
        && is_mixed(value)
        && !is_digest
        && !is_slug(value, 7)
        && !is_placeholder(value)
        && !value.contains("://")
}

/// Whether it has letters and digits.
pub(super) fn is_mixed(value: &str) -> bool {
    value.contains(|c: char| c.is_ascii_alphabetic())
        && value.contains(|c: char| c.is_ascii_digit())
}

/// Whether it is put together from words and numbers, none of `least` characters with both: a version, a date, a
/// path, the name of a thing.
fn is_slug(value: &str, least: usize) -> bool {
    let mut parts = value.split(|c: char| !c.is_ascii_alphanumeric());
    !parts.any(|part| part.len() >= least && is_mixed(part))
}
