//! Findings that change between two requests of one call: the result says so, or is right for before or after.

use crate::harness::Native;
use crate::truth::GROUPS;
use defectdojo_mcp::dojo::{BoxFuture, Transport, TransportError};
use dojo_sim::{Config, Dojo, Portfolio, Profile};
use http::{Request, Response};
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;

const TODAY: &str = "2026-11-22";

/// An instance that is another from a request on.
struct Changing {
    before: Rc<Dojo>,
    after: Rc<Dojo>,
    /// How many requests the first still answers.
    left: Cell<usize>,
}

impl Transport for Changing {
    fn get(
        &self,
        request: Request<()>,
    ) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        let dojo = if left > 0 { &self.before } else { &self.after };
        Box::pin(std::future::ready(Ok(dojo.answer(&request))))
    }
}

/// Both, and a server before them.
struct Changed {
    instance: Rc<Changing>,
    native: Native,
}

impl Changed {
    /// From a portfolio to another.
    fn new(change: impl Fn(&mut Portfolio)) -> Self {
        let config = Config {
            profile: Profile::Oss3,
            findings: 60,
            today: Some(TODAY.parse().unwrap()),
            ..Config::default()
        };
        let before = Rc::new(Dojo::new(&config));
        let mut portfolio = before.portfolio().clone();
        change(&mut portfolio);
        let instance = Rc::new(Changing {
            after: Rc::new(Dojo::holding(&config, portfolio)),
            left: Cell::new(0),
            before: Rc::clone(&before),
        });
        let transport = Rc::clone(&instance) as Rc<dyn Transport>;
        Self {
            native: Native::on(before, transport, TODAY),
            instance,
        }
    }

    /// What a tool says where the change comes after so many requests: None where it says that there was one.
    fn ask(&self, (tool, arguments): &(&str, Value), requests: usize) -> Option<Value> {
        self.instance.left.set(requests);
        let params = json!({"name": tool, "arguments": arguments});
        let result = self.native.request("tools/call", params);
        let text = result["content"][0]["text"].as_str().unwrap();
        if result["isError"] == true {
            assert!(text.contains("changed while"), "{tool}: {text}");
            return None;
        }
        let mut said: Value = serde_json::from_str(text).unwrap();
        if said["exact"] == false {
            let notes = said.get("note").or(said.get("notes")).unwrap().to_string();
            assert!(notes.contains("changed while"), "{tool}: {notes}");
            return None;
        }
        said.as_object_mut().unwrap().remove("requests");
        Some(said)
    }

    /// Asks with the change at each of the requests that a call takes: how often it was told. Where it is not, `holds`
    /// has to be met.
    fn told(&self, call: &(&str, Value), holds: fn(&Value, &Value, &Value) -> bool) -> u32 {
        let before = self.ask(call, usize::MAX).unwrap();
        let asked = usize::MAX - self.instance.left.get();
        let after = self.ask(call, 0).unwrap();
        let mut told = 0;
        // A report takes hundreds.
        for requests in (1..asked).step_by(asked.div_ceil(100)) {
            match self.ask(call, requests) {
                None => told += 1,
                Some(said) => assert!(
                    holds(&said, &before, &after),
                    "{call:?} at {requests} of {asked}: {said}\n{before}\n{after}"
                ),
            }
        }
        told
    }
}

/// Whether all numbers are those of before or those of after.
fn is_one(said: &Value, before: &Value, after: &Value) -> bool {
    said == before || said == after
}

/// Whether each number of findings is that of before or of after, or off by the one finding that changed.
fn is_near(said: &Value, before: &Value, after: &Value) -> bool {
    match (said, before, after) {
        (Value::Object(said), Value::Object(before), Value::Object(after)) => {
            let mut fields = said.iter();
            fields.all(|(name, value)| match (before.get(name), after.get(name)) {
                // How long fixes took changes by days.
                _ if name == "days_to_fix" => true,
                (Some(before), Some(after)) => is_near(value, before, after),
                _ => true,
            })
        }
        (Value::Array(said), Value::Array(before), Value::Array(after)) => {
            let mut rows = said.iter().zip(before).zip(after);
            rows.all(|((said, before), after)| is_near(said, before, after))
        }
        _ => match [said, before, after].map(Value::as_u64) {
            [Some(said), Some(before), Some(after)] => {
                (before.min(after)..=before.max(after) + 2).contains(&(said + 1))
            }
            // Names and rates.
            _ => true,
        },
    }
}

/// Every tool that counts.
fn calls() -> Vec<(&'static str, Value)> {
    let top = 5;
    let groups = GROUPS.iter();
    let summaries = groups.map(|by| ("summarize_findings", json!({"group_by": by, "top": top})));
    let groups = ["severity", "cwe"].into_iter();
    let remediation = groups.map(|by| {
        let asked = json!({"group_by": by, "top": top, "days": 730});
        ("get_remediation_metrics", asked)
    });
    let strategies = ["exploitability", "sla", "severity"].into_iter();
    let priorities = strategies.map(|name| ("prioritize_findings", json!({"strategy": name})));
    let trends = ("get_finding_trends", json!({"interval": "month"}));
    let kinds = ["security_landscape", "sast_review"].into_iter();
    let reports = kinds.map(|kind| ("build_report", json!({"kind": kind, "days": 14})));
    let calls = summaries.chain(remediation).chain(priorities);
    calls.chain(reports).chain([trends]).collect()
}

#[test]
fn a_finding_that_goes_is_noticed() {
    let changed = Changed::new(|portfolio| {
        let types = &portfolio.test_types;
        let sast = types.iter().find(|one| one.name == "Semgrep JSON Report");
        let sast = sast.unwrap().id;
        let mut rows = portfolio.findings.iter();
        // One that each call is about.
        let gone = rows.position(|row| row.active && row.test_type_id == sast);
        portfolio.findings.remove(gone.unwrap());
    });
    for call in calls() {
        assert!(changed.told(&call, is_one) > 0, "{call:?}");
    }
}

/// A fix takes a finding from those that are active, which is noticed where these are asked for. Where all are, their
/// number stays: what is told is off by this one finding at most.
#[test]
fn a_fix_that_comes_is_noticed_or_is_one() {
    let changed = Changed::new(|portfolio| {
        let mut rows = portfolio.findings.iter_mut();
        let row = rows.find(|row| row.active).unwrap();
        (row.active, row.is_mitigated) = (false, true);
        row.mitigated = Some("2026-11-22T08:00:00Z".parse().unwrap());
    });
    for call in calls() {
        let is_of_active = match call.0 {
            "summarize_findings" => call.1["group_by"] != "status",
            "build_report" => call.1["kind"] == "security_landscape",
            tool => tool == "prioritize_findings",
        };
        if is_of_active {
            assert!(changed.told(&call, is_one) > 0, "{call:?}");
        } else {
            changed.told(&call, is_near);
        }
    }
}
