//! The search for tokens in all that a server says.
//!
//! A server learns tokens from its clients alone, so those in use are the ones that a client has sent. All tests
//! of a program share the list: what one caller sent must not reach another either.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

static SENT: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// As long as DefectDojo's tokens are, in hexadecimal digits.
const LENGTH: usize = 40;

/// A token of another form has at least as many characters to be looked for: shorter ones are words.
const SHORTEST: usize = 16;

/// How the simulator writes a token into a finding. There anybody who may see the finding may read it, but for
/// the token's own bearer: the server knows no other.
const PLANTED: [&str; 2] = ["API token ", "Authorization: Token "];

/// What one request brought along: the tokens that nothing that comes back for it may show.
#[derive(Debug, Default)]
pub struct Sent(Vec<String>);

impl Sent {
    /// Has `token` looked for from now on in all that servers say.
    pub fn token(&mut self, token: &str) {
        if token.len() >= SHORTEST {
            sent().insert(token.to_owned());
            self.0.push(token.to_owned());
        }
    }

    /// The same for all in `text` that has the form of DefectDojo's tokens.
    pub fn text(&mut self, text: &str) {
        let words = text.split(|character: char| !character.is_ascii_hexdigit());
        words
            .filter(|word| word.len() == LENGTH)
            .for_each(|word| self.token(word));
    }

    /// Fails where `text`, an answer to this request, shows a token in use.
    pub fn assert_kept(&self, text: &str) {
        if let Some(leak) = self.leak(text) {
            panic!("an answer shows a token: {leak}");
        }
    }

    fn leak(&self, text: &str) -> Option<String> {
        leak(text).or_else(|| {
            let shown = self.0.iter().find(|own| text.contains(*own));
            shown.map(|own| around(text, own))
        })
    }
}

/// Fails where `text`, which a server wrote for its operator, shows a token in use.
pub fn assert_kept(text: &str) {
    if let Some(leak) = leak(text) {
        panic!("a server writes a token: {leak}");
    }
}

/// What stands around the first token in use that `text` shows, beside those that the simulator planted.
fn leak(text: &str) -> Option<String> {
    let tokens = sent();
    tokens.iter().find_map(|token| {
        if !text.contains(token) {
            return None;
        }
        let rest = PLANTED.iter().fold(text.to_owned(), |text, words| {
            text.replace(&format!("{words}{token}"), words)
        });
        rest.contains(token).then(|| around(&rest, token))
    })
}

fn around(text: &str, token: &str) -> String {
    let (before, after) = text.split_once(token).unwrap_or_default();
    let before: String = before.chars().rev().take(100).collect();
    let before: String = before.chars().rev().collect();
    let after: String = after.chars().take(100).collect();
    format!("{before}[TOKEN]{after}")
}

fn sent() -> MutexGuard<'static, BTreeSet<String>> {
    SENT.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A token of this test alone, since all tests share the list.
    fn token(digit: char) -> String {
        digit.to_string().repeat(LENGTH)
    }

    #[test]
    fn a_token_is_found_wherever_it_was_sent() {
        let (own, other) = (token('a'), token('b'));
        let mut sent = Sent::default();
        sent.text(&format!("{{\"token\":\"{own}\"}}"));
        Sent::default().text(&format!("Token {other}"));
        for shown in [&own, &other] {
            let text = format!("x{shown}y");
            assert_eq!(sent.leak(&text), Some("x[TOKEN]y".to_owned()));
            assert_eq!(leak(&text), Some("x[TOKEN]y".to_owned()));
        }
        assert_eq!(sent.leak("nothing here"), None);
        assert_eq!(sent.leak(&token('c')), None, "it is in nobody's use");
    }

    #[test]
    fn a_planted_token_is_kept_from_its_bearer_only() {
        let (own, other) = (token('d'), token('e'));
        let mut sent = Sent::default();
        sent.token(&own);
        Sent::default().token(&other);
        let planted = |token: &str| format!("API token {token} found");
        assert_eq!(sent.leak(&planted(&other)), None);
        assert!(sent.leak(&planted(&own)).is_some());
    }

    #[test]
    fn a_token_of_another_form_is_looked_for_too() {
        let mut sent = Sent::default();
        sent.token("A-._~+/not-hexadecimal");
        sent.token("short");
        assert!(leak("[A-._~+/not-hexadecimal]").is_some());
        assert_eq!(leak("in short"), None);
    }
}
