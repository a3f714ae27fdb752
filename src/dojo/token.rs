//! A token of `DefectDojo`'s API, which no output may show.

use std::{borrow::Cow, fmt};

use http::HeaderValue;
use memchr::memmem;

/// What stands in a text where a token stood.
const MASK: &str = "[token]";

/// Why a text is no token. It never quotes the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Fewer than 8 or more than 256 characters.
    #[error("an API token has 8 to 256 characters (DefectDojo's own have 40)")]
    Length,
    /// A character that no token has.
    #[error("an API token consists of letters, digits and -._~+/ (with = at its end only)")]
    Character,
}

/// A token as `Authorization: Token X` takes it: the `token68` of RFC 7235 section 2.1, 8 to 256
/// characters long. It has no `Display`, and its `Debug` shows nothing.
#[derive(Clone)]
pub struct Token {
    text: String,
    header: HeaderValue,
}

/// What stands where a text was cut.
const CUT: &str = "…";
/// The shortest beginning of a token that is masked, in characters: shorter ones are words.
const BEGINNING: usize = 6;

impl Token {
    /// Reads a token.
    ///
    /// # Errors
    /// [`TokenError`] names the rule that `text` breaks.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        if !(8..=256).contains(&text.len()) {
            return Err(TokenError::Length);
        }
        let body = text.trim_end_matches('=');
        let is_token68 = |c: u8| c.is_ascii_alphanumeric() || b"-._~+/".contains(&c);
        if body.is_empty() || !body.bytes().all(is_token68) {
            return Err(TokenError::Character);
        }
        let mut header =
            HeaderValue::from_str(&format!("Token {text}")).map_err(|_| TokenError::Character)?;
        // `Debug` of a request prints its headers, but not the value of a sensitive one.
        header.set_sensitive(true);
        Ok(Self {
            text: text.to_owned(),
            header,
        })
    }

    /// `text` with each occurrence of this token replaced by `[token]`; also its beginning where the text
    /// was cut, which `…` marks: a token that hidden characters divide is whole only after they are gone,
    /// and the cut may come before the next mask.
    #[must_use]
    pub fn mask<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !self.may_be_in(text.as_bytes()) {
            return Cow::Borrowed(text);
        }
        let whole = if text.contains(&self.text) {
            Cow::Owned(text.replace(&self.text, MASK))
        } else {
            Cow::Borrowed(text)
        };
        match self.mask_beginnings(&whole) {
            Some(masked) => Cow::Owned(masked),
            None => whole,
        }
    }

    /// `text` without beginnings of this token before `…`; nothing where there are none.
    fn mask_beginnings(&self, text: &str) -> Option<String> {
        let mut masked = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(CUT) {
            let beginning = (BEGINNING..self.text.len()).rev().find_map(|length| {
                let beginning = self.text.get(..length)?;
                before.strip_suffix(beginning)
            });
            match beginning {
                Some(kept) => masked.extend([kept, MASK]),
                None => masked.push_str(before),
            }
            masked.push_str(CUT);
            rest = after;
        }
        masked.push_str(rest);
        (masked != text).then_some(masked)
    }

    /// The same for a text that is given away.
    #[must_use]
    pub fn mask_text(&self, text: String) -> String {
        match self.mask(&text) {
            Cow::Owned(masked) => masked,
            Cow::Borrowed(_) => text,
        }
    }

    /// The same for the bytes of an answer. What is not UTF-8 is not JSON either, and is left as it is.
    #[must_use]
    pub fn mask_bytes(&self, bytes: Vec<u8>) -> Vec<u8> {
        // Most answers: no need to look whether they are UTF-8.
        if !self.may_be_in(&bytes) {
            return bytes;
        }
        match std::str::from_utf8(&bytes).map(|text| self.mask(text)) {
            Ok(Cow::Owned(masked)) => masked.into_bytes(),
            Ok(Cow::Borrowed(_)) | Err(_) => bytes,
        }
    }

    /// Whether `text`, which may be a whole answer, has the shortest beginning of this token that is masked: all that
    /// is masked begins with it. Std's own search takes several times as long.
    fn may_be_in(&self, text: &[u8]) -> bool {
        let beginning = self.text.as_bytes().get(..BEGINNING);
        beginning.is_none_or(|beginning| memmem::find(text, beginning).is_some())
    }

    /// The value of the header `Authorization`.
    pub(super) fn header(&self) -> HeaderValue {
        self.header.clone()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn token68_is_read_and_all_else_refused() {
        for good in [HEX, "abcdefg=", "A-._~+/z", &"a".repeat(256)] {
            assert!(Token::parse(good).is_ok(), "{good}");
        }
        for (bad, error) in [
            ("", TokenError::Length),
            ("1234567", TokenError::Length),
            (&*"a".repeat(257), TokenError::Length),
            ("========", TokenError::Character),
            ("abcd=efg", TokenError::Character),
            ("abcd efgh", TokenError::Character),
            ("abcdefgh\n", TokenError::Character),
            ("abcdefgé", TokenError::Character),
        ] {
            assert_eq!(Token::parse(bad).unwrap_err(), error, "{bad:?}");
        }
    }

    #[test]
    fn it_shows_nowhere() {
        let token = Token::parse(HEX).unwrap();
        assert_eq!(format!("{token:?}"), "Token([redacted])");
        assert_eq!(format!("{:?}", token.header()), "Sensitive");
        assert_eq!(token.header(), format!("Token {HEX}").as_str());
        assert_eq!(token.mask(&format!("a{HEX}b {HEX}")), "a[token]b [token]");
        assert!(matches!(
            token.mask("nothing here"),
            Cow::Borrowed("nothing here")
        ));
        for (text, masked) in [
            (format!("a {}…", &HEX[..6]), "a [token]…"),
            (
                format!("a {}… [9 of 99]", &HEX[..39]),
                "a [token]… [9 of 99]",
            ),
            (
                format!("{}… and {}…", &HEX[..9], &HEX[..5]),
                "[token]… and 01234…",
            ),
            (format!("{HEX} {}…", &HEX[..20]), "[token] [token]…"),
            ("cut…".to_owned(), "cut…"),
        ] {
            assert_eq!(token.mask(&text), masked);
        }
        for (bytes, masked) in [
            (format!("a{HEX}b").into_bytes(), b"a[token]b".as_slice()),
            (b"nothing here".to_vec(), b"nothing here"),
            (vec![0xFF], &[0xFF]),
        ] {
            assert_eq!(token.mask_bytes(bytes), masked);
        }
    }
}
