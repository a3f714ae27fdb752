//! Foreign text made fit for an error message: short, of one line, without a token.

use super::token::Token;
use crate::text::{self, Reader, Untrusted};

/// The longest piece of foreign text in one message, in characters.
const LONGEST: usize = 200;

/// Cleans `text` and cuts it, with every occurrence of `token` masked, and any other secret too, whatever the
/// operator shows: no one needs one to mend a fault.
pub(super) fn excerpt(token: &Token, text: &str) -> String {
    let text = Untrusted::from(&*token.mask(text));
    Reader::MASKING.line(&text, LONGEST).unwrap_or_default()
}

/// Removes what can hide or reorder text and cuts it to [`LONGEST`] characters.
pub(super) fn cut(text: &str) -> String {
    text::cut(text::clean_line(text), LONGEST).marked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_go_and_long_text_is_cut() {
        assert_eq!(cut("a\u{202e}b\u{200b}c\nd\u{e0041}"), "abc d");
        let long = "é".repeat(LONGEST + 1);
        assert_eq!(cut(&long), format!("{}…", "é".repeat(LONGEST)));
        assert_eq!(cut(&"é".repeat(LONGEST)), "é".repeat(LONGEST));
    }

    #[test]
    fn a_token_is_masked_before_the_cut() {
        let token = Token::parse("0123456789abcdef").unwrap();
        let text = format!("{}0123456789abcdef", "x".repeat(LONGEST - 4));
        assert_eq!(
            excerpt(&token, &text),
            format!("{}[tok…", "x".repeat(LONGEST - 4))
        );
    }

    #[test]
    fn another_secret_is_masked_too() {
        let token = Token::parse("0123456789abcdef").unwrap();
        assert_eq!(
            excerpt(&token, "at password=hun\u{200b}ter2&x"),
            "at password=[masked: password]&x"
        );
    }
}
