//! Removes what a reader can't see but a model reads.
//!
//! Zero-width and tag characters carry hidden instructions, bidirectional overrides show another text
//! than the one that is read (CVE-2021-42574, "Trojan Source"), control characters upset terminals.

const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
const ZERO_WIDTH_JOINER: char = '\u{200D}';
/// Variation selector 16: as a picture.
const AS_EMOJI: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';

/// Whether a character is invisible or steers the display instead of showing something.
///
/// General category Cc but for tab and line feed, the Unicode property `Default_Ignorable_Code_Point`
/// (`DerivedCoreProperties.txt`: variation selectors, tags, joiners, fillers and format controls),
/// interlinear annotation marks, the format controls of hieroglyphs, and noncharacters. Private use (Co) too:
/// what no standard gives a meaning no two readers see alike, and its 137,468 code points spell any message.
/// Variation selectors go even where a sequence is registered: what is left is the same letter. Unassigned code
/// points stay, as the scripts of tomorrow.
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
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}'
        | '\u{F0000}'..='\u{10FFFF}' => true,
        _ => c as u32 & 0xFFFE == 0xFFFE,
    }
}

/// Whether a hidden character shapes its visible neighbours, so that a reader sees that it is there: then it
/// belongs to the spelling. A joiner may stand beside the virama of an Indic script or between Arabic letters
/// (as in domain names: RFC 5892, appendices A.1 and A.2) and between pictures (a family, UTS #51 section 2.3);
/// the selector of the picture behind a symbol. Never two in a row, and never beside Latin text.
fn shapes(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else {
        return false;
    };
    match (c, after) {
        (ZERO_WIDTH_JOINER | ZERO_WIDTH_NON_JOINER, Some(after))
            if is_indic(before) && is_indic(after) =>
        {
            is_virama(before) || is_virama(after)
        }
        (ZERO_WIDTH_NON_JOINER, Some(after)) => is_arabic(before) && is_arabic(after),
        (ZERO_WIDTH_JOINER, Some(after)) => {
            (is_picture(before) || before == AS_EMOJI) && is_picture(after)
        }
        (AS_EMOJI, Some(KEYCAP)) => matches!(before, '0'..='9' | '#' | '*'),
        (AS_EMOJI, _) => is_picture(before),
        _ => false,
    }
}

/// The scripts of India and Sri Lanka.
const fn is_indic(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{DFF}')
}

/// Canonical combining class 9 in these scripts: at one place of each block, but for those of
/// Malayalam and Sinhala.
const fn is_virama(c: char) -> bool {
    is_indic(c) && (c as u32 & 0x7F == 0x4D || matches!(c, '\u{D3B}' | '\u{D3C}' | '\u{DCA}'))
}

/// Letters and vowel signs.
const fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{65F}' | '\u{66E}'..='\u{6D3}' | '\u{6FA}'..='\u{6FF}' | '\u{750}'..='\u{77F}')
}

