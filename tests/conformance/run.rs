//! What a run of the suite left behind, and what it has to hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Output;

use crate::{Baseline, Check, Name, Requirements, Revision, Status};

/// A run that is over.
#[derive(Debug)]
pub(crate) struct Run {
    revision: Revision,
    /// Whether the suite itself was satisfied.
    pub(crate) satisfied: bool,
    /// What it told people.
    pub(crate) report: String,
    scenarios: BTreeMap<String, Vec<Check>>,
}

impl Run {
    /// Reads what the suite wrote to `results`: a folder for each scenario.
    pub(crate) fn new(revision: Revision, output: &Output, results: &Path) -> Self {
        let scenarios = fs::read_dir(results)
            .unwrap()
            .map(|entry| {
                let folder = entry.unwrap();
                let checks = fs::read(folder.path().join("checks.json")).unwrap();
                let name = scenario(folder.file_name().to_str().unwrap()).to_owned();
                (name, serde_json::from_slice(&checks).unwrap())
            })
            .collect();
        Self {
            revision,
            satisfied: output.status.success(),
            report: String::from_utf8_lossy(&output.stdout).into_owned()
                + &String::from_utf8_lossy(&output.stderr),
            scenarios,
        }
    }

    /// Holds the run to be whole and its failures to be `expected`, no more and no less.
    ///
    /// The suite tolerates a baseline's entry for a check or a scenario that does not exist, and does not
    /// look at all at the scenarios it doesn't score. Here both count.
    pub(crate) fn assert(&self, expected: &Baseline) {
        let requirements = Requirements::of(self.revision);
        let ran: BTreeSet<_> = self.scenarios.keys().cloned().collect();
        assert_eq!(ran, requirements.all(), "{}", self.report);
        for scenario in &requirements.required {
            assert!(self.decides(scenario), "{scenario}: {}", self.report);
        }
        for scenario in &requirements.unscored {
            let asked = self.decides(scenario) || self.has_nothing_to_ask(scenario);
            assert!(asked, "{scenario}: {}", self.report);
        }
        let failures = self.failures(&requirements.extensions);
        let names: BTreeSet<_> = failures.keys().cloned().collect();
        assert_eq!(names, expected.names, "{failures:#?}");
        assert!(self.satisfied, "{}", self.report);
    }

    /// Whether a scenario put the server to its test.
    fn decides(&self, scenario: &str) -> bool {
        let mut checks = self.own_checks(scenario);
        checks.any(|check| check.status.decides())
    }

    /// Whether a scenario found what it is about missing from the server, such as sessions.
    fn has_nothing_to_ask(&self, scenario: &str) -> bool {
        let said: Vec<_> = self
            .own_checks(scenario)
            .map(|check| check.status)
            .collect();
        !said.is_empty() && said.iter().all(|&status| status == Status::Info)
    }

    /// Those that a scenario makes beside the one that goes with all: whether messages have the right shape.
    fn own_checks(&self, scenario: &str) -> impl Iterator<Item = &Check> {
        let checks = self.scenarios[scenario].iter();
        checks.filter(|check| check.id != "wire-schema-valid")
    }

    /// What failed, with the suite's words. A check that was made several times fails with one of them.
    fn failures(&self, ignored: &BTreeSet<String>) -> BTreeMap<Name, String> {
        self.scenarios
            .iter()
            .filter(|(scenario, _)| !ignored.contains(*scenario))
            .flat_map(|(scenario, checks)| checks.iter().map(move |check| (scenario, check)))
            .filter(|(_, check)| check.status.fails())
            .map(|(scenario, check)| {
                let words = check.error_message.clone().unwrap_or_default();
                (Name::new(scenario, check), words)
            })
            .collect()
    }
}

/// The scenario of a folder that is called `server-<scenario>-<time>`, such as
/// `server-ping-2026-11-22T14-37-48-814Z`.
fn scenario(folder: &str) -> &str {
    let (day, _time) = folder.rsplit_once('T').unwrap();
    let name = day.strip_prefix("server-").unwrap();
    &name[..name.len() - "-2026-11-22".len()]
}

#[cfg(test)]
mod tests {
    use std::process::ExitStatus;

    use super::*;

    #[test]
    fn a_folder_names_its_scenario() {
        assert_eq!(
            scenario("server-server-stateless-2026-11-22T14-37-48-221Z"),
            "server-stateless"
        );
    }

    #[test]
    #[should_panic(expected = "nothing to see")]
    fn a_suite_that_is_satisfied_without_results_fails() {
        let nothing = Output {
            status: ExitStatus::default(),
            stdout: b"nothing to see".to_vec(),
            stderr: Vec::new(),
        };
        let folder = tempfile::tempdir().unwrap();
        let run = Run::new(Revision::V2026_07_28, &nothing, folder.path());
        run.assert(&Baseline::none());
    }
}
