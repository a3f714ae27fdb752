//! The DefectDojo server. It offers what its users need and none of the suite's fixtures, so what needs one
//! stands in a baseline.

use dojo_sim::{Account, Profile};
use testbed::{Bench, HeaderProxy, Reuse};

use crate::{Baseline, Revision, Run, Suite};
use std::fs;
use std::path::Path;

/// The server, with a proxy before it that sends a token, as the suite can't.
struct Server {
    proxy: HeaderProxy,
    _bench: Bench,
}

impl Server {
    fn start(reuse: Reuse) -> Self {
        let bench = Bench::new(Profile::Oss3, 100, reuse);
        let token = format!("Token {}", bench.sim.token(Account::Admin));
        Self {
            proxy: HeaderProxy::start(bench.url(), "Authorization", &token),
            _bench: bench,
        }
    }

    fn run(&self, revision: Revision, baseline: &Path) -> Run {
        let suite = Suite {
            revision,
            url: &format!("{}/mcp", self.proxy.url()),
            baseline: Some(baseline),
        };
        suite.run()
    }
}

fn baseline(revision: Revision) -> Baseline {
    Baseline::of(&format!(
        "tests/conformance/baseline-{}.yml",
        revision.as_str()
    ))
}

fn conforms(revision: Revision) {
    let baseline = baseline(revision);
    for reuse in [Reuse::Fresh, Reuse::Reused] {
        let run = Server::start(reuse).run(revision, baseline.path().unwrap());
        run.assert(&baseline);
    }
}

#[test]
fn it_conforms_to_2026_07_28() {
    conforms(Revision::V2026_07_28);
}

#[test]
fn it_conforms_to_2025_11_25() {
    conforms(Revision::V2025_11_25);
}

/// The suite's verdict on the baseline of 2025-11-25 after `change`.
fn verdict(change: impl FnOnce(&str) -> String) -> Run {
    let revision = Revision::V2025_11_25;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baseline.yml");
    fs::write(&path, change(&baseline(revision).text)).unwrap();
    Server::start(Reuse::Fresh).run(revision, &path)
}

#[test]
fn an_entry_that_passes_fails_the_run() {
    let run = verdict(|text| format!("{text}  - ping:ping # passes\n"));
    assert!(!run.satisfied, "{}", run.report);
    assert!(run.report.contains("Baseline is stale"), "{}", run.report);
}

#[test]
fn a_failure_without_an_entry_fails_the_run() {
    let run = verdict(|text| {
        let lines = text.lines();
        let kept: Vec<_> = lines
            .filter(|line| !line.contains("tools-call-error:"))
            .collect();
        kept.join("\n")
    });
    assert!(!run.satisfied, "{}", run.report);
    assert!(
        run.report.contains("Unexpected failures detected"),
        "{}",
        run.report
    );
}
