//! Foreign text made fit for an error message: short, of one line, without a token.

use super::token::Token;

/// The longest piece of foreign text in one message, in characters.
const LONGEST: usize = 200;

/// Cleans `text` and cuts it, with every occurrence of `token` masked.
pub(super) fn excerpt(token: &Token, text: &str) -> String {
    cut(&token.mask(text))
}

/// Removes what can hide or reorder text and cuts it to [`LONGEST`] characters.
pub(super) fn cut(text: &str) -> String {
    let mut clean = text.chars().filter(|&c| !is_hidden(c));
    let mut cut: String = clean.by_ref().take(LONGEST).collect();
    if clean.next().is_some() {
        cut.push('…');
    }
    cut
}

/// Control characters, and the default-ignorable ones that Unicode TR 36 names as a means to deceive:
/// zero-width, bidirectional and tag characters.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_go_and_long_text_is_cut() {
        assert_eq!(cut("a\u{202e}b\u{200b}c\nd\u{e0041}"), "abcd");
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
}
