//! Which scenarios a revision requires, as the suite's authors froze them.

use std::collections::BTreeSet;
use std::fs;

use serde::Deserialize;

use crate::{Revision, suite};

/// The sets of one revision, for servers.
#[derive(Debug)]
pub(crate) struct Requirements {
    /// What a server has to pass.
    pub(crate) required: BTreeSet<String>,
    /// What is run and reported besides, and is about the protocol itself.
    pub(crate) unscored: BTreeSet<String>,
    /// What is run besides and is about extensions, none of which is offered here.
    pub(crate) extensions: BTreeSet<String>,
}

/// The file in the suite's package.
#[derive(Deserialize)]
struct File {
    server: Vec<String>,
    not_scored: Vec<NotScored>,
}

#[derive(Deserialize)]
struct NotScored {
    scenario: String,
    leg: String,
    reason: String,
}

impl Requirements {
    pub(crate) fn of(revision: Revision) -> Self {
        let path = suite::package().join(format!("requirements/{}.yaml", revision.as_str()));
        let file: File = serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let (extensions, unscored) = file
            .not_scored
            .into_iter()
            .filter(|entry| entry.leg == "server")
            .partition::<Vec<_>, _>(|entry| entry.reason == "extension");
        let names = |entries: Vec<NotScored>| entries.into_iter().map(|entry| entry.scenario);
        let required: BTreeSet<_> = file.server.into_iter().collect();
        assert_eq!(required.len(), revision.required(), "{required:?}");
        Self {
            required,
            unscored: names(unscored).collect(),
            extensions: names(extensions).collect(),
        }
    }

    /// All that a run consists of.
    pub(crate) fn all(&self) -> BTreeSet<String> {
        [&self.required, &self.unscored, &self.extensions]
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }
}
