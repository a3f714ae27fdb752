//! The parts of a text that rules see: short ones, so that a text of nothing but beginnings of secrets costs no
//! more than its length allows. No rule but that of private keys, which takes what it reads, gets more.

/// Bytes before a separator: a name and what stands around it.
pub(super) const NAME: usize = 64;
/// Bytes behind a beginning: more than the form of any secret needs to be told.
pub(super) const VALUE: usize = 512;
/// Bytes of a value that say whether it is a secret. A multiple of four: whole groups of base64.
pub(super) const LOOKED_AT: usize = 128;
/// Bytes of cookies: what a browser sends of one (RFC 6265 section 6.1).
pub(super) const COOKIES: usize = 4_096;

/// The last bytes of `text`, at most `most`.
pub(super) fn last(text: &str, most: usize) -> &str {
    let start = text.len().saturating_sub(most);
    let start = text.ceil_char_boundary(start);
    seen(text.get(start..).unwrap_or_default())
}

/// The first bytes of `text`, at most `most`.
pub(super) fn first(text: &str, most: usize) -> &str {
    seen(
        text.get(..text.floor_char_boundary(most))
            .unwrap_or_default(),
    )
}

/// Counts what is handed out, while tests run.
pub(super) fn seen(text: &str) -> &str {
    #[cfg(test)]
    SEEN.with(|seen| seen.set(seen.get() + text.len()));
    text
}

#[cfg(test)]
thread_local! {
    /// Bytes that were handed out.
    pub(super) static SEEN: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::super::rules::RULES;
    use super::{SEEN, VALUE};

    /// Bytes that rules see of a text.
    fn seen(text: &str) -> usize {
        SEEN.with(|seen| seen.set(0));
        let _ = find(text);
        SEEN.with(std::cell::Cell::get)
    }

    /// Beginnings of secrets that are none, and secrets within secrets: what a rule could read again and again.
    #[test]
    fn what_is_looked_at_grows_with_the_text() {
        let begin = ["-----BEGIN PRIV", "ATE KEY-----"].concat();
        let key = format!("{begin}\nMIIEowIBAAKCAQEAx3b9\n");
        let mut parts: Vec<String> = [
            "\",",
            "eyJ.",
            "eyJ-",
            "eyJaaaaaaaaaaaa.",
            "password=a:",
            "password=&quot;",
            "password=a1",
            "password=1xxxx",
            "password:",
            "password&quot;",
            "token=",
            "token=aB3dE6gH9kL2",
            "token:aB3dE6gH9kL2=",
            "a=",
            "a:",
            "a ",
            "--a",
            "a>",
            "<a",
            " ",
            "\n",
            "'",
            "\"",
            "\\",
            "\\n",
            "&quot;",
            "cookie:",
            "Cookie: a=",
            "cookie:a=b;",
            "b=cookie:a=1;",
            "cookie:a=aB3dE6gH9;",
            "set-cookie:a=aB3dE6gH9",
            "authorization:",
            "authorization: bearer ",
            "authorization=aB3dE6gH9kL2mN4p",
            "bearer ",
            "bearer a1",
            "basic YWE6YWE=",
            "token ",
            "://",
            "://a:b",
            "https://a:a@",
            "//a:",
            "curl -u a:",
            " -u a:a:",
            "value",
            " value ",
            "password value",
            "xx38Q~",
            "bot1",
            "12345678:",
            "-----BEGIN ",
            "-----END ",
            "-----",
            "Version:",
            "Proc-Type: ",
            "a",
            "\u{e9}",
            "sk-ant-",
            "-",
            ".",
            "=",
            ":",
            ",",
        ]
        .map(str::to_owned)
        .into();
        parts.extend([begin.clone(), key.clone(), format!("{begin}\nVersion: ")]);
        parts.extend(RULES.iter().map(|rule| format!("{}a1", rule.prefix)));
        for part in &parts {
            let times = 1_000 / part.len();
            let [one, two, three] = [1, 2, 3].map(|n| seen(&part.repeat(n * times)));
            // Each further piece costs what the one before it did, but for where a window of cookies ends.
            assert!(
                three - two <= two - one + 5_000,
                "{part:?}: {one}, {two}, {three}"
            );
            // Some windows for each byte.
            assert!(three <= 3_000 * 4 * VALUE, "{part:?}: {three}");
        }
    }
}
