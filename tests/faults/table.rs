//! Every fault with every tool.

use crate::calls::calls;
use crate::expected::{Expected, expected};
use crate::faulty::Faulty;
use dojo_sim::{Fault, When};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::thread;
use testbed::{Client, Impostor, Reuse, Server};

/// Faults that only a limit of time ends. All calls wait at the same time.
pub(crate) const SLOW: [Fault; 6] = [
    Fault::StallBeforeHead,
    Fault::StallInHead,
    Fault::StallAfterHead,
    Fault::StallInBody,
    Fault::Drip,
    Fault::DripBody,
];

/// What is wrong with the answer to the call at `at`, when every request meets with `fault`.
fn wrong(faulty: &Faulty, fault: Fault, at: usize) -> Option<String> {
    let (call, healthy) = &faulty.healthy[at];
    let came = faulty.ask(call);
    let why = expected(fault, call.kind).check(healthy, &came).err()?;
    let (name, tool) = (fault.name(), call.tool);
    Some(format!(
        "{name}: {tool}({}): {why}: {came}\n",
        call.arguments
    ))
}

fn assert_none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} answers:\n{}",
        wrong.len(),
        wrong.concat()
    );
}

#[test]
fn every_quick_fault_with_every_tool() {
    let faulty = Faulty::start();
    let tools = faulty.client().legacy("tools/list", json!({}));
    let tools = tools["tools"].as_array().unwrap().iter();
    let tools: BTreeSet<_> = tools.map(|tool| tool["name"].as_str().unwrap()).collect();
    let tried: BTreeSet<_> = faulty.healthy.iter().map(|(call, _)| call.tool).collect();
    assert_eq!(tried, tools, "a tool is left out");
    let mut wrongs = Vec::new();
    for fault in Fault::ALL.iter().filter(|fault| !SLOW.contains(fault)) {
        faulty.go_wrong(*fault, When::Always);
        wrongs.extend((0..faulty.healthy.len()).filter_map(|at| wrong(&faulty, *fault, at)));
        faulty.recover(fault.name());
    }
    assert_none(&wrongs);
}

/// Whoever waits has met with its fault, so that the next fault can begin.
#[test]
fn every_slow_fault_with_every_tool() {
    let faulty = &Faulty::start();
    let wrongs = thread::scope(|scope| {
        let mut waiting = Vec::new();
        for fault in SLOW {
            faulty.sim.clear_requests();
            faulty.go_wrong(fault, When::Always);
            for at in 0..faulty.healthy.len() {
                waiting.push(scope.spawn(move || wrong(faulty, fault, at)));
            }
            faulty.wait_for_requests();
        }
        let wrongs = waiting.into_iter().filter_map(|one| one.join().unwrap());
        wrongs.collect::<Vec<_>>()
    });
    assert_none(&wrongs);
    faulty.recover("slow faults");
}

#[test]
fn a_certificate_that_does_not_verify() {
    let impostor = Impostor::start();
    let server = Server::start(&[("DEFECTDOJO_URL", &impostor.url())], Reuse::Fresh);
    let client = Client::new(server.url(), "0123456789abcdef0123456789abcdef01234567");
    for call in calls("any") {
        let params = json!({"name": call.tool, "arguments": call.arguments});
        let came = client.legacy("tools/call", params);
        let due = Expected::Says(&["no secure connection", "check its certificate"]);
        assert_eq!(
            due.check(&Value::Null, &came),
            Ok(()),
            "{}: {came}",
            call.tool
        );
    }
    assert_eq!(impostor.heard(), b"", "the token among it");
}
