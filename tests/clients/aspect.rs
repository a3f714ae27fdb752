//! What is held against the truth of a client's session, part by part.

use crate::transcript::{Call, Session};
use crate::truth::{BY_ID, FAILING, FILTERS, STATUSES};
use assert_json_diff::{CompareMode, Config, NumericMode, assert_json_matches_no_panic};
use serde_json::{Value, json};

/// A part of what a client shows its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aspect {
    /// The version that was agreed on.
    Protocol,
    /// The server's name and version.
    Server,
    Instructions,
    /// The names of all tools.
    Tools,
    /// All that is told of a tool, its schemas above all.
    Schemas,
    Prompts,
    /// The titles of the prompts' arguments.
    ArgumentTitles,
    Resources,
    Templates,
    Filters,
    ById,
    /// A call that fails, as a result that says so.
    Errors,
    /// A call that takes several requests to DefectDojo.
    Statuses,
    /// What is told of it meanwhile.
    Progress,
    /// The prompts, filled in.
    PromptTexts,
    /// A resource and an object by its template.
    Contents,
    Completion,
}

/// What a part came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds,
    /// The client does not show it.
    Absent,
    /// What is wrong.
    Differs(String),
}

impl Aspect {
    pub(crate) const ALL: [Self; 17] = [
        Self::Protocol,
        Self::Server,
        Self::Instructions,
        Self::Tools,
        Self::Schemas,
        Self::Prompts,
        Self::ArgumentTitles,
        Self::Resources,
        Self::Templates,
        Self::Filters,
        Self::ById,
        Self::Errors,
        Self::Statuses,
        Self::Progress,
        Self::PromptTexts,
        Self::Contents,
        Self::Completion,
    ];

    /// As the table has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Protocol => "protocol version",
            Self::Server => "server's name",
            Self::Instructions => "instructions",
            Self::Tools => "tools",
            Self::Schemas => "schemas",
            Self::Prompts => "prompts",
            Self::ArgumentTitles => "titles of prompts' arguments",
            Self::Resources => "resources",
            Self::Templates => "templates",
            Self::Filters => "call with filters",
            Self::ById => "call by id",
            Self::Errors => "call that fails",
            Self::Statuses => "call with several statuses",
            Self::Progress => "progress",
            Self::PromptTexts => "prompts' texts",
            Self::Contents => "resources' contents",
            Self::Completion => "completion",
        }
    }

    /// Compares this part of what a client `got` with the `truth`, where `protocol` is to be spoken.
    pub(crate) fn judge(self, got: &Session, truth: &Session, protocol: &str) -> Verdict {
        match self {
            Self::Protocol => same(&self.part(got), &json!(protocol)),
            _ => same(&self.part(got), &self.part(truth)),
        }
    }

    /// What of a session it is about; null where the session has no such thing.
    fn part(self, session: &Session) -> Value {
        match self {
            Self::Protocol => json!(session.protocol),
            Self::Server => json!(session.server),
            Self::Instructions => json!(session.instructions),
            Self::Tools => each(session.tools.as_ref(), &["name"]),
            Self::Schemas => json!(session.tools.as_ref().filter(|tools| !are_names(tools))),
            Self::Prompts => json!(session.prompts.as_deref().map(untitled)),
            Self::ArgumentTitles => json!(session.prompts.as_deref().and_then(argument_titles)),
            Self::Resources => json!(session.resources),
            Self::Templates => json!(session.templates),
            Self::Filters => call(session, FILTERS),
            Self::ById => call(session, BY_ID),
            Self::Errors => call(session, FAILING),
            Self::Statuses => call(session, STATUSES),
            Self::Progress => progress(session),
            Self::PromptTexts => each(session.got_prompts.as_ref(), &["description", "messages"]),
            Self::Contents => each(session.read.as_ref(), &["contents"]),
            Self::Completion => json!(session.completions),
        }
    }
}

/// Compares what a client got with the truth. `1.0` and `1` are the same number to a client in JavaScript.
fn same(got: &Value, truth: &Value) -> Verdict {
    if got.is_null() {
        return Verdict::Absent;
    }
    let config = Config::new(CompareMode::Strict).numeric_mode(NumericMode::AssumeFloat);
    match assert_json_matches_no_panic(got, truth, config) {
        Ok(()) => Verdict::Holds,
        Err(difference) => Verdict::Differs(format!(
            "lhs is what the client got, rhs the truth: {difference}"
        )),
    }
}

/// Whether no more than the tools' names is there.
fn are_names(tools: &[Value]) -> bool {
    tools
        .iter()
        .all(|tool| tool.as_object().is_some_and(|tool| tool.len() == 1))
}

fn untitled(prompts: &[Value]) -> Vec<Value> {
    let mut prompts = prompts.to_owned();
    for prompt in &mut prompts {
        for argument in prompt["arguments"].as_array_mut().into_iter().flatten() {
            argument
                .as_object_mut()
                .map(|fields| fields.remove("title"));
        }
    }
    prompts
}

/// Nothing where there are none.
fn argument_titles(prompts: &[Value]) -> Option<Vec<&Value>> {
    let arguments = prompts
        .iter()
        .filter_map(|prompt| prompt["arguments"].as_array());
    let titles = arguments
        .flatten()
        .filter_map(|argument| argument.get("title"));
    Some(titles.collect()).filter(|titles: &Vec<_>| !titles.is_empty())
}

