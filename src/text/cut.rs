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

/// The longest grapheme that is kept whole, in characters. A letter has at most 30 marks (the Stream-Safe Text
/// Format of UAX #15 section 13) and a picture fewer parts; what is longer nobody reads, and a text that begins
/// with it would be cut to nothing.
const LONGEST_GRAPHEME: usize = 32;

/// The last grapheme border at or before the byte `end`.
fn last_border(text: &str, end: usize) -> usize {
    let mut cursor = GraphemeCursor::new(end, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => end,
        _ => text.get(..end).map_or(0, |head| {
            let last = head.grapheme_indices(true).next_back();
            last.filter(|(_, torn)| torn.chars().count() <= LONGEST_GRAPHEME)
                .map_or(end, |(start, _)| start)
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

    #[test]
    fn a_grapheme_without_end_is_cut_too() {
        for mark in ["\u{301}", "\u{489}", "\u{200D}👩"] {
            let text = format!("👩{}", mark.repeat(10_000));
            let cut = cut(text.clone(), 500);
            assert_eq!(cut.text.chars().count(), 500);
            assert!(text.starts_with(&cut.text));
            assert_eq!(cut.whole, Some(text.chars().count()));
        }
    }

    /// Texts of everything that graphemes are made of: letters, marks, joiners, flags, syllables, line ends.
    #[test]
    fn any_text_is_cut_between_graphemes_or_within_one_that_nobody_reads() {
        const PARTS: [&str; 14] = [
            "a", "é", "\u{301}", "क", "\u{94D}", "\u{200D}", "👩", "🏽", "\u{FE0F}", "🇩", "가",
            "ᄀ", "\r\n", "ำ",
        ];
        let mut random = fastrand::Rng::with_seed(4);
        for _ in 0..5_000 {
            let length = random.usize(..60);
            let mut text: String = (0..length).map(|_| PARTS[random.usize(..14)]).collect();
            if random.u8(..10) == 0 {
                text.insert_str(
                    text.floor_char_boundary(text.len() / 2),
                    &"\u{301}".repeat(50),
                );
            }
            let limit = random.usize(..70);
            let characters = text.chars().count();
            let cut = cut(text.clone(), limit);
            assert!(text.starts_with(&cut.text) && cut.text.chars().count() <= limit);
            assert_eq!(
                cut.whole,
                (characters > limit).then_some(characters),
                "{text:?}"
            );
            let mut borders = text.grapheme_indices(true).map(|(start, _)| start);
            let torn = text.graphemes(true).map(|one| one.chars().count()).max();
            assert!(
                borders.any(|start| start == cut.text.len())
                    || cut.text.len() == text.len()
                    || torn > Some(LONGEST_GRAPHEME),
                "{text:?} at {limit}"
            );
            // Nothing but the torn grapheme is lost.
            let lost = limit.min(characters) - cut.text.chars().count();
            assert!(lost <= LONGEST_GRAPHEME, "{lost} characters of {text:?}");
        }
    }
}
