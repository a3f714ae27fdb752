//! The failures that are expected of a server, in the suite's own form.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Name;

/// A file of expected failures.
#[derive(Debug, Default)]
pub(crate) struct Baseline {
    /// Each is one check of one scenario: a whole scenario would excuse checks that pass.
    pub(crate) names: BTreeSet<Name>,
    /// The file's text, as the suite reads it.
    pub(crate) text: String,
    path: Option<PathBuf>,
}

#[derive(Deserialize)]
struct File {
    server: Vec<String>,
}

impl Baseline {
    /// None.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// Those in the file at `path` below the repository. Each has to come with its reason.
    pub(crate) fn of(path: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let text = fs::read_to_string(&path).unwrap();
        let file: File = serde_saphyr::from_str(&text).unwrap();
        for entry in &file.server {
            assert!(entry.contains(':'), "{entry} excuses a whole scenario");
            let reason = text
                .lines()
                .find_map(|line| line.trim().strip_prefix("- ")?.strip_prefix(entry.as_str()))
                .and_then(|rest| rest.trim().strip_prefix('#'));
            assert!(
                reason.is_some_and(|reason| !reason.trim().is_empty()),
                "{entry} has no reason behind it"
            );
        }
        Self {
            names: file.server.into_iter().map(Name).collect(),
            text,
            path: Some(path),
        }
    }

    /// The file.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}
