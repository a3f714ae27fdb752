//! Secrets that are known by their own form, wherever they stand.

use super::Secret;
use super::placeholders::is_placeholder;
use super::rules::{Alphabet, RULES, Rule};
use super::value::{is_mixed, is_random, is_worded};
use super::window;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// The fewest different characters of a random text. One of 16 out of 32 has fewer once in a million times.
const DIFFERENT: usize = 6;

/// The secret that `rest` begins with, where a word begins.
pub(super) fn at(rest: &str) -> Option<Secret> {
    let (start, length, kind) = json_web_token(rest)
        .or_else(|| schemed(rest))
        .or_else(|| azure_client_secret(rest))
        .or_else(|| telegram_token(rest))
        .or_else(|| ruled(rest))?;
    Some(Secret {
        start,
        end: start + length,
        kind,
    })
}

/// Where a secret begins, how long it is, and its kind.
type Found = (usize, usize, &'static str);

/// The characters of `alphabet` that `text` begins with; none of them ends a sentence.
fn run(text: &str, alphabet: Alphabet) -> &str {
    let length = text.bytes().take_while(|c| alphabet.has(*c)).count();
    let run = window::seen(text.get(..length).unwrap_or_default());
    run.trim_end_matches(['.', ':', '/'])
}

/// For each first byte the second ones that follow it, a bit for each two of them: 128 bits are slow to shift.
type Pairs = [u64; 128];

/// `pairs` with this one.
#[expect(
    clippy::indexing_slicing,
    reason = "an index out of bounds is an error of the build"
)]
const fn with(mut pairs: Pairs, first: u8, second: u8) -> Pairs {
    pairs[first as usize] |= 1 << (second % 64);
    pairs
}

fn has(pairs: &Pairs, first: u8, second: u8) -> bool {
    let seconds = pairs.get(usize::from(first)).copied().unwrap_or_default();
    seconds & (1 << (second % 64)) != 0
}

/// How prefixes begin. Words begin with two other bytes as a rule, and no prefix has to be compared with them.
const PREFIXES: Pairs = {
    let mut prefixes = [0; 128];
    let mut rules = RULES;
    while let [rule, rest @ ..] = rules {
        if let [first, second, ..] = rule.prefix.as_bytes() {
            prefixes = with(prefixes, *first, *second);
        }
        rules = rest;
    }
    prefixes
};

/// How all begin that have a form of their own, but for the keys of Telegram and Azure.
const BEGINNINGS: Pairs = {
    let mut beginnings = with(PREFIXES, b'e', b'y');
    // The dashes before a private key, and the schemes of HTTP in either case.
    let mut pairs: &[[u8; 2]] = &[
        *b"--", *b"be", *b"bE", *b"Be", *b"BE", *b"ba", *b"bA", *b"Ba", *b"BA", *b"to", *b"tO",
        *b"To", *b"TO",
    ];
    while let [[first, second], rest @ ..] = pairs {
        beginnings = with(beginnings, *first, *second);
        pairs = rest;
    }
    beginnings
};

/// Whether a secret with a form of its own, or a private key, may begin with `rest`. Hardly a word does, so that this
/// saves most of the time that the search takes.
pub(super) fn may_begin(rest: &[u8]) -> bool {
    let [first, second, ..] = rest else {
        return false;
    };
    has(&BEGINNINGS, *first, *second)
        || (first.is_ascii_digit() && second.is_ascii_digit())
        || rest.starts_with(TELEGRAM.as_bytes())
        || rest.get(4..6) == Some(AZURE.as_bytes())
}

/// The secret of the first rule that `rest` obeys.
fn ruled(rest: &str) -> Option<Found> {
    let [first, second, ..] = rest.as_bytes() else {
        return None;
    };
    has(&PREFIXES, *first, *second)
        .then(|| RULES.iter().find_map(|rule| by_rule(rest, rule)))
        .flatten()
}

fn by_rule(rest: &str, rule: &Rule) -> Option<Found> {
    let tail = rest.strip_prefix(rule.prefix)?;
    let body = run(tail, rule.alphabet);
    let ends = tail
        .as_bytes()
        .get(body.len())
        .is_none_or(|next| !next.is_ascii_alphanumeric());
    let is_secret = ends
        && (rule.least..=rule.most).contains(&body.len())
        && different(body) >= DIFFERENT
        // Words joined by dashes are of no certain length.
        && (rule.least == rule.most || (body.bytes().any(|c| c.is_ascii_digit()) && !is_worded(body)))
        && !is_placeholder(body);
    is_secret.then(|| (0, rule.prefix.len() + body.len(), rule.kind))
}

fn different(text: &str) -> usize {
    let seen = text.bytes().fold(0_u128, |seen, c| seen | 1 << (c & 0x7F));
    seen.count_ones() as usize
}

