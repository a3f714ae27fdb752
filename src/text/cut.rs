//! Bounds a text and remembers by how much it was cut.

use super::clean_line;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

/// A text of at most a stated length, and how long it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The text, or its beginning.
    pub text: String,
    /// Characters of the whole text, when it was longer than the limit.
    pub whole: Option<usize>,
}

/// Cuts `text` to at most `limit` characters, between two graphemes, so that no letter loses its accent.
#[must_use]
pub fn cut(text: String, limit: usize) -> Cut {
    // A text has at least as many bytes as characters.
    if text.len() <= limit {
        return Cut { text, whole: None };
    }
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return Cut { text, whole: None };
    };
    let whole = Some(text.chars().count());
    let border = last_border(&text, end);
    let mut text = text;
    text.truncate(border);
    Cut { text, whole }
}

impl Cut {
    /// The text, with `…` behind it where it was cut.
    #[must_use]
    pub fn marked(self) -> String {
        match self.whole {
            Some(_) => self.text + "…",
            None => self.text,
        }
    }
}

/// A text within a sentence of ours: one clean line of at most `limit` characters in quotation marks, which
/// its own can't end.
#[must_use]
pub fn quoted(text: &str, limit: usize) -> String {
    let text = clean_line(text).replace('"', "'");
    format!("\"{}\"", cut(text, limit).marked())
}

/// The last grapheme border at or before the byte `end`.
fn last_border(text: &str, end: usize) -> usize {
    let mut cursor = GraphemeCursor::new(end, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => end,
        _ => text.get(..end).map_or(0, |head| {
            head.grapheme_indices(true)
                .next_back()
                .map_or(0, |(start, _)| start)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_whole() {
        assert_eq!(
            cut("äöü".into(), 3),
            Cut {
                text: "äöü".into(),
                whole: None
            }
        );
    }

    #[test]
    fn a_long_text_says_how_long_it_was() {
        assert_eq!(
            cut("äöüß".into(), 3),
            Cut {
                text: "äöü".into(),
                whole: Some(4)
            }
        );
    }

    #[test]
    fn a_quotation_can_not_be_ended_from_within() {
        assert_eq!(quoted("a\" b\u{202E}\nc", 9), "\"a' b c\"");
        assert_eq!(quoted("abcd", 3), "\"abc…\"");
    }

    #[test]
    fn a_cut_can_be_seen() {
        assert_eq!(cut("abc".into(), 3).marked(), "abc");
        assert_eq!(cut("abcd".into(), 3).marked(), "abc…");
    }

    #[test]
    fn a_grapheme_is_not_torn() {
        let text = "ae\u{301}\u{302}x";
        assert_eq!(cut(text.into(), 3).text, "a");
        assert_eq!(cut(text.into(), 4).text, "ae\u{301}\u{302}");
    }
}
