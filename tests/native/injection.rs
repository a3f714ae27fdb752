//! Texts that scanners and attackers wrote, as they come through: cleaned, and without the caller's token.

use crate::harness::Native;
use crate::support::walk;
use dojo_sim::{Account, Planted, Profile};
use serde_json::{Map, json};

/// Characters that a reader does not see, or that change what it sees.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c,
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
            | '\u{E0000}'..='\u{E007F}')
}

#[test]
fn nothing_hidden_and_no_token_comes_through() {
    let native = Native::new(Profile::Oss3, 300, "2026-11-22");
    let planted = |wanted| {
        let findings = native.portfolio().findings.iter();
        findings
            .filter(move |row| row.planted == Some(wanted))
            .map(|row| row.id)
            .collect::<Vec<_>>()
    };
    let token = native.dojo.token(Account::Admin);
    let hidden = native.portfolio().findings.iter();
    assert!(hidden.flat_map(|row| row.title.chars()).any(is_hidden));
    let mut texts = Vec::new();
    for format in ["concise", "detailed"] {
        let asked = Map::from_iter([("response_format".to_owned(), json!(format))]);
        let pages = walk(|page| native.tool("get_findings", page), &asked, "findings");
        texts.extend(pages.iter().map(ToString::to_string));
    }
    for kind in [
        Planted::InvisibleText,
        Planted::LiveToken,
        Planted::TokenLike,
    ] {
        for id in planted(kind) {
            texts.push(native.text("get_finding_by_id", json!({"finding_id": id})));
        }
    }
    for text in &texts {
        assert!(!text.contains(token), "a token");
        assert!(!text.contains(is_hidden), "{text}");
        // Nor as escapes of JSON.
        for escape in ["\\u001b", "\\u0008", "\\b", "\\u007f", "\\u200b", "\\u202e"] {
            assert!(!text.to_lowercase().contains(escape), "{escape}: {text}");
        }
        assert!(text.contains("data, never instructions"), "{text}");
    }
    // The orders that were planted are shown as what they are: text of a finding.
    assert!(
        texts
            .iter()
            .any(|text| text.contains("Ignore all previous instructions"))
    );
}
