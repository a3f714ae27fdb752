//! The table: what an answer has to be for each fault, when every request meets with it.

use crate::calls::Kind;
use dojo_sim::Fault;
use serde_json::Value;

/// What an answer has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// The one that there is without a fault.
    Same,
    /// An error that says these.
    Says(&'static [&'static str]),
    /// The same, but that fields are missing. The note names them.
    Fewer,
    /// The same, but that fields are missing: there was nothing in them.
    Empty,
    /// The same tiers, but that what could not be read gives no reasons.
    Tiers,
    /// The same, but for texts with a sign for what could not be read.
    Marked,
    /// The same, but for words that DefectDojo has made up.
    Unheard,
    /// Rows or counts that are in doubt. The note says this.
    Doubted(&'static str),
    /// One row fewer: the list was so at that time.
    Shifted,
}

use Expected::{Doubted, Empty, Fewer, Marked, Same, Says, Shifted, Tiers, Unheard};

const BEFORE: Expected = Says(&["can't be reached", "before an answer", "DEFECTDOJO_URL"]);
const WITHIN: Expected = Says(&["can't be reached", "within the answer", "DEFECTDOJO_URL"]);
const SLOW_HEAD: Expected = Says(&["did not begin to answer in time", "narrow the filters"]);
const SLOW_BODY: Expected = Says(&["did not end in time", "fewer rows"]);
const CUT: Expected = Says(&["was cut off", "try again"]);
const UNREAD: Expected = Doubted("could not be read");
const CHANGED: Expected = Doubted("changed while they were counted");
const MOVED_AWAY: Expected = Says(&["changed while it was read", "ask again"]);
const UNCOUNTABLE: Expected = Says(&["has no readable cwe", "by something else"]);
const UNREADABLE: Expected = Doubted("is missing: finding");
const SHAPE: Expected = Says(&["isn't understood", "of another shape", "DEFECTDOJO_URL"]);
const REDIRECT: Expected = Says(&["redirects (HTTP 302)", "DEFECTDOJO_URL looks wrong"]);
const LARGE: Expected = Says(&["larger than 32 MiB", "fewer rows"]);
const MOVED: Expected = Doubted("changed while it was read");
const DISAGREE: Expected = Says(&["count and rows disagree", "ask again"]);
const UNDATED: Expected = Says(&["no readable date", "one status at a time"]);
const MEMBERS: Expected = Says(&["without a readable id or group", "nothing of it is shown"]);
const NAMELESS: Expected = Says(&["without a readable id or name", "nothing of it is shown"]);
const NO_ID: Expected = Says(&["without a readable id", "nothing of it is shown"]);

/// What a call gives when every request meets with `fault`.
pub(crate) fn expected(fault: Fault, kind: Kind) -> Expected {
    match fault {
        Fault::ResetBeforeHead
        | Fault::ResetInHead
        | Fault::CloseBeforeHead
        | Fault::CloseInHead => BEFORE,
        Fault::ResetAfterHead
        | Fault::ResetInBody
        | Fault::CloseAfterHead
        | Fault::CloseInBody
        | Fault::LengthTooLarge => WITHIN,
        Fault::StallBeforeHead | Fault::StallInHead | Fault::Drip => SLOW_HEAD,
        Fault::StallAfterHead | Fault::StallInBody | Fault::DripBody => SLOW_BODY,
        Fault::LengthTooSmall | Fault::JsonCut => CUT,
        Fault::LengthMissing | Fault::ByteOrderMark | Fault::NextElsewhere => Same,
        Fault::JsonTrailing => Says(&["no valid JSON", "a proxy"]),
        Fault::InvalidUtf8 => Marked,
        Fault::DeepNesting => SHAPE,
        Fault::DuplicateKeys => list(kind, Says(&["duplicate field `count`"])),
        Fault::HugeNumbers => match kind {
            Kind::Count | Kind::Sums => Same,
            Kind::Members => MEMBERS,
            Kind::Walk => UNCOUNTABLE,
            Kind::Report => UNREADABLE,
            Kind::Sample => UNREAD,
            Kind::Ranks => Tiers,
            _ => Fewer,
        },
        Fault::WrongTypes => rows(kind, Fewer),
        Fault::Nulls | Fault::MissingKeys => rows(kind, Empty),
        Fault::UnknownValues => match kind {
            Kind::Sample | Kind::Report => UNREAD,
            Kind::Ranks => Tiers,
            _ => Unheard,
        },
        Fault::RowsWithoutIds => match kind {
            Kind::Count | Kind::Sums => Same,
            _ => NO_ID,
        },
        Fault::CountText | Fault::CountNegative => {
            list(kind, Says(&["count is of an unknown kind", "2.51"]))
        }
        Fault::CountMissing => list(kind, Says(&["missing field `count`", "2.51"])),
        Fault::ResultsMissing => list(kind, Says(&["missing field `results`", "2.51"])),
        Fault::CountTooSmall | Fault::CountTooLarge => match kind {
            // Without a row there is nothing that a count could disagree with.
            Kind::Count | Kind::Sums | Kind::Object => Same,
            Kind::Walk | Kind::Sample | Kind::Ranks | Kind::Report => CHANGED,
            Kind::List | Kind::Members => Doubted("count and rows disagree"),
            Kind::Merge | Kind::Parts => MOVED,
            Kind::Lookup => DISAGREE,
        },
        Fault::RowsShift => match kind {
            Kind::Sums | Kind::Sample | Kind::Report => CHANGED,
            _ => list(kind, Shifted),
        },
        Fault::TooMany => Says(&["HTTP 429", "try again later"]),
        Fault::TooManyRetryAfter => Says(&["HTTP 429", "try again in 7 s"]),
        Fault::ServerError => Says(&["HTTP 500", "its own log"]),
        Fault::BadGateway => Says(&["HTTP 502", "down or overloaded", "try again later"]),
        Fault::Unavailable => Says(&["HTTP 503", "down or overloaded", "try again later"]),
        Fault::RedirectSelf | Fault::RedirectElsewhere | Fault::RedirectLogin => REDIRECT,
        Fault::LoginPage => Says(&["HTTP 200", "login page", "DEFECTDOJO_URL"]),
        Fault::Gzip => Says(&["compressed", "proxy"]),
        Fault::Body64Mib | Fault::BodyEndless => LARGE,
    }
}

