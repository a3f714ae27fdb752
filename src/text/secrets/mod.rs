//! Masks secrets that scanners quote: what is found is replaced by the name of its kind.
//!
//! The text goes to a model and from there to wherever it is told to; who needs the value finds it in `DefectDojo`.
//! Nothing of a value is kept, not even its beginning: the kind says all that a beginning would.

mod credentials;
mod field;
mod names;
mod placeholders;
mod private_key;
mod rules;
mod token;
mod value;
mod window;

use crate::ordered;

/// A secret's place in a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Secret {
    start: usize,
    end: usize,
    kind: &'static str,
}

impl Secret {
    /// The place of `value`, which is a part of `text`.
    fn within(text: &str, value: &str, kind: &'static str) -> Self {
        let start = value.as_ptr() as usize - text.as_ptr() as usize;
        Self {
            start,
            end: start + value.len(),
            kind,
        }
    }

    /// What was found in the window from `start` to `end` of `text`: whole, should it go on behind the window.
    fn whole(self, text: &str, start: usize, end: usize) -> Self {
        let mut whole = Self {
            start: start + self.start,
            end: start + self.end,
            ..self
        };
        // What ends a sentence is no part of a secret, but at the end of a window it need not end one.
        let left = text.get(whole.end..end).unwrap_or_default();
        if left.trim_start_matches(['.', ':', '/']).is_empty() {
            let rest = text.get(end..).unwrap_or_default();
            let more = window::seen(field::unquoted(rest)).len();
            if more > 0 {
                whole.end = end + more;
            }
        }
        whole
    }
}

/// `text` with each secret replaced by its kind, as in `[masked: GitHub token]`.
pub(super) fn mask(text: String) -> String {
    let mut masked = String::new();
    let mut kept = 0;
    for secret in find(&text) {
        masked.push_str(text.get(kept..secret.start).unwrap_or_default());
        masked.extend(["[masked: ", secret.kind, "]"]);
        kept = secret.end;
    }
    if kept == 0 {
        return text;
    }
    masked.push_str(text.get(kept..).unwrap_or_default());
    masked
}

/// The secrets in their order, none within another.
///
/// Linear in the text: rules see windows of it, and what was taken for a secret is not searched again.
fn find(text: &str) -> Vec<Secret> {
    let (mut found, mut assigned) = (Vec::new(), Vec::new());
    // Where what was found last ends: by its form, by its name, as cookies.
    let (mut formed, mut named, mut cookies) = (0, 0, 0);
    // Whether there may have been an option of a command.
    let mut options = false;
    let bytes = text.as_bytes();
    let (mut last, mut is_in_word) = (b' ', false);
    for (at, &byte) in bytes.iter().enumerate() {
        let before = std::mem::replace(&mut last, byte);
        let was_in_word = std::mem::replace(&mut is_in_word, byte.is_ascii_alphanumeric());
        // Most bytes: within a word nothing begins.
        if was_in_word && is_in_word {
            continue;
        }
        if !was_in_word && byte.is_ascii_graphic() && at >= formed {
            let secret = formed_at(text, at);
            formed = secret.map_or(formed, |secret| secret.end);
            found.extend(secret);
        }
        options |= byte == b'-' && before == b'-';
        let may_assign = match byte {
            b':' | b'=' | b'>' => true,
            // Most spaces and commas, as a look at what stands beside them tells.
            b' ' => options || matches!(bytes.get(at + 1), Some(b'\'' | b'"' | b'`')),
            b',' => matches!(before, b'\'' | b'"'),
            _ => false,
        };
        // The last byte of a value may be the separator of the next.
        if !may_assign || at + 1 < named {
            continue;
        }
        let (Some(head), Some(rest)) = (text.get(..at), text.get(at + 1..)) else {
            continue;
        };
        let (head, value) = (
            window::last(head, window::NAME),
            window::first(rest, window::VALUE),
        );
        let (start, end) = (at + 1, at + 1 + value.len());
        let is_assigned = matches!(byte, b':' | b'=');
        let credentials = is_assigned
            .then(|| credentials::after(head, value))
            .flatten();
        for secret in credentials
            .into_iter()
            .chain(field::after(head, byte, value))
        {
            let secret = secret.whole(text, start, end);
            named = named.max(secret.end);
            assigned.push(secret);
        }
        if is_assigned
            && start >= cookies
            && let Some((length, values)) = credentials::cookies(head, rest)
        {
            cookies = start + length;
            assigned.extend(
                values
                    .into_iter()
                    .map(|one| one.whole(text, start, cookies)),
            );
        }
    }
    // The sort is stable: of two at one place the one that has a form of its own names the kind.
    found.append(&mut assigned);
    ordered::sort_by_key(&mut found, |secret| secret.start);
    let mut apart: Vec<Secret> = Vec::with_capacity(found.len());
    for secret in found {
        match apart.last_mut() {
            Some(last) if secret.start < last.end => last.end = last.end.max(secret.end),
            _ => apart.push(secret),
        }
    }
    apart
}