/// A call: whether it tells of an error, what it says and what it holds.
fn call(session: &Session, place: usize) -> Value {
    match session.calls.as_ref().and_then(|calls| calls.get(place)) {
        Some(Call::Answered { result, .. }) => {
            let mut kept = fields(result, &["content", "structuredContent"]);
            for part in kept["content"].as_array_mut().into_iter().flatten() {
                part["text"] = json!(part["text"].as_str().map(anonymous));
            }
            // Left out, it means false.
            kept["isError"] = json!(result["isError"] == true);
            kept
        }
        Some(Call::Failed { failure }) => json!({"failure": failure}),
        None => Value::Null,
    }
}

/// An error's words with the same id for every request; others as they are. Two requests have two ids.
fn anonymous(words: &str) -> String {
    const MARK: &str = " (request ";
    const DIGITS: usize = 12;
    match words.rsplit_once(MARK) {
        Some((before, id)) if id.len() == DIGITS + 1 && id.ends_with(')') => {
            format!("{before}{MARK}{})", "0".repeat(DIGITS))
        }
        _ => words.to_owned(),
    }
}

/// Null where none was shown.
fn progress(session: &Session) -> Value {
    let calls = session.calls.as_deref().unwrap_or_default();
    match calls.get(STATUSES) {
        Some(Call::Answered {
            progress: Some(steps),
            ..
        }) if !steps.is_empty() => json!(steps),
        _ => Value::Null,
    }
}

fn each(all: Option<&Vec<Value>>, names: &[&str]) -> Value {
    all.map_or(Value::Null, |all| {
        all.iter().map(|object| fields(object, names)).collect()
    })
}

/// Some fields of an object: the eras differ in others. `failure` is what a driver puts in a result's place.
fn fields(object: &Value, names: &[&str]) -> Value {
    let kept = names.iter().chain(&["failure"]);
    let kept = kept.filter_map(|name| Some(((*name).to_owned(), object.get(name)?.clone())));
    kept.collect::<serde_json::Map<_, _>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROTOCOL: &str = "2025-11-25";

    /// A session in which every part is there.
    fn whole() -> Value {
        let answered =
            json!({"result": {"content": [{"text": "a"}], "isError": false}, "progress": []});
        let mut last = answered.clone();
        last["progress"] = json!([{"progress": 1.0, "total": 2.0, "message": "a"}]);
        json!({
            "protocol": PROTOCOL,
            "server": {"name": "a", "version": "1"},
            "instructions": "a",
            "tools": [{"name": "a", "inputSchema": {"properties": {"a": {"type": "string"}}}}],
            "prompts": [{"name": "a", "arguments": [{"name": "a", "title": "a"}]}],
            "resources": [{"uri": "a"}],
            "templates": [{"uriTemplate": "a"}],
            "calls": [answered, answered, answered, last],
            "gotPrompts": [{"messages": [{"role": "user"}]}],
            "read": [{"contents": [{"text": "a"}]}],
            "completions": [{"values": ["a"]}],
        })
    }

    /// Changes everything at the bottom of a value.
    fn spoil(value: &mut Value) {
        match value {
            Value::Null => {}
            Value::Bool(truth) => *truth = !*truth,
            Value::Number(number) => *value = json!(number.as_f64().unwrap() + 1.0),
            Value::String(text) => text.push('!'),
            Value::Array(values) => values.iter_mut().for_each(spoil),
            Value::Object(fields) => fields.values_mut().for_each(spoil),
        }
    }

    fn session(json: Value) -> Session {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn every_part_is_compared() {
        let truth = session(whole());
        let mut spoiled = whole();
        spoil(&mut spoiled);
        let spoiled = session(spoiled);
        let nothing = session(json!({}));
        for aspect in Aspect::ALL {
            let judge = |got| aspect.judge(got, &truth, PROTOCOL);
            assert_eq!(judge(&truth), Verdict::Holds, "{aspect:?}");
            assert_eq!(judge(&nothing), Verdict::Absent, "{aspect:?}");
            let verdict = judge(&spoiled);
            assert!(matches!(verdict, Verdict::Differs(_)), "{aspect:?}");
        }
    }

    #[test]
    fn errors_differ_in_more_than_the_id_of_their_request() {
        let failed = |words: &str| {
            let mut failed = whole();
            failed["calls"][FAILING]["result"] =
                json!({"content": [{"text": words}], "isError": true});
            session(failed)
        };
        let judge = |got, truth| Aspect::Errors.judge(&failed(got), &failed(truth), PROTOCOL);
        let truth = "wrong (request 00000000a1b2)";
        assert_eq!(judge("wrong (request 0123456789ab)", truth), Verdict::Holds);
        for other in ["wrong", "wrong ()", "bad (request 0123456789ab)"] {
            let verdict = judge(other, truth);
            assert!(matches!(verdict, Verdict::Differs(_)), "{other}");
        }
    }

    #[test]
    fn a_call_that_the_client_gave_up_is_no_result() {
        let mut failed = whole();
        failed["calls"] = json!(vec![json!({"failure": "a"}); 4]);
        for aspect in [Aspect::Filters, Aspect::Errors] {
            let verdict = aspect.judge(&session(failed.clone()), &session(whole()), PROTOCOL);
            assert!(matches!(verdict, Verdict::Differs(_)), "{aspect:?}");
        }
    }
}
