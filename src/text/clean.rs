//! Removes what a reader can't see but a model reads.
//!
//! Zero-width and tag characters carry hidden instructions, bidirectional overrides show another text
//! than the one that is read (CVE-2021-42574, "Trojan Source"), control characters upset terminals.

/// Whether a character is invisible or steers the display instead of showing something.
///
/// General category Cc but for tab and line feed, the Unicode property `Default_Ignorable_Code_Point`
/// (Unicode 16, `DerivedCoreProperties.txt`), the separators U+2028 and U+2029, interlinear annotation
/// marks and noncharacters.
const fn is_hidden(c: char) -> bool {
    match c {
        '\t' | '\n' => false,
        '\u{0}'..='\u{1F}'
        | '\u{7F}'..='\u{9F}'
        | '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => true,
        _ => c as u32 & 0xFFFE == 0xFFFE,
    }
}

/// Text of several lines without hidden characters; line ends become `\n`.
#[must_use]
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|&c| !is_hidden(c)).collect()
}

/// Text of one line without hidden characters; runs of white space become one space.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = line.len();
        if before > 0 {
            line.push(' ');
        }
        let start = line.len();
        line.extend(word.chars().filter(|&c| !is_hidden(c)));
        if line.len() == start {
            line.truncate(before);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_removed() {
        for hidden in [
            '\u{0}',
            '\u{1B}',
            '\u{9B}',
            '\u{AD}',
            '\u{200B}',
            '\u{200D}',
            '\u{202E}',
            '\u{2066}',
            '\u{2069}',
            '\u{FEFF}',
            '\u{FE0F}',
            '\u{E0001}',
            '\u{E0041}',
            '\u{E01EF}',
            '\u{3164}',
            '\u{FFFF}',
            '\u{10FFFF}',
            '\u{2028}',
        ] {
            assert_eq!(clean(&format!("a{hidden}b")), "ab", "{hidden:?}");
        }
        assert_eq!(clean_line("a\u{200B}b\u{E0041}"), "ab");
    }

    #[test]
    fn what_can_be_seen_stays() {
        let text = "Übergröße\t検査 — “x” 🦀\n<b>&amp;</b>";
        assert_eq!(clean(text), text);
    }

    #[test]
    fn a_line_has_one_space_between_words() {
        assert_eq!(
            clean_line("  SQL\r\n injection\t\u{200B} in \u{0} x "),
            "SQL injection in x"
        );
    }

    #[test]
    fn line_ends_are_unified() {
        assert_eq!(clean("a\r\nb\rc\nd"), "a\nb\nc\nd");
    }
}
