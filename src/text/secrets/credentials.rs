//! Credentials of HTTP and of URLs, which have grammars of their own.

use super::Secret;
use super::field::unquoted;
use super::placeholders::is_placeholder;
use super::value::{Form, is_mixed, is_password, is_random};

/// The credentials behind the `:` or `=` at the byte `at`.
pub(super) fn after(text: &str, at: usize, found: &mut Vec<Secret>) {
    let (Some(head), Some(rest)) = (text.get(..at), text.get(at + 1..)) else {
        return;
    };
    if rest.starts_with("//") {
        found.extend(user_info(rest).map(|value| secret(text, value, "password")));
        return;
    }
    found.extend(user_option(head, rest).map(|value| secret(text, value, "password")));
    let name = head.trim_end_matches(['"', '\'', '`', '\\', '*', ' ', ']']);
    let is_called = |called: &str| {
        let start = name.len().checked_sub(called.len());
        let end = start.and_then(|start| name.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(called))
    };
    if is_called("authorization") {
        found.extend(authorization(rest).map(|(value, kind)| secret(text, value, kind)));
    } else if is_called("set-cookie") {
        found.extend(
            cookies(rest)
                .take(1)
                .flatten()
                .map(|value| secret(text, value, "cookie")),
        );
    } else if is_called("cookie") {
        found.extend(
            cookies(rest)
                .flatten()
                .map(|value| secret(text, value, "cookie")),
        );
    }
}

/// The place of `value`, which is a part of `text`.
fn secret(text: &str, value: &str, kind: &'static str) -> Secret {
    let start = value.as_ptr() as usize - text.as_ptr() as usize;
    Secret {
        start,
        end: start + value.len(),
        kind,
    }
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
    let near = head.get(head.floor_char_boundary(head.len().saturating_sub(100))..)?;
    let option = near.get(..near.rfind(char::is_whitespace)?)?;
    let is_option = [" -u", " --user", " --proxy-user"]
        .iter()
        .any(|name| option.ends_with(name));
    let password = unquoted(rest);
    (is_option && is_password(password, Form::Tight)).then_some(password)
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

/// The most bytes of cookies that are looked at: what a browser sends of one (RFC 6265 section 6.1).
const COOKIES: usize = 4_096;

/// The values of `name=value; name=value` (RFC 6265 section 4) that are random, or nothing in their place.
fn cookies(rest: &str) -> impl Iterator<Item = Option<&str>> {
    let rest = rest
        .get(..rest.floor_char_boundary(COOKIES))
        .unwrap_or(rest);
    let end = rest.find(['\n', '"', '\'', '`']).unwrap_or(rest.len());
    let pairs = rest.get(..end).unwrap_or_default().split(';');
    pairs.map(|pair| {
        let (_, value) = pair.split_once('=')?;
        let value = unquoted(value);
        is_random(value, 8).then_some(value)
    })
}
