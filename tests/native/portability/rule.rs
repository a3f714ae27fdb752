//! What some client demands of a tool, as data, and the search for what breaks it.

use super::part::{self, Part};
use super::{answer_rules, schema_rules, tool_rules};
use serde_json::Value;
use std::fmt;

/// One demand, and the client that is the strictest about it.
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) client: &'static str,
    /// What happens when it is broken.
    pub(super) reason: &'static str,
    pub(super) holds: Holds,
}

/// What a rule is about, and whether it holds there.
pub(super) enum Holds {
    /// The whole list.
    List(fn(&[Value]) -> bool),
    /// One tool of the list.
    Tool(fn(&Value) -> bool),
    /// The schema of a tool's arguments, or of its results.
    Root(fn(&Value) -> bool),
    /// Such a schema and all schemas inside it.
    Schema(fn(&Value) -> bool),
    /// The schema of a tool's results and all inside it.
    Output(fn(&Value) -> bool),
    /// The schema of one argument.
    Argument(fn(&Value) -> bool),
    /// A tool, and the result of a call of it.
    Answer(fn(&Value, &Value) -> bool),
}

/// Every rule.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    let groups = [tool_rules::RULES, schema_rules::RULES, answer_rules::RULES];
    groups.into_iter().flatten()
}

/// A broken rule.
pub(super) struct Violation {
    pub(super) rule: &'static Rule,
    place: String,
}

impl fmt::Debug for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rule, place) = (self.rule, &self.place);
        write!(
            formatter,
            "{place}: {} ({}: {})",
            rule.name, rule.client, rule.reason
        )
    }
}

/// What a list of tools breaks.
pub(super) fn broken_by_tools(tools: &[Value]) -> Vec<Violation> {
    let mut found = Vec::new();
    for rule in rules() {
        let (parts, holds) = match rule.holds {
            Holds::List(holds) => {
                let place = "the list".to_owned();
                found.extend((!holds(tools)).then_some(Violation { rule, place }));
                continue;
            }
            Holds::Tool(holds) => (part::tools(tools), holds),
            Holds::Root(holds) => (part::roots(tools), holds),
            Holds::Schema(holds) => (part::schemas(tools), holds),
            Holds::Output(holds) => (part::outputs(tools), holds),
            Holds::Argument(holds) => (part::arguments(tools), holds),
            Holds::Answer(_) => continue,
        };
        let broken = parts.into_iter().filter(|part| !holds(part.json));
        found.extend(broken.map(|Part { place, .. }| Violation { rule, place }));
    }
    found
}

/// What the result of a call breaks.
pub(super) fn broken_by_answer(tool: &Value, result: &Value) -> Vec<Violation> {
    let place = tool["name"].to_string();
    let broken = rules().filter(|rule| match rule.holds {
        Holds::Answer(holds) => !holds(tool, result),
        _ => false,
    });
    let violation = |rule| Violation {
        rule,
        place: place.clone(),
    };
    broken.map(violation).collect()
}
