//! The one way from `DefectDojo`'s text to ours.

use super::secrets::mask;
use super::untrusted::Untrusted;
use super::{Cut, clean, clean_line, cut};

/// How far behind a cut a secret is looked for that begins before it, in characters: a key of several lines
/// ends within them.
const BEYOND: usize = 4_000;
/// Longer than any other secret, in characters: one that begins so near the end of what is looked at may not be
/// recognised.
const UNSURE: usize = 400;

/// Reads untrusted text: cleaned, with secrets masked unless the operator shows them, and bounded, in this
/// order. What can't be seen would hide a secret, and a cut would leave the beginning of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    masks: bool,
}

impl Reader {
    /// Masks secrets.
    pub const MASKING: Self = Self { masks: true };

    /// Masks secrets if `masks` says so.
    #[must_use]
    pub const fn new(masks: bool) -> Self {
        Self { masks }
    }

    /// One line of at most `limit` characters, with `…` behind it where it was cut; nothing for nothing.
    #[must_use]
    pub fn line<'a>(self, text: impl Into<Option<&'a Untrusted>>, limit: usize) -> Option<String> {
        let text = self.bounded(clean_line(text.into()?.raw()), limit).marked();
        (!text.is_empty()).then_some(text)
    }

    /// Several lines of at most `limit` characters, with a note of what was cut.
    #[must_use]
    pub fn paragraph<'a>(
        self,
        text: impl Into<Option<&'a Untrusted>>,
        limit: usize,
    ) -> Option<String> {
        let cut = self.bounded(clean(text.into()?.raw().trim()), limit);
        let text = match cut.whole {
            Some(whole) => {
                let shown = cut.text.chars().count();
                format!("{}… [{shown} of {whole} characters]", cut.text)
            }
            None => cut.text,
        };
        (!text.is_empty()).then_some(text)
    }

    /// One line within a sentence of ours, in quotation marks, which its own can't end.
    #[must_use]
    pub fn quoted(self, text: &Untrusted, limit: usize) -> String {
        let line = self.line(text, limit).unwrap_or_default();
        format!("\"{}\"", line.replace('"', "'"))
    }

    /// Masks what may be shown of `text`, and cuts it.
    fn bounded(self, text: String, limit: usize) -> Cut {
        if !self.masks {
            return cut(text, limit);
        }
        let seen = limit.saturating_add(BEYOND);
        // A text has at least as many bytes as characters.
        if text.len() <= seen {
            return cut(mask(text), limit);
        }
        let Some((end, _)) = text.char_indices().nth(seen) else {
            return cut(mask(text), limit);
        };
        let unseen = text.chars().count() - seen;
        let mut head = text;
        head.truncate(end);
        let masked = mask(head);
        let length = masked.chars().count();
        Cut {
            whole: Some(length + unseen),
            ..cut(masked, limit.min(length.saturating_sub(UNSURE)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOWING: Reader = Reader::new(false);

    fn line(text: &str, limit: usize) -> Option<String> {
        Reader::MASKING.line(&Untrusted::from(text), limit)
    }

    #[test]
    fn foreign_text_is_one_bounded_line() {
        assert_eq!(line(" a\u{202E}\n b ", 10), Some("a b".into()));
        assert_eq!(line("abcdef", 3), Some("abc…".into()));
        assert_eq!(line("\u{200B}", 3), None);
        assert_eq!(SHOWING.line(None, 3), None);
    }

    #[test]
    fn a_cut_paragraph_says_by_how_much() {
        let paragraph = |text: &str, limit| SHOWING.paragraph(&Untrusted::from(text), limit);
        assert_eq!(paragraph("a\nb", 10), Some("a\nb".into()));
        assert_eq!(
            paragraph("abcdef", 4),
            Some("abcd… [4 of 6 characters]".into())
        );
    }

    #[test]
    fn a_cut_before_what_is_unsure_says_how_much_is_shown() {
        // A mask is shorter than what it hides, so that less is left than was asked for.
        let limit = 3_800;
        let key =
            ["-----BEGIN PRIV", "ATE KEY-----\n"].concat() + &"MIIEowIBAAKCAQEAx3b9\n".repeat(180);
        let text = format!("{key} {}", "z ".repeat(9_000));
        let shown = Reader::MASKING
            .paragraph(&Untrusted::from(text), limit)
            .unwrap();
        let (body, note) = shown.rsplit_once("… [").unwrap();
        let length = body.chars().count();
        assert!(length < limit, "{length}");
        assert!(note.starts_with(&format!("{length} of ")), "{note}");
    }

    #[test]
    fn a_quotation_can_not_be_ended_from_within() {
        let text = Untrusted::from("a\" b\u{202E}\nc");
        assert_eq!(SHOWING.quoted(&text, 9), "\"a' b c\"");
    }

    /// However long it is: what is looked at ends behind the cut, by more than is left out to be sure.
    #[test]
    fn a_long_text_is_shown_as_far_as_is_said() {
        let text = Untrusted::from("x ".repeat(10_000).as_str());
        let shown = Reader::MASKING.paragraph(&text, 500).unwrap();
        let (beginning, note) = shown.split_once('…').unwrap();
        assert_eq!(
            (beginning.chars().count(), note),
            (500, " [500 of 19999 characters]")
        );
    }

    /// A mask is shorter than what it hides, so that the end of what is looked at comes before the cut.
    #[test]
    fn the_half_of_a_secret_where_the_search_ends_is_not_shown() {
        let key = ["gh", "p_", &"aB3dE6gH9".repeat(4)].concat();
        let (dashes, label) = ("-----", ["PRIV", "ATE KEY"].concat());
        let body = "MIIEowIBAAKCAQEAx3b9".repeat(215);
        let block = format!("{dashes}BEGIN {label}{dashes}\n{body}\n{dashes}END {label}{dashes}");
        let filler = "y".repeat(500 + BEYOND - 20 - block.len());
        let text = format!("{block} {filler} {key} {}", "z ".repeat(500));
        let shown = Reader::MASKING.paragraph(&Untrusted::from(text), 500);
        let shown = shown.unwrap();
        assert!(!shown.contains(key.get(..8).unwrap()), "{shown}");
    }
}
