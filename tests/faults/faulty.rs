//! A DefectDojo that goes wrong, with the component before it.

use crate::calls::{COUNT_OF_SEVERAL, Call, Kind, calls};
use dojo_sim::{Account, Config, Fault, Plan, Profile, Sim, When};
use serde_json::{Value, json};
use std::time::Duration;
use testbed::{Client, Reuse, Server};

/// Nothing takes so long, but requests that never come: that fails the test instead of stopping it.
const HUNG: Duration = Duration::from_mins(5);

/// What counts begin with.
const SEVERITIES: usize = 5;

/// What a report counts before and after.
const WATCHED: usize = 2;

/// Both, until dropped.
pub(crate) struct Faulty {
    pub(crate) sim: Sim,
    server: Server,
    /// The calls, and what each gives while nothing is wrong.
    pub(crate) healthy: Vec<(Call, Value)>,
    /// The requests that count several statuses.
    conjunctions: usize,
}

impl Faulty {
    /// Groups, members and roles are in version 2 alone.
    pub(crate) fn start() -> Self {
        let config = Config {
            profile: Profile::Oss2,
            findings: 300,
            strict: true,
            ..Config::default()
        };
        let sim = Sim::start(&config).unwrap();
        let server = Server::start(&[("DEFECTDOJO_URL", &sim.url())], Reuse::Fresh);
        let test = &sim.portfolio().tests[0];
        let types = &sim.portfolio().test_types;
        let kind = types.iter().find(|one| one.id == test.test_type_id);
        let calls = calls(&kind.unwrap().name);
        let mut faulty = Self {
            sim,
            server,
            healthy: Vec::new(),
            conjunctions: 0,
        };
        faulty.healthy = calls
            .into_iter()
            .map(|call| {
                let answer = faulty.ask(&call);
                assert_eq!(answer.get("isError"), None, "{}: {answer}", call.tool);
                (call, answer)
            })
            .collect();
        faulty.sim.clear_requests();
        let _ = faulty.ask(&faulty.healthy[COUNT_OF_SEVERAL].0);
        faulty.conjunctions = faulty.sim.requests().len();
        assert!((2..=6).contains(&faulty.conjunctions), "all go out at once");
        faulty
    }

    pub(crate) fn client(&self) -> Client {
        let token = self.sim.token(Account::Admin).to_owned();
        Client::with_token(self.server.url(), Some(token))
    }

    /// From now on `fault` is met with, and the next request is the first.
    pub(crate) fn go_wrong(&self, fault: Fault, when: When) {
        self.sim.set_fault(Some(Plan { fault, when }));
    }

    /// What a call gives. Whatever happens, that is a result of MCP without the token.
    pub(crate) fn ask(&self, call: &Call) -> Value {
        let params = json!({"name": call.tool, "arguments": call.arguments});
        let answer = self.client().legacy("tools/call", params);
        assert!(answer["content"][0]["text"].is_string(), "{answer}");
        assert!(!answer.to_string().contains(self.sim.token(Account::Admin)));
        answer
    }

    /// Waits until the first requests of all calls are under way: where several are, all of them.
    pub(crate) fn wait_for_requests(&self) {
        let several = [Kind::Merge, Kind::Parts];
        let by_severity = [Kind::Sums, Kind::Walk];
        let first = |(at, (call, _)): (usize, &(Call, Value))| {
            let is_count_of_several = at == COUNT_OF_SEVERAL;
            if is_count_of_several || several.contains(&call.kind) {
                self.conjunctions
            } else if by_severity.contains(&call.kind) {
                SEVERITIES
            } else if call.kind == Kind::Report {
                WATCHED
            } else {
                1
            }
        };
        let all: usize = self.healthy.iter().enumerate().map(first).sum();
        assert!(
            self.sim.wait_for_requests(all, HUNG),
            "{all} requests were due, and {} came",
            self.sim.requests().len()
        );
    }

    /// Asserts that all is well once the fault is over, and that nobody was asked elsewhere.
    pub(crate) fn recover(&self, after: &str) {
        self.sim.set_fault(None);
        let (call, healthy) = &self.healthy[0];
        assert_eq!(&self.ask(call), healthy, "after {after}");
        assert_eq!(self.sim.heard_elsewhere(), 0, "{after}: it went elsewhere");
    }
}
