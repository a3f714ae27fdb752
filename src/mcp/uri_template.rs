//! Reads a URI back into the variables of its template.

use percent_encoding::percent_decode_str;

use super::Variables;

/// The variables that make `template` into `uri`, percent-decoded; nothing when it doesn't fit.
///
/// Only simple expansion (RFC 6570 section 3.2.2) is understood. It never yields a `/`, `?` or `#`,
/// so a variable ends before one, and no resource can be had under two paths.
pub(super) fn variables(template: &str, uri: &str) -> Option<Variables> {
    let mut variables = Variables::new();
    let mut template = template;
    let mut uri = uri;
    while let Some((literal, rest)) = template.split_once('{') {
        let (name, rest) = rest.split_once('}')?;
        uri = uri.strip_prefix(literal)?;
        let stop = rest.chars().next().filter(|&next| next != '{');
        let end = uri
            .find(|c| matches!(c, '/' | '?' | '#') || Some(c) == stop)
            .unwrap_or(uri.len());
        let (value, remaining) = uri.split_at(end);
        let value = percent_decode_str(value).decode_utf8().ok()?;
        if value.is_empty() {
            return None;
        }
        variables.insert(name.to_owned(), value.into_owned());
        uri = remaining;
        template = rest;
    }
    (uri == template).then_some(variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(template: &str, uri: &str) -> Option<Vec<(String, String)>> {
        variables(template, uri).map(|found| found.into_iter().collect())
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_variable_is_one_segment() {
        let template = "app://things/{id}";
        assert_eq!(
            found(template, "app://things/42"),
            Some(vec![pair("id", "42")])
        );
        for other in [
            "app://things/",
            "app://things/42/",
            "app://things/42/parts",
            "app://things/42?x=1",
            "app://things/42#x",
            "app://other/42",
            "app://things",
        ] {
            assert_eq!(found(template, other), None, "{other}");
        }
    }

    #[test]
    fn literals_may_follow_a_variable() {
        assert_eq!(
            found("app://{kind}/{id}/data", "app://a/b/data"),
            Some(vec![pair("id", "b"), pair("kind", "a")])
        );
        assert_eq!(
            found("app://{id}.json", "app://7.json"),
            Some(vec![pair("id", "7")])
        );
        assert_eq!(found("app://{id}/data", "app://b/date"), None);
    }

    #[test]
    fn values_are_percent_decoded_utf_8() {
        assert_eq!(
            found("app://{id}", "app://a%2Fb%20%C3%A9"),
            Some(vec![pair("id", "a/b é")])
        );
        assert_eq!(found("app://{id}", "app://%FF"), None);
    }

    #[test]
    fn without_a_variable_it_compares() {
        assert_eq!(found("app://fixed", "app://fixed"), Some(vec![]));
        assert_eq!(found("app://fixed", "app://fixed2"), None);
    }
}
