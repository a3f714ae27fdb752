//! Secrets that are known by the name of what they are assigned to: `password=…`, `"api_key": "…"`.

use super::Secret;
use super::names::{Strictness, named};
use super::value::{Form, is_arn, is_password, is_random};

/// The longest name that is looked at, in bytes.
const LONGEST_NAME: usize = 40;

/// Quotation marks, also as HTML writes them.
const QUOTES: [&str; 7] = ["'", "\"", "`", "&quot;", "&#34;", "&#39;", "&apos;"];

/// The secret at the beginning of `rest` that `separator` assigns to the name at the end of `head`.
pub(super) fn after(head: &str, separator: u8, rest: &str) -> Option<Secret> {
    let mut form = match separator {
        // Not a scope, a comparison, an URL, or a part of a name.
        b':' if !rest.starts_with([':', '/']) && !head.ends_with(':') && !is_in_arn(head) => {
            Form::Spaced
        }
        b'=' if !rest.starts_with('=') && !head.ends_with(['=', '!', '<', '>']) => Form::Spaced,
        // `--password value`, and prose with quotes.
        b' ' if is_option(head) => Form::Tight,
        b' ' if rest.starts_with(['\'', '"', '`']) && ends_a_word(head) => Form::Careful,
        // `<password>value`, and `define('PASSWORD', 'value')`.
        b'>' if is_element(head) => Form::Tight,
        b',' if head.ends_with(['\'', '"']) => Form::Careful,
        _ => return None,
    };
    let name = named(before(head))?;
    let skipped = rest.trim_start_matches(['>', '=']);
    let skipped = skipped.trim_start_matches([' ', '\t', '*', '\\']);
    let (skipped, is_below) = match below(skipped) {
        Some(below) if separator == b':' => (below, true),
        _ => (skipped, false),
    };
    let quote = QUOTES.iter().find(|quote| skipped.starts_with(**quote));
    let value = if let Some(quote) = quote {
        if form == Form::Spaced {
            form = Form::Quoted;
        }
        let line = skipped.get(quote.len()..)?.split('\n').next()?;
        line.split(quote).next()?.trim_end_matches('\\')
    } else if separator == b',' {
        return None;
    } else {
        if form == Form::Spaced && skipped.len() == rest.len() && separator == b'=' {
            form = Form::Tight;
        }
        unquoted(skipped)
    };
    // Below a name another may stand.
    if is_below && value.ends_with(':') {
        return None;
    }
    let is_secret = match name.strictness {
        Strictness::Password => is_password(value, form),
        Strictness::Random if matches!(form, Form::Spaced) => is_random(value, 16),
        Strictness::Random => is_random(value, 12),
        Strictness::Long => is_random(value, 40),
    };
    is_secret.then(|| Secret::within(rest, value, name.kind))
}

/// `head` without the quotation marks and the like behind it.
fn bare(head: &str) -> &str {
    let is_around = |c: char| c.is_whitespace() || "\"'`\\]*,".contains(c);
    let head = head.trim_end_matches(is_around);
    let entity = QUOTES.iter().find_map(|quote| head.strip_suffix(quote));
    entity.unwrap_or(head).trim_end_matches(is_around)
}

/// What is indented on the next line, in YAML also as a block (`|`, `>-`).
fn below(text: &str) -> Option<&str> {
    let line = text
        .trim_start_matches(['|', '>', '-'])
        .strip_prefix('\n')?;
    let value = line.trim_start_matches([' ', '\t']);
    (value.len() < line.len()).then_some(value)
}

/// A value without quotation marks: up to what ends it in a URL, a connection string, code or a sentence.
pub(super) fn unquoted(text: &str) -> &str {
    let is_end = |c: char| {
        c.is_whitespace() || ",;&\"'<>)]}|`\\".contains(c) || !(c.is_ascii() || c.is_alphanumeric())
    };
    let end = text.find(is_end).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches('.')
}

/// The name that `head` ends with; of `name: DB_PASSWORD, value: …` the first.
fn before(head: &str) -> &str {
    let head = bare(head);
    let named = head
        .strip_suffix("value")
        .or_else(|| head.strip_suffix("Value"));
    let head = match named {
        Some(named) if bare(named).len() < named.len() => bare(named),
        _ => head,
    };
    let is_name = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.' | b' ');
    let name = head.bytes().rev().take(LONGEST_NAME).take_while(is_name);
    head.get(head.len() - name.count()..).unwrap_or_default()
}

/// Whether `head` ends with an option of a command.
fn is_option(head: &str) -> bool {
    let start = head.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    head.get(start..).is_some_and(|word| word.starts_with("--"))
}

/// Whether `head` ends within the name of a thing of a cloud, where `secret:` is a kind of them.
fn is_in_arn(head: &str) -> bool {
    let word = head
        .rsplit(|c: char| c.is_whitespace() || "\"'`=".contains(c))
        .next();
    word.is_some_and(is_arn)
}

fn ends_a_word(head: &str) -> bool {
    head.ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether `head` ends with the beginning of an XML element.
fn is_element(head: &str) -> bool {
    let name = head.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_-.:".contains(c));
    name.len() < head.len() && name.ends_with('<')
}