/// The blocks of symbols that `Extended_Pictographic` characters are in (`emoji-data.txt`).
const fn is_picture(c: char) -> bool {
    matches!(c, '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{24C2}' | '\u{25A0}'..='\u{27BF}'
        | '\u{2934}'..='\u{2935}' | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}'
        | '\u{3299}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Text of several lines without hidden characters; every line end of Unicode (UAX #14, class BK, CR and NL)
/// becomes `\n`, so that no words grow together.
#[must_use]
pub fn clean(text: &str) -> String {
    // Most texts have nothing to be cleaned of.
    if text
        .bytes()
        .all(|c| matches!(c, b' '..=b'~' | b'\t' | b'\n'))
    {
        return text.to_owned();
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let kept = match c {
            '\r' if after == Some('\n') => continue,
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            _ if is_hidden(c) && !shapes(before, c, after) => continue,
            _ => c,
        };
        cleaned.push(kept);
        before = Some(kept);
    }
    cleaned
}

/// Text of one line without hidden characters; runs of white space become one space.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let mut last = b' ';
    let is_line = text.bytes().all(|c| {
        let before = std::mem::replace(&mut last, c);
        matches!(c, b'!'..=b'~') || (c == b' ' && before != b' ')
    });
    if is_line && last != b' ' {
        return text.to_owned();
    }
    let text = clean(text);
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_properties::props::{
        BidiControl, CanonicalCombiningClass, DefaultIgnorableCodePoint, ExtendedPictographic,
        GeneralCategory, JoiningType, NoncharacterCodePoint, VariationSelector,
    };
    use icu_properties::{CodePointMapData, CodePointSetData};

    fn every_character() -> impl Iterator<Item = char> {
        '\0'..=char::MAX
    }

    /// Visible signs of number and verse that stand before what they embrace, and so are in category Cf:
    /// `Prepended_Concatenation_Mark` (`PropList.txt`).
    fn is_prepended_mark(c: char) -> bool {
        matches!(
            c,
            '\u{600}'
                ..='\u{605}'
                    | '\u{6DD}'
                    | '\u{70F}'
                    | '\u{890}'
                    | '\u{891}'
                    | '\u{8E2}'
                    | '\u{110BD}'
                    | '\u{110CD}'
        )
    }

    /// Unicode's own tables say of every character whether it may be seen.
    #[test]
    fn of_all_of_unicode_what_is_hidden_goes_and_all_else_stays() {
        let category = CodePointMapData::<GeneralCategory>::new();
        let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        let bidi = CodePointSetData::new::<BidiControl>();
        let variation = CodePointSetData::new::<VariationSelector>();
        let nothing = CodePointSetData::new::<NoncharacterCodePoint>();
        let mut counts = [0_u32; 3];
        for c in every_character() {
            let expected = match (c, category.get(c)) {
                ('\t' | '\n', _) => format!("a{c}b"),
                ('\r' | '\u{B}' | '\u{C}' | '\u{85}', _)
                | (_, GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator) => {
                    "a\nb".to_owned()
                }
                (_, GeneralCategory::Control | GeneralCategory::PrivateUse) => "ab".to_owned(),
                (_, GeneralCategory::Format) if !is_prepended_mark(c) => "ab".to_owned(),
                _ if ignorable.contains(c)
                    || bidi.contains(c)
                    || variation.contains(c)
                    || nothing.contains(c) =>
                {
                    "ab".to_owned()
                }
                _ => format!("a{c}b"),
            };
            let text = format!("a{c}b");
            assert_eq!(clean(&text), expected, "{c:?}");
            assert_eq!(clean(&expected), expected, "{c:?} twice");
            let line = clean_line(&text);
            let visible = match expected.as_str() {
                "ab" => "ab".to_owned(),
                _ if c.is_whitespace() => "a b".to_owned(),
                kept => kept.to_owned(),
            };
            assert_eq!(line, visible, "{c:?} in a line");
            counts[expected.chars().count() - 2 + usize::from(expected == "a\nb")] += 1;
        }
        assert_eq!(counts.iter().sum::<u32>(), 0x11_0000 - 0x800);
        assert!(counts[0] > 137_468 && counts[1] > 900_000, "{counts:?}");
    }

    /// Where a joiner or the picture selector stays, both neighbours are such as it shapes; between any other
    /// two it goes.
    #[test]
    fn what_shapes_stays_only_where_it_shapes() {
        let combining = CodePointMapData::<CanonicalCombiningClass>::new();
        let joining = CodePointMapData::<JoiningType>::new();
        let category = CodePointMapData::<GeneralCategory>::new();
        let pictures = CodePointSetData::new::<ExtendedPictographic>();
        let virama = '\u{94D}';
        let mut kept = 0;
        for c in every_character().filter(|c| !is_hidden(*c)) {
            let is_symbol = matches!(
                category.get(c),
                GeneralCategory::OtherSymbol
                    | GeneralCategory::MathSymbol
                    | GeneralCategory::ModifierSymbol
                    | GeneralCategory::OtherPunctuation
                    | GeneralCategory::DashPunctuation
                    | GeneralCategory::OpenPunctuation
                    | GeneralCategory::ClosePunctuation
                    | GeneralCategory::LowercaseLetter
                    | GeneralCategory::OtherNumber
                    | GeneralCategory::Unassigned
            ) && !c.is_ascii();
            let is_viramatic = combining.get(c) == CanonicalCombiningClass::Virama;
            for joiner in [ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER, AS_EMOJI] {
                let pair = format!("{c}{joiner}{c}");
                if clean(&pair) == pair {
                    kept += 1;
                    let joins = joining.get(c) != JoiningType::NonJoining;
                    let allowed = match joiner {
                        ZERO_WIDTH_NON_JOINER => is_viramatic || joins || c > '\u{61F}',
                        ZERO_WIDTH_JOINER => is_viramatic || is_symbol,
                        _ => is_symbol,
                    };
                    assert!(allowed, "{c:?} {joiner:?}");
                    assert!(!c.is_ascii(), "{c:?} {joiner:?}");
                } else {
                    assert_eq!(clean(&pair), format!("{c}{c}"), "{c:?} {joiner:?}");
                }
                // Never beside Latin text, and never two in a row.
                for text in [format!("a{joiner}{c}"), format!("{c}{joiner}{joiner}{c}")] {
                    assert!(clean(&text).matches(joiner).count() <= 1, "{text:?}");
                }
                assert_eq!(clean(&format!("a{joiner}{c}")), format!("a{c}"), "{c:?}");
            }
            if pictures.contains(c) && category.get(c) != GeneralCategory::Unassigned {
                for text in [format!("{c}\u{200D}{c}"), format!("{c}{AS_EMOJI}")] {
                    assert_eq!(clean(&text), text);
                }
            }
            if is_viramatic && is_indic(c) {
                assert_eq!(clean(&format!("क{c}\u{200D}ष")), format!("क{c}\u{200D}ष"));
            }
        }
        assert!(kept > 3_000, "{kept}");
        assert_eq!(clean(&format!("क{virama}\u{200D}a")), format!("क{virama}a"));
    }

    #[test]
    fn readable_text_stays_as_it_is() {
        for text in [
            "Übergröße\t検査 — “x” 🦀\n<b>&amp;</b>",
            "تسريب بيانات الاعتماد في السجلّات",
            "می\u{200C}خواهم گذرواژه را عوض کنم",
            "क्रॉस-साइट स्क्रिप्टिंग, क्\u{200D}ष, क्\u{200C}ष",
            "র\u{200D}্যাম এবং শ্রীমতী",
            "ශ්\u{200D}රී ලංකා",
            "การรับรองความถูกต้องล้มเหลว",
            "跨站脚本攻击（XSS）　漏洞",
            "パスワードがログに出る。ﾊﾝｶｸ",
            "교차 사이트 스크립팅",
            "Межсайтовый скриптинг й",
            "e\u{301}a\u{308}\u{323} Việt Nam",
            "אימות שבור",
            "ማረጋገጫ ተሰብሯል",
            "👨\u{200D}👩\u{200D}👧\u{200D}👦 👩🏽\u{200D}💻 ❤\u{FE0F}\u{200D}🔥 🏳\u{FE0F}\u{200D}🌈 🐦\u{200D}⬛ 1\u{FE0F}\u{20E3} ⚠\u{FE0F} ©\u{FE0F} 🇩🇪",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    /// An English text with a bit behind each letter, the message of tags, and that of variation selectors.
    #[test]
    fn no_channel_is_left_in_plain_text() {
        let bits: String = "a secret channel"
            .chars()
            .flat_map(|c| {
                [
                    c,
                    '\u{200C}',
                    '\u{200D}',
                    '\u{FE0F}',
                    '\u{E0141}',
                    '\u{E0061}',
                ]
            })
            .collect();
        assert_eq!(clean(&bits), "a secret channel");
        assert_eq!(
            clean("🏴\u{E0067}\u{E0062}\u{E007F} 😀\u{FE01}\u{E0101}"),
            "🏴 😀"
        );
    }

    #[test]
    fn a_line_has_one_space_between_words() {
        assert_eq!(
            clean_line("  SQL\r\n injection\t\u{200B} in \u{0} x "),
            "SQL injection in x"
        );
        assert_eq!(clean_line("a\u{200B}b\u{E0041}"), "ab");
        for plain in ["a  b", " a b", "a b ", "a\tb"] {
            assert_eq!(clean_line(plain), "a b", "{plain:?}");
        }
    }

    #[test]
    fn line_ends_are_unified() {
        assert_eq!(clean("a\r\nb\rc\nd\u{2028}e\u{85}f"), "a\nb\nc\nd\ne\nf");
    }
}