/// Two to five parts of base64url, the first of which is a JSON object (RFC 7515 section 7.1).
fn json_web_token(rest: &str) -> Option<Found> {
    if !rest.starts_with("eyJ") {
        return None;
    }
    let token = run(rest, Alphabet::Wide);
    let end = token.find(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c));
    let token = token
        .get(..end.unwrap_or(token.len()))?
        .trim_end_matches('.');
    let mut parts = token.split('.');
    let is_token = parts.next()?.len() >= 12 && parts.next()?.len() >= 12;
    is_token.then_some((0, token.len(), "JWT"))
}

/// What follows the name of a scheme of HTTP authentication, also without the header before it.
fn schemed(rest: &str) -> Option<Found> {
    let scheme = ["bearer", "token", "basic"].into_iter().find(|scheme| {
        let start = rest.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })?;
    let value = rest.get(scheme.len()..)?.strip_prefix(' ')?;
    let value = run(value, Alphabet::Wide);
    let kind = match scheme {
        "bearer" if value.len() >= 16 && is_random(value, 16) => "bearer token",
        // Those of DefectDojo, and of all that is built on Django REST framework.
        "token" if value.len() == 40 && value.bytes().all(|c| Alphabet::Hex.has(c)) => "API token",
        "basic" if is_user_and_password(value) => "Basic credentials",
        _ => return None,
    };
    Some((scheme.len() + 1, value.len(), kind))
}

/// Base64 of `user:password` (RFC 7617 section 2), or of the beginning of that: where it is looked at no further
/// four characters end.
fn is_user_and_password(value: &str) -> bool {
    let value = window::first(value, window::LOOKED_AT);
    let decoded = BASE64_STANDARD.decode(value).ok();
    let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    text.is_some_and(|text| text.contains(':') && !text.contains(char::is_control))
}

/// The mark of Azure's secrets.
const AZURE: &str = "Q~";

/// 34 to 41 characters with a digit and [`AZURE`] after the third.
fn azure_client_secret(rest: &str) -> Option<Found> {
    let is_marked = rest.get(4..6)? == AZURE && rest.as_bytes().get(3)?.is_ascii_digit();
    if !is_marked {
        return None;
    }
    let value = run(rest, Alphabet::Wide);
    let is_secret = (34..=44).contains(&value.len()) && is_mixed(value);
    is_secret.then_some((0, value.len(), "Azure client secret"))
}

/// What may stand before the number of a bot.
const TELEGRAM: &str = "bot";

/// The number of a bot, a colon, and 35 characters.
fn telegram_token(rest: &str) -> Option<Found> {
    let token = rest.strip_prefix(TELEGRAM).unwrap_or(rest);
    let digits = token
        .bytes()
        .take_while(u8::is_ascii_digit)
        .take(11)
        .count();
    let key = token.get(digits..)?.strip_prefix(':')?;
    let length = key
        .bytes()
        .take_while(|c| Alphabet::Url.has(*c))
        .take(36)
        .count();
    let key = key.get(..length)?;
    let cases = [char::is_uppercase, char::is_lowercase].map(|is| key.contains(is));
    let is_secret = (8..=10).contains(&digits)
        && length == 35
        && cases == [true, true]
        && !is_worded(key)
        && !is_placeholder(key);
    let start = rest.len() - token.len();
    is_secret.then_some((start, digits + 1 + length, "Telegram bot token"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::masked;
    use super::{RULES, may_begin};

    /// Schemes in any case, as their first two letters go.
    #[test]
    fn nothing_that_may_begin_is_passed_by() {
        for rule in RULES {
            assert!(may_begin(rule.prefix.as_bytes()), "{}", rule.prefix);
        }
        for scheme in ["bearer ", "token ", "basic "] {
            for upper in 0..4 {
                let mut scheme = scheme.as_bytes().to_vec();
                for (place, letter) in scheme.iter_mut().take(2).enumerate() {
                    if upper >> place & 1 == 1 {
                        letter.make_ascii_uppercase();
                    }
                }
                assert!(may_begin(&scheme), "{scheme:?}");
            }
        }
        for other in ["-----BEGIN ", "eyJ", "bot1", "11", "abc1Q~"] {
            assert!(may_begin(other.as_bytes()), "{other}");
        }
        for word in ["Storage", "1a", "é", "x"] {
            assert!(!may_begin(word.as_bytes()), "{word}");
        }
    }

    #[test]
    fn a_telegram_token_is_one_by_its_whole_form() {
        let key = ["AAHdqTcvCH1vGWJxfSe", "ofSAs0K5PALDsawQ"].concat();
        for (text, expected) in [
            (
                format!("1100{}:{key}", 14503),
                "[masked: Telegram bot token]",
            ),
            (
                format!("/bot1100{}:{key}/getMe", 14503),
                "/bot[masked: Telegram bot token]/getMe",
            ),
        ] {
            assert_eq!(masked(&text), expected);
        }
        for text in [format!("12:{key}"), format!("1100{}:{key}x", 14503)] {
            assert_eq!(masked(&text), text);
        }
    }
}
