//! The five use cases where there is much to count: a question costs as little there.

#[path = "../support/facts.rs"]
mod facts;
#[path = "../support/use_cases.rs"]
mod questions;

use crate::budgets::hold;
use crate::harness::Native;
use crate::tokens;
use dojo_sim::Profile;
use facts::Facts;
use questions::use_cases;

#[test]
fn the_five_are_answered_of_20_000_findings() {
    let native = Native::new(Profile::Oss2, 20_000, "2026-11-22");
    let facts = Facts {
        data: native.portfolio(),
        today: native.dojo.today(),
    };
    let (mut tokens, mut requests) = (Vec::new(), Vec::new());
    for use_case in use_cases(Profile::Oss2) {
        native.dojo.clear_requests();
        let calls = use_case.calls.iter();
        let texts = calls.map(|(tool, arguments)| native.text(tool, arguments.clone()));
        let texts: Vec<_> = texts.collect();
        requests.push((use_case.question, native.requests()));
        tokens.push((use_case.question, use_case.hold(&facts, &texts)));
    }
    hold("tokens of a use case", &tokens);
    hold("requests of a use case", &requests);
}
