//! The five use cases, played by the official Rust SDK's client against what `cargo xtask demo` runs: the built
//! component, and the demo's own findings behind it.

#[path = "../support/facts.rs"]
mod facts;
#[path = "../support/use_cases.rs"]
mod questions;
#[path = "../support/tokens.rs"]
mod tokens;

use crate::driver::PATIENCE;
use crate::rmcp;
use crate::script::{Era, Questions, Script};
use crate::transcript::{Call, Transcript};
use dojo_sim::{Account, Config, Profile};
use facts::Facts;
use questions::{UseCase, use_cases};
use serde_json::{Value, json};
use testbed::{Bench, Reuse, on_one_day};

/// The texts that the calls of a use case give, in their order.
fn play(bench: &Bench, use_case: &UseCase) -> Vec<String> {
    let calls = use_case.calls.iter();
    let calls = calls.map(|(tool, arguments)| json!({"name": tool, "arguments": arguments}));
    let questions = Questions {
        calls: calls.collect(),
        ..Questions::default()
    };
    let token = bench.sim.token(Account::Admin);
    let script = Script {
        url: format!("{}/mcp", bench.url()),
        authorization: Some(format!("Token {token}")),
        era: Era::Auto,
        patience: PATIENCE.as_secs(),
        questions: &questions,
    };
    let report = rmcp::transcript(&script.to_json(), PATIENCE).unwrap();
    let transcript = Transcript::parse(report).unwrap();
    let calls = transcript.session.unwrap().calls.unwrap();
    calls.iter().map(text).collect()
}

/// What the assistant reads: the text, which is the same object as the structured content.
fn text(call: &Call) -> String {
    let Call::Answered { result, .. } = call else {
        panic!("{call:?}");
    };
    let text = result["content"][0]["text"].as_str().unwrap();
    assert_ne!(result["isError"], true, "{text}");
    let object: Value = serde_json::from_str(text).unwrap();
    assert_eq!(object, result["structuredContent"]);
    text.to_owned()
}

fn hold(profile: Profile) {
    // The demo's findings, as of today.
    let (_, (bench, played)) = on_one_day(|| {
        let bench = Bench::new(profile, Config::default().findings, Reuse::Reused);
        let use_cases = use_cases(profile).into_iter();
        let played = use_cases.map(|use_case| (play(&bench, &use_case), use_case));
        let played: Vec<_> = played.collect();
        (bench, played)
    });
    let facts = Facts {
        data: bench.sim.portfolio(),
        today: bench.sim.today(),
    };
    for (texts, use_case) in played {
        use_case.hold(&facts, &texts);
    }
}

#[test]
fn the_five_are_answered_in_front_of_3_2() {
    hold(Profile::Oss3);
}

#[test]
fn the_five_are_answered_in_front_of_2_58() {
    hold(Profile::Oss2);
}
