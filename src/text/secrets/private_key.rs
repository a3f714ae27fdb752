//! Private keys as text (RFC 7468), also with spaces or `\n` for the line ends, within code, or cut off.

use super::window;

/// The fewest characters of a whole line. Lines have 64 (RFC 7468 section 2), but not those of all tools.
const LINE: usize = 16;

/// The most bytes of a label, of what stands between two lines, and of a header.
const AROUND: usize = 128;

/// The most headers of a key: more than any tool writes, and few enough for a text of nothing but headers.
const HEADERS: usize = 8;

/// How long the key is that `rest` begins with: up to its last line, or to where it looks like one no more.
pub(super) fn length(rest: &str) -> Option<usize> {
    let tail = rest.strip_prefix("-----BEGIN ")?;
    let (label, _) = window::first(tail, AROUND).split_once("-----")?;
    if label.len() > 40 || !label.contains("PRIVATE KEY") {
        return None;
    }
    let mut left = tail.get(label.len() + 5..)?;
    let mut lines = 0_usize;
    let after = loop {
        let next = headers(between(left));
        if let Some(end) = end(left, next) {
            break end;
        }
        let line = base64(next);
        let is_last = || {
            let then = between(next.get(line.len()..)?);
            let checksum = base64(then);
            let after = between(then.get(checksum.len()..)?);
            (then.is_empty() || end(next, then).is_some() || end(then, after).is_some())
                .then_some(())
        };
        let is_line =
            is_whole(line, next) || (!line.is_empty() && lines > 0 && is_last().is_some());
        if !is_line {
            break left;
        }
        lines += 1;
        left = next.get(line.len()..)?;
    };
    (lines > 0).then(|| rest.len() - after.len())
}

/// The characters of base64 that `text` begins with.
fn base64(text: &str) -> &str {
    let is_base64 = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'=');
    let length = text.bytes().take_while(is_base64).count();
    window::seen(text.get(..length).unwrap_or_default())
}

/// Whether `line`, which `text` begins with, is one of a key and no word or path.
fn is_whole(line: &str, text: &str) -> bool {
    let is_word = |c: char| c.is_ascii_lowercase() || c == '/';
    let next = text
        .get(line.len()..)
        .and_then(|after| after.chars().next());
    let ends = next.is_none_or(|c| c.is_whitespace() || "\\\"'`-,<".contains(c));
    line.len() >= LINE && ends && !line.chars().all(is_word)
}

/// `text` behind what stands between two lines: also the marks of strings, quotations and differences.
fn between(text: &str) -> &str {
    let near = window::first(text, AROUND);
    let mut left = near;
    loop {
        let trimmed =
            left.trim_start_matches(|c: char| c.is_whitespace() || "\"'`,.>|#*+-".contains(c));
        let trimmed = trimmed.strip_prefix('\\').map_or(trimmed, |escaped| {
            escaped.strip_prefix(['n', 'r', 't']).unwrap_or(escaped)
        });
        if trimmed.len() == left.len() {
            break;
        }
        left = trimmed;
    }
    text.get(near.len() - left.len()..).unwrap_or_default()
}

/// What follows the last line, if that is what `next`, a later part of `text`, begins with.
fn end<'a>(text: &str, next: &'a str) -> Option<&'a str> {
    let skipped = text.get(..text.len() - next.len())?;
    let label = next.strip_prefix("END ")?;
    let (_, after) = window::first(label, AROUND).split_once("-----")?;
    let length = window::first(label, AROUND).len() - after.len();
    skipped.ends_with("-----").then(|| label.get(length..))?
}

