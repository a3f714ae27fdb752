//! Whether a value is a secret: its form alone says, since one can't ask.

use super::placeholders::is_placeholder;
use super::window::{self, LOOKED_AT};

/// The longest version, in bytes: what begins like one and goes on is random.
const LONGEST_VERSION: usize = 32;

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
    if !(4..=LOOKED_AT).contains(&value.len()) {
        return false;
    }
    let value = window::first(value, LOOKED_AT);
    let length = value.chars().count();
    let has = |is: fn(char) -> bool| value.contains(is);
    let letters = has(char::is_alphabetic);
    let digits = has(|c| c.is_ascii_digit());
    let marks = has(|c| "!@#$%^&*+?~".contains(c));
    if length < 4 || has(char::is_whitespace) {
        return false;
    }
    // A path, a call, or an element of something.
    if value.starts_with(['/', '.', '-', '\\']) || value.contains("://") || value.contains('(') {
        return false;
    }
    // `user.password` and `forgot-password`: names.
    let is_name =
        (!digits && !marks && has(|c| "._-/:".contains(c))) || is_file(value) || is_arn(value);
    let may_be = match form {
        Form::Quoted => !is_name && (letters || digits),
        Form::Tight => !is_name && (letters || (digits && length >= 6)),
        Form::Spaced | Form::Careful => {
            let is_word = !digits || is_slug(value, 5) || is_version(value);
            !is_name && letters && (marks || !is_word)
        }
    };
    may_be && !is_placeholder(value)
}

/// Whether a value of at least `least` characters is random: letters and digits mixed, as no word has them.
pub(super) fn is_random(value: &str, least: usize) -> bool {
    let length = value.len();
    if length < least {
        return false;
    }
    let value = window::first(value, LOOKED_AT);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "+/=_.~:%!@#$^*-".contains(c);
    let is_digest = ["sha1", "sha256", "sha384", "sha512", "md5"]
        .iter()
        .any(|name| {
            let start = value.get(..name.len() + 1);
            start.is_some_and(|start| start.starts_with(name) && start.ends_with([':', '-', '=']))
        });
    value.chars().all(is_plain)
        && is_mixed(value)
        && !is_digest
        && !is_slug(value, 7)
        && !is_worded(value)
        && !is_file(value)
        && !is_version(value)
        && !is_arn(value)
        && !value.contains("://")
        && !is_placeholder(value)
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

/// Whether it is put together from words as paths and names of classes are: `auth/v2/TokenHandler2`. The pieces
/// of a random text have two characters on average, those of a name more; a number has one for each three digits.
pub(super) fn is_worded(value: &str) -> bool {
    let value = window::first(value, LOOKED_AT);
    let (mut pieces, mut letters, mut marks, mut digits) = (0, 0, 0, 0);
    let mut before = b'.';
    for c in value.bytes() {
        if c.is_ascii_alphanumeric() {
            letters += 1;
            digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
            let begins = match c {
                b'0'..=b'9' => digits % 3 == 1,
                b'A'..=b'Z' => true,
                _ => !before.is_ascii_alphabetic(),
            };
            pieces += usize::from(begins);
        } else {
            marks += 1;
            digits = 0;
        }
        before = c;
    }
    let cases = [char::is_uppercase, char::is_lowercase].map(|is| value.contains(is));
    (marks >= 2 && letters >= 3 * pieces) || (cases == [true, true] && letters >= 4 * pieces)
}

/// Whether it is the name of a file with a path before it.
fn is_file(value: &str) -> bool {
    let named = value
        .rsplit_once('.')
        .filter(|(name, _)| name.contains('/'));
    named.is_some_and(|(_, end)| {
        (1..=5).contains(&end.len()) && end.bytes().all(|c| c.is_ascii_lowercase())
    })
}

/// Whether it is a version: `1.2.3-beta4`.
fn is_version(value: &str) -> bool {
    if value.len() > LONGEST_VERSION {
        return false;
    }
    let value = value.trim_start_matches(['v', '^', '~', '=', '<', '>']);
    let mut parts = value.split('.');
    let mut is_number = || {
        let part = parts.next().unwrap_or_default();
        !part.is_empty() && part.len() <= 8 && part.bytes().all(|c| c.is_ascii_digit())
    };
    is_number() && is_number()
}

/// Whether it names a thing of a cloud: `arn:aws:iam::123456789012:role/x`.
pub(super) fn is_arn(value: &str) -> bool {
    value.starts_with("arn:") || value.starts_with("urn:")
}
