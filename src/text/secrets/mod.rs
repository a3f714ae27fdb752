//! Masks secrets that scanners quote: what is found is replaced by the name of its kind.
//!
//! The text goes to a model and from there to wherever it is told to; who needs the value finds it in `DefectDojo`.
//! Nothing of a value is kept, not even its beginning: the kind says all that a beginning would.

mod credentials;
mod field;
mod names;
mod placeholders;
mod rules;
mod token;
mod value;

/// A secret's place in a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Secret {
    start: usize,
    end: usize,
    kind: &'static str,
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
fn find(text: &str) -> Vec<Secret> {
    let (mut found, mut assigned) = (Vec::new(), Vec::new());
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        // What is within a secret is none of its own.
        let is_within = found.last().is_some_and(|secret: &Secret| at < secret.end);
        if !before.is_ascii_alphanumeric() && !is_within {
            found.extend(token::at(text, at));
        }
        match byte {
            b':' | b'=' => {
                credentials::after(text, at, &mut assigned);
                assigned.extend(field::after(text, at));
            }
            b' ' | b'>' | b',' => assigned.extend(field::after(text, at)),
            _ => {}
        }
        before = byte;
    }
    // The sort is stable: of two at one place the one that has a form of its own names the kind.
    found.append(&mut assigned);
    found.sort_by_key(|secret| secret.start);
    let mut apart: Vec<Secret> = Vec::with_capacity(found.len());
    for secret in found {
        match apart.last_mut() {
            Some(last) if secret.start < last.end => last.end = last.end.max(secret.end),
            _ => apart.push(secret),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
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
}
