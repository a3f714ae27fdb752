//! Credentials of HTTP and of URLs, which have grammars of their own.

use super::Secret;
use super::field::unquoted;
use super::placeholders::is_placeholder;
use super::value::{Form, is_mixed, is_password, is_random};
use super::window;

/// The credentials at the beginning of `rest`, behind a `:` or `=`.
pub(super) fn after(head: &str, rest: &str) -> Option<Secret> {
    let (value, kind) = if rest.starts_with("//") {
        (user_info(rest)?, "password")
    } else if let Some(password) = user_option(head, rest) {
        (password, "password")
    } else if is_called(head, "authorization") {
        authorization(rest)?
    } else {
        return None;
    };
    Some(Secret::within(rest, value, kind))
}

/// Whether `head` ends with the name of a header.
fn is_called(head: &str, called: &str) -> bool {
    let name = head.trim_end_matches(['"', '\'', '`', '\\', '*', ' ', ']']);
    let start = name.len().checked_sub(called.len());
    let end = start.and_then(|start| name.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(called))
}

/// The password of `//user:password@host` (RFC 3986 section 3.2.1).
fn user_info(rest: &str) -> Option<&str> {
    let authority = rest.get(2..)?;
    let end = authority.find(|c: char| c.is_whitespace() || "/?#\"'<>`".contains(c));
    let (user, _) = authority
        .get(..end.unwrap_or(authority.len()))?
        .rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    (!password.is_empty() && !is_placeholder(password)).then_some(password)
}

/// The password of `-u user:password`, an option of curl's.
fn user_option<'a>(head: &str, rest: &'a str) -> Option<&'a str> {
    let option = head.get(..head.rfind(char::is_whitespace)?)?;
    let is_option = [" -u", " --user", " --proxy-user"]
        .iter()
        .any(|name| option.ends_with(name));
    if !is_option {
        return None;
    }
    let password = unquoted(rest);
    is_password(password, Form::Tight).then_some(password)
}

/// The credentials of the header `Authorization` (RFC 9110 section 11.6.2), and their kind.
fn authorization(rest: &str) -> Option<(&str, &'static str)> {
    let rest = rest.trim_start_matches([' ', '"', '\'', '`', '\\', '*']);
    let first = unquoted(rest);
    let scheme = first.to_ascii_lowercase();
    let kind = match scheme.as_str() {
        "basic" => "Basic credentials",
        "bearer" => "bearer token",
        "token" => "API token",
        "apikey" | "api-key" | "negotiate" | "ntlm" | "key" => "Authorization header",
        _ => {
            let is_secret = is_random(first, 16);
            return is_secret.then_some((first, "Authorization header"));
        }
    };
    let value = unquoted(
        rest.get(first.len()..)?
            .trim_start_matches([' ', '"', '\'']),
    );
    let cases = [char::is_uppercase, char::is_lowercase].map(|is| value.contains(is));
    let is_random = is_mixed(value) || value.ends_with('=') || cases == [true, true];
    (value.len() >= 8 && is_random && !is_placeholder(value)).then_some((value, kind))
}

/// The cookies at the beginning of `rest`, if `head` says so: the bytes they take, and those that are random.
pub(super) fn cookies(head: &str, rest: &str) -> Option<(usize, Vec<Secret>)> {
    if !is_called(head, "cookie") {
        return None;
    }
    let rest = window::first(rest, window::COOKIES);
    // One, then its attributes (RFC 6265 section 4.1); or several (section 4.2).
    let ends: &[char] = if is_called(head, "set-cookie") {
        &['\n', '"', '\'', '`', ';']
    } else {
        &['\n', '"', '\'', '`']
    };
    let end = rest.find(ends).unwrap_or(rest.len());
    let pairs = rest.get(..end)?.split(';');
    let values = pairs.filter_map(|pair| {
        let (_, value) = pair.split_once('=')?;
        let value = unquoted(value);
        is_random(value, 8).then(|| Secret::within(rest, value, "cookie"))
    });
    Some((end, values.collect()))
}
