//! Checks that the calls written in our texts are calls that the tools accept: a model copies them.

use std::collections::BTreeMap;

use super::Parameters;

const FINDINGS: &str = "get_findings";

/// Arguments by tool; `token` and `url` are left out, since no text of ours may ask for them.
const TOOLS: [(&str, &str); 12] = [
    (
        FINDINGS,
        "severity status status_match date limit offset product_id product_name product_type_id \
         engagement_id test_id test_type cwe vulnerability_id title component_name file_path tags \
         epss_min known_exploited has_jira fix_available overdue discovered_after \
         discovered_before closed_after closed_before order_by response_format",
    ),
    ("get_finding_by_id", "finding_id"),
    (
        "get_products",
        "name product_type_id criticality lifecycle tags limit offset",
    ),
    ("get_product_types", "name limit offset"),
    (
        "get_engagements",
        "product_id product_type_id status active tags limit offset",
    ),
    ("get_tests", "engagement_id test_type tags limit offset"),
    ("get_users", "limit offset"),
    ("get_user_by_id", "user_id"),
    ("get_groups", "name limit offset"),
    ("get_group_by_id", "group_id"),
    ("get_dojo_group_members", "group_id limit offset"),
    ("get_roles", "limit offset"),
];

/// Values by argument of `get_findings`, where they are fixed.
const VALUES: [(&str, &[&str]); 5] = [
    ("severity", &["Critical", "High", "Medium", "Low", "Info"]),
    (
        "status",
        &[
            "Any",
            "Active",
            "Open",
            "Verified",
            "Out of Scope",
            "False Positive",
            "Inactive",
            "Risk Accepted",
            "Closed",
            "Under Review",
        ],
    ),
    ("status_match", &["any", "all"]),
    (
        "date",
        &[
            "0 - Any date",
            "1 - Today",
            "2 - Past 7 days",
            "3 - Past 30 days",
            "4 - Past 90 days",
            "5 - Current month",
            "6 - Current year",
            "7 - Past year",
        ],
    ),
    (
        "order_by",
        &[
            "severity", "newest", "oldest", "sla_due", "product", "title",
        ],
    ),
];

/// Panics at a tool, an argument or a fixed value that does not exist. Braces without a tool before
/// them change a call of `get_findings`.
pub(crate) fn check(text: &str) {
    let tools = BTreeMap::from(TOOLS);
    for word in words(text).filter(|word| word.starts_with("get_")) {
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
        let arguments: Vec<_> = words(tools[tool]).collect();
        let mut key = "";
        for (quoted, part) in body
            .split('"')
            .enumerate()
            .map(|(i, part)| (i % 2 == 1, part))
        {
            if quoted {
                let fixed = VALUES
                    .iter()
                    .find(|(name, _)| tool == FINDINGS && *name == key);
                if let Some((_, values)) = fixed {
                    assert!(values.contains(&part), "{key}: {part}");
                }
                continue;
            }
            for (name, _) in part.split(", ").filter_map(|pair| pair.split_once(':')) {
                key = name.trim();
                assert!(arguments.contains(&key), "{tool} has no {key}");
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
    #[should_panic(expected = "status: Fixed")]
    fn a_wrong_value_fails() {
        check("get_findings({severity: [\"High\"], status: [\"Active\", \"Fixed\"]})");
    }
}
