//! Names that secrets are assigned to.

use Strictness::{Long, Password, Random};

/// How strict a value has to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// A password may be any word.
    Password,
    /// A key or token is random: letters and digits mixed.
    Random,
    /// Random and long, for names that mean other things too.
    Long,
}

/// A name that a secret is assigned to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    /// How the name ends, in lower case and without anything but letters and digits.
    pub(super) end: &'static str,
    /// Whether a word of its own begins with it: `bypass` is no `pass`.
    pub(super) is_word: bool,
    /// What to call the value.
    pub(super) kind: &'static str,
    /// How the value is looked at.
    pub(super) strictness: Strictness,
}

const fn name(end: &'static str, kind: &'static str, strictness: Strictness) -> Name {
    Name {
        end,
        is_word: false,
        kind,
        strictness,
    }
}

const fn word(end: &'static str, kind: &'static str, strictness: Strictness) -> Name {
    Name {
        is_word: true,
        ..name(end, kind, strictness)
    }
}

/// Names of secrets. Where one end contains another, the longer stands first.
const NAMES: &[Name] = &[
    name("password", "password", Password),
    name("passwd", "password", Password),
    name("passphrase", "password", Password),
    name("passwort", "password", Password),
    name("passcode", "password", Password),
    word("pass", "password", Password),
    word("pwd", "password", Password),
    name("apikey", "API key", Random),
    name("apitoken", "API token", Random),
    name("secretaccesskey", "AWS secret key", Random),
    name("sharedaccesskey", "Azure shared access key", Random),
    name("accountkey", "Azure account key", Random),
    name("storagekey", "Azure account key", Random),
    name("subscriptionkey", "API key", Random),
    name("accesskey", "access key", Random),
    name("secretkey", "secret key", Random),
    name("privatekey", "private key", Random),
    name("encryptionkey", "encryption key", Random),
    name("signingkey", "signing key", Random),
    name("masterkey", "master key", Random),
    name("sharedkey", "shared key", Random),
    name("authkey", "key", Random),
    name("hmackey", "key", Random),
    name("jwtkey", "key", Random),
    name("licensekey", "licence key", Random),
    name("secret", "secret", Random),
    name("token", "token", Random),
    name("credential", "credential", Random),
    name("credentials", "credential", Random),
    name("sessionid", "session cookie", Random),
    name("sessid", "session cookie", Random),
    name("connectsid", "session cookie", Random),
    name("amzsignature", "AWS signature", Long),
    word("sig", "Azure SAS signature", Long),
];

/// What a name says of its value.
pub(super) fn named(name: &str) -> Option<&'static Name> {
    let name = name.trim();
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let found = NAMES.iter().find(|known| plain.ends_with(known.end))?;
    let begins_a_word = || {
        let start = name.len().saturating_sub(found.end.len());
        let (before, word) = name.split_at_checked(start).unwrap_or_default();
        !before.ends_with(|c: char| c.is_ascii_alphanumeric())
            || (word.starts_with(|c: char| c.is_ascii_uppercase())
                && before.ends_with(|c: char| c.is_ascii_lowercase()))
    };
    // The key that others may know, and .NET's PublicKeyToken.
    let is_public = plain.contains("public");
    (!is_public && (!found.is_word || begins_a_word())).then_some(found)
}
