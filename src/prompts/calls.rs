//! Checks that the calls written in our texts are calls that the tools accept: a model copies them.

use std::collections::BTreeMap;
use std::future::ready;
use std::rc::Rc;

use http::{Request, Response};
use serde_json::{Map, Value};

use super::Parameters;
use crate::config::{Config, DEFECTDOJO_URL, UrlPath};
use crate::dojo::{BoxFuture, Day, Transport, TransportError};
use crate::session::Session;
use crate::tools;

const FINDINGS: &str = "get_findings";

/// No schema asks an instance for anything.
struct Nowhere;

impl Transport for Nowhere {
    fn get(&self, _: Request<()>) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        Box::pin(ready(Err(TransportError::Refused)))
    }
}

/// The schemas of arguments by tool, as clients get them, without `token` and `url`: no text of ours may
/// ask for those.
fn schemas() -> BTreeMap<&'static str, Map<String, Value>> {
    let setting = |name: &str| (name == DEFECTDOJO_URL).then(|| "https://dojo.example".to_owned());
    let config = Config::load(setting, UrlPath::Allowed).unwrap();
    let session = Session::new(Rc::new(config), Rc::new(Nowhere), None, Day::from_unix(0));
    let tools = tools::all().into_iter().map(|tool| {
        let listed: Value = serde_json::from_str(&tool.listed(&session)).unwrap();
        let mut arguments = listed["inputSchema"]["properties"]
            .as_object()
            .unwrap()
            .clone();
        arguments.retain(|name, _| name != "token" && name != "url");
        (tool.name, arguments)
    });
    tools.collect()
}

/// The values that an argument may have, where they are fixed.
fn choices(argument: &Value) -> Option<&Vec<Value>> {
    argument
        .get("items")
        .unwrap_or(argument)
        .get("enum")?
        .as_array()
}

/// Panics at a tool, an argument or a fixed value that does not exist. Braces without a tool before
/// them change a call of `get_findings`.
pub(crate) fn check(text: &str) {
    let tools = schemas();
    let verbs = ["get_", "summarize_", "prioritize_", "build_"];
    let is_tool = |word: &&str| verbs.iter().any(|verb| word.starts_with(verb));
    for word in words(text).filter(is_tool) {
        assert!(tools.contains_key(word), "{word} is not a tool");
    }
    for (start, _) in text.match_indices('{') {
        let (before, after) = text.split_at(start);
        let body = after[1..].split_once('}').expect("a closing brace").0;
        if !body.contains(':') {
            continue;
        }
        let tool = before
            .strip_suffix('(')
            .and_then(|text| words(text).last())
            .unwrap_or(FINDINGS);
        let arguments = &tools[tool];
        let mut key = "";
        for (quoted, part) in body
            .split('"')
            .enumerate()
            .map(|(i, part)| (i % 2 == 1, part))
        {
            if quoted {
                if let Some(choices) = arguments.get(key).and_then(choices) {
                    assert!(choices.iter().any(|one| one == part), "{key}: {part}");
                }
                // Its values stand in words, where it is described.
                if key == "date" {
                    let described = &tools[FINDINGS][key]["description"];
                    assert!(described.as_str().unwrap().contains(part), "{key}: {part}");
                }
                continue;
            }
            for (name, _) in part.split(", ").filter_map(|pair| pair.split_once(':')) {
                key = name.trim();
                assert!(arguments.contains_key(key), "{tool} has no {key}");
            }
        }
    }
}

/// A prompt's message with every part it can have.
pub(crate) fn whole_message(message: fn(&Parameters) -> String) -> String {
    let arguments = [("product", "Web Shop"), ("days", "30")];
    let arguments = arguments.map(|(name, value)| (name.to_owned(), value.to_owned()));
    message(&Parameters::parse(&arguments.into()).unwrap())
}

/// A message stays under about 1,100 tokens (`o200k_base` took one for 3.9 characters of them).
pub(crate) fn check_length(message: &str) {
    let characters = message.chars().count();
    assert!(characters <= 4_250, "{characters} characters");
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn right_calls_pass() {
        check(
            "get_findings({severity: [\"Critical\", \"High\"], limit: 0}) then with {overdue: true}",
        );
        check("get_products({name: \"a: b\"}), defectdojo://findings/{id}, get_roles({})");
    }

    #[test]
    #[should_panic(expected = "get_finding is not a tool")]
    fn a_wrong_tool_fails() {
        check("get_finding({finding_id: 1})");
    }

    #[test]
    #[should_panic(expected = "get_tests has no product_id")]
    fn a_wrong_argument_fails() {
        check("get_tests({limit: 1, product_id: 1})");
    }

    #[test]
    #[should_panic(expected = "date: 8 - Past decade")]
    fn a_wrong_date_fails() {
        check("get_findings({date: [\"8 - Past decade\"]})");
    }

    #[test]
    #[should_panic(expected = "status: Fixed")]
    fn a_wrong_value_fails() {
        check("get_findings({severity: [\"High\"], status: [\"Active\", \"Fixed\"]})");
    }
}