/// `text` behind its headers (RFC 1421 section 4.6, RFC 4880 section 6.2).
fn headers(text: &str) -> &str {
    const NAMES: [&str; 6] = [
        "Proc-Type:",
        "DEK-Info:",
        "Version:",
        "Comment:",
        "Hash:",
        "Charset:",
    ];
    let mut left = text;
    for _ in 0..HEADERS {
        if !NAMES.iter().any(|name| left.starts_with(name)) {
            break;
        }
        let near = window::first(left, AROUND);
        let line = near
            .find('\n')
            .map_or(near, |end| near.get(..end).unwrap_or(near));
        // Where line ends have become spaces the key follows in the same line.
        let key = line.split_inclusive([' ', '\\']).scan(0, |start, word| {
            let at = *start;
            *start += word.len();
            Some((at, word.trim_end_matches([' ', '\\'])))
        });
        let is_next = |word: &str| {
            let word = word.strip_prefix('n').unwrap_or(word);
            word.len() >= LINE && base64(word).len() == word.len() || NAMES.contains(&word)
        };
        let next = key.skip(1).find(|(_, word)| is_next(word));
        let length = next.map_or(line.len(), |(at, _)| at);
        left = between(left.get(length..).unwrap_or_default());
    }
    left
}

#[cfg(test)]
mod tests {
    use super::super::tests::masked;

    #[test]
    fn a_private_key_goes_as_a_whole() {
        let begin = ["-----BEGIN RSA PRIV", "ATE KEY-----"].concat();
        let end = ["-----END RSA PRIV", "ATE KEY-----"].concat();
        let lines = "MIIEowIBAAKCAQEAx3b9\n".repeat(20);
        assert_eq!(
            masked(&format!("Key:\n{begin}\n{lines}{end}\nin a file")),
            "Key:\n[masked: private key]\nin a file"
        );
        // Cut off.
        assert_eq!(
            masked(&format!("{begin}\\nMIIEowIBAAKCAQEAx3b9 and more")),
            "[masked: private key] and more"
        );
        // Spoken of.
        for text in [
            format!("Files with {begin} are keys"),
            format!("{begin}\n...\n{end}"),
        ] {
            assert_eq!(masked(&text), text);
        }
    }

    #[test]
    fn a_private_key_ends_where_it_looks_like_one_no_more() {
        let begin = ["-----BEGIN RSA PRIV", "ATE KEY-----"].concat();
        let end = ["-----END RSA PRIV", "ATE KEY-----"].concat();
        let lines = "MIIEowIBAAKCAQEAx3b9\n".repeat(3);
        let mask = "[masked: private key]";
        let prose = "The key of the build was found in src/main/resources/deploy.yml.";
        for (text, expected) in [
            // Cut off, and others behind it.
            (
                format!("{begin}\n{lines}{prose}\n{end}"),
                format!("{mask}\n{prose}\n{end}"),
            ),
            (
                format!("{begin}\n{lines}{begin}\n{lines}AB==\n{end}\n{prose}"),
                format!("{mask}\n{mask}\n{prose}"),
            ),
            (
                format!("{begin}\n{lines}...\n{prose}\n-----BEGIN CERTIFICATE-----"),
                format!("{mask}\n...\n{prose}\n-----BEGIN CERTIFICATE-----"),
            ),
            (
                format!("{begin}\n{lines}src/Main/Resources/Deploy.yml holds it."),
                format!("{mask}\nsrc/Main/Resources/Deploy.yml holds it."),
            ),
            // Headers, a short last line, a checksum.
            (
                format!(
                    "{begin}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0F0E\n\n{lines}AB==\n{end}\n{prose}"
                ),
                format!("{mask}\n{prose}"),
            ),
            (
                format!("{begin} Version: GnuPG v2 MIIEowIBAAKCAQEAx3b9 AB== =xY3d {end} {prose}"),
                format!("{mask} {prose}"),
            ),
            // In code, and in a difference.
            (
                format!("\"{begin}\\n\" +\n  \"MIIEowIBAAKCAQEAx3b9\\n\" +\n  \"{end}\";"),
                format!("\"{mask}\";"),
            ),
            (
                format!("-{begin}\n-MIIEowIBAAKCAQEAx3b9\n-{end}\n+{prose}"),
                format!("-{mask}\n+{prose}"),
            ),
        ] {
            assert_eq!(masked(&text), expected);
        }
    }
}