/// The secret with a form of its own that begins at the byte `at`.
fn formed_at(text: &str, at: usize) -> Option<Secret> {
    let rest = text.get(at..)?;
    if !token::may_begin(rest.as_bytes()) {
        return None;
    }
    if let Some(length) = private_key::length(rest) {
        let end = at + length;
        return Some(Secret {
            start: at,
            end,
            kind: "private key",
        });
    }
    let near = window::first(rest, window::VALUE);
    Some(token::at(near)?.whole(text, at, at + near.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;

    pub(super) fn masked(text: &str) -> String {
        let once = mask(text.to_owned());
        assert_eq!(mask(once.clone()), once, "masked twice");
        once
    }

    #[test]
    fn what_surrounds_a_secret_stays() {
        for (text, expected) in [
            ("password=hunter2&x=1", "password=[masked: password]&x=1"),
            (
                "{\"password\": \"hunter2\"}",
                "{\"password\": \"[masked: password]\"}",
            ),
            ("DB_PASS='hunter2'", "DB_PASS='[masked: password]'"),
            (
                "mysql --password hunter2 -h db",
                "mysql --password [masked: password] -h db",
            ),
            (
                "<password>hunter2</password>",
                "<password>[masked: password]</password>",
            ),
            (
                "redis://:hunter2@cache:6379/0",
                "redis://:[masked: password]@cache:6379/0",
            ),
            (
                "curl -u admin:hunter2 https://x",
                "curl -u admin:[masked: password] https://x",
            ),
            (
                "define('DB_PASSWORD', 'hunter2')",
                "define('DB_PASSWORD', '[masked: password]')",
            ),
            (
                "the password 'hunter2' is set",
                "the password '[masked: password]' is set",
            ),
            ("the password is set", "the password is set"),
            (
                "密码 password=hunter2。",
                "密码 password=[masked: password]。",
            ),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn a_form_names_the_kind_before_a_name_does() {
        let key = ["AK", "IA", "Q3EGRWZ7KHDN2MLT"].concat();
        assert_eq!(
            masked(&format!("token={key}, token: \"{key}\"")),
            "token=[masked: AWS access key], token: \"[masked: AWS access key]\""
        );
    }

    #[test]
    fn html_and_the_next_line_hide_nothing() {
        for (text, expected) in [
            (
                "&quot;password&quot;:&quot;hunter2&quot;",
                "&quot;password&quot;:&quot;[masked: password]&quot;",
            ),
            (
                "&#34;password&#34; : &#34;hunter2&#34;,",
                "&#34;password&#34; : &#34;[masked: password]&#34;,",
            ),
            (
                "password:\n  hunter2\nuser:\n  app",
                "password:\n  [masked: password]\nuser:\n  app",
            ),
            (
                "**Password:**\n\t\"hunter2\"",
                "**Password:**\n\t\"[masked: password]\"",
            ),
            (
                "{&quot;password&quot;:&quot;p&amp;ssw0rd&quot;}",
                "{&quot;password&quot;:&quot;[masked: password]&quot;}",
            ),
            (
                "password: |-\n  hunter2\n",
                "password: |-\n  [masked: password]\n",
            ),
            // Another name, and another line.
            (
                "password:\n  oauth2login: on",
                "password:\n  oauth2login: on",
            ),
            ("password:\nhunter2", "password:\nhunter2"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    /// Also where the first window ends with the mark between two parts.
    #[test]
    fn a_long_secret_is_whole_wherever_a_window_ends() {
        for length in window::VALUE - 30..window::VALUE {
            let claims = "aB3dE6gH9".repeat(60);
            let claims = &claims[..length];
            let text = format!("eyJhbGciOiJIUzI1NiJ9.{claims}.aB3dE6gH9aB3dE6gH9. x");
            assert_eq!(masked(&text), "[masked: JWT]. x");
        }
    }

    #[test]
    fn a_long_secret_goes_as_a_whole() {
        let long = "aB3dE6gH9".repeat(1_000);
        for (text, expected) in [
            (format!("token={long} x"), "token=[masked: token] x"),
            (format!("token=\"{long}\" x"), "token=\"[masked: token]\" x"),
            (
                format!("Cookie: a={long}; b=c"),
                "Cookie: a=[masked: cookie]; b=c",
            ),
            (
                format!("{}{long} x", ["glp", "at-"].concat()),
                "[masked: GitLab token] x",
            ),
            (
                format!("Bearer {long} x"),
                "Bearer [masked: bearer token] x",
            ),
            (
                format!("Basic {} x", BASE64_STANDARD.encode(format!("AWS:{long}"))),
                "Basic [masked: Basic credentials] x",
            ),
            (
                format!("eyJhbGciOiJIUzI1NiJ9.{long}.{long} x"),
                "[masked: JWT] x",
            ),
        ] {
            assert_eq!(masked(&text), expected);
        }
    }
}