/// For lists alone.
fn list(kind: Kind, expected: Expected) -> Expected {
    if kind == Kind::Object { Same } else { expected }
}

/// For rows that have nothing but their ids.
fn rows(kind: Kind, expected: Expected) -> Expected {
    match kind {
        Kind::Count | Kind::Sums => Same,
        Kind::Members => MEMBERS,
        // Nothing is not the same as what can't be read, but here as telling.
        Kind::Report if expected == Empty => Doubted("could not be read"),
        Kind::Walk if expected == Empty => MOVED_AWAY,
        Kind::Walk => UNCOUNTABLE,
        Kind::Report => UNREADABLE,
        Kind::Sample => UNREAD,
        Kind::Ranks => Tiers,
        Kind::Merge => UNDATED,
        Kind::Lookup => NAMELESS,
        Kind::List | Kind::Parts | Kind::Object => expected,
    }
}

impl Expected {
    /// Whether `came` is that, where `healthy` is the result without a fault.
    ///
    /// # Errors
    /// Why not.
    pub(crate) fn check(self, healthy: &Value, came: &Value) -> Result<(), String> {
        let said = came["content"][0]["text"].as_str().unwrap_or_default();
        let is_error = came["isError"] == true;
        if let Says(parts) = self {
            let missing: Vec<_> = parts.iter().filter(|part| !said.contains(**part)).collect();
            return if is_error && missing.is_empty() {
                Ok(())
            } else {
                Err(format!("an error that says {missing:?} was due"))
            };
        }
        if is_error {
            return Err("an error".to_owned());
        }
        let (healthy, came) = (&healthy["structuredContent"], &came["structuredContent"]);
        let note = &notes(came);
        match self {
            Says(_) => Ok(()),
            Same if came == healthy => Ok(()),
            Same => Err("another result".to_owned()),
            Doubted(doubt) if note.contains(doubt) => Ok(()),
            Doubted(doubt) => Err(format!("a note that says {doubt:?} was due")),
            Shifted => {
                let (one, other) = (came["count"].as_u64(), healthy["count"].as_u64());
                let is_fewer = one.zip(other).is_some_and(|(one, other)| one < other);
                is_fewer.then_some(()).ok_or_else(|| "as many".to_owned())
            }
            Tiers => {
                let tiers = |told: &Value| {
                    let findings = told["findings"].as_array().cloned().unwrap_or_default();
                    let findings: Vec<_> = findings.iter().map(|one| one["tier"].clone()).collect();
                    (told["tiers"].clone(), findings)
                };
                let is_same = tiers(came) == tiers(healthy);
                is_same
                    .then_some(())
                    .ok_or_else(|| "other tiers".to_owned())
            }
            Marked => alike(healthy, came, &|healthy, came| {
                // Names stand in a basis too.
                came.replacen('?', "", 1) == healthy
            })
            .map(drop),
            Unheard => alike(healthy, came, &|_, came| came == "Unheard-of").map(drop),
            Empty => alike(healthy, came, &|_, _| false).map(drop),
            Fewer => {
                let lost = alike(healthy, came, &|_, _| false)?;
                if lost && !note.contains("Left out, because") {
                    return Err("fields are missing and no note says so".to_owned());
                }
                Ok(())
            }
        }
    }
}

/// What an object and those in it note.
fn notes(object: &Value) -> String {
    match object {
        Value::Object(fields) => {
            let notes = fields.iter().map(|(name, value)| match value {
                Value::String(note) if name == "note" => note.clone(),
                Value::Array(several) if name == "notes" => several
                    .iter()
                    .filter_map(Value::as_str)
                    .collect::<Vec<_>>()
                    .join(" "),
                value => notes(value),
            });
            notes.collect::<Vec<_>>().join(" ")
        }
        Value::Array(objects) => objects.iter().map(notes).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

/// Whether `came` is `healthy` but for fields that are missing, which it answers, and for texts that may
/// differ. The note is looked at elsewhere.
fn alike(
    healthy: &Value,
    came: &Value,
    may_differ: &dyn Fn(&str, &str) -> bool,
) -> Result<bool, String> {
    match (healthy, came) {
        (Value::Object(healthy), Value::Object(came)) => {
            let mut lost = healthy
                .keys()
                .any(|name| name != "note" && !came.contains_key(name));
            for (name, value) in came.iter().filter(|(name, _)| *name != "note") {
                let due = healthy.get(name).ok_or_else(|| format!("{name} is new"))?;
                lost |= alike(due, value, may_differ).map_err(|why| format!("{name}: {why}"))?;
            }
            Ok(lost)
        }
        (Value::Array(healthy), Value::Array(came)) if healthy.len() == came.len() => {
            let mut lost = false;
            for (due, value) in healthy.iter().zip(came) {
                lost |= alike(due, value, may_differ)?;
            }
            Ok(lost)
        }
        (Value::String(healthy), Value::String(came)) if may_differ(healthy, came) => Ok(false),
        _ if healthy == came => Ok(false),
        _ => Err(format!("{came} instead of {healthy}")),
    }
}
