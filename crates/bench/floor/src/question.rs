//! What is asked, and the short answer.

use serde::Serialize;

use crate::finding::{Details, Findings, Row};

/// What `DefectDojo` is asked: the same, to the letter, that the server asks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// How many findings there are.
    Count,
    /// The finding with this id.
    One(u64),
    /// The worst 100 findings.
    Hundred,
}

impl Question {
    /// Reads the path of a request: `/count`, `/hundred` or an id such as `/7`.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        match path.strip_prefix('/')? {
            "count" => Some(Self::Count),
            "hundred" => Some(Self::Hundred),
            id => id.parse().ok().map(Self::One),
        }
    }

    /// Path and query of the request to `DefectDojo`.
    #[must_use]
    pub fn target(self) -> String {
        match self {
            Self::Count => "/api/v2/findings/?limit=1&offset=2000000000".to_owned(),
            Self::One(id) => {
                format!("/api/v2/findings/{id}/?related_fields=true&prefetch=reporter,mitigated_by")
            }
            Self::Hundred => {
                "/api/v2/findings/?o=numerical_severity,id&related_fields=true&limit=100&offset=0"
                    .to_owned()
            }
        }
    }

    /// What is worth reading of `DefectDojo`'s answer.
    ///
    /// # Errors
    /// It is not what was asked for.
    pub fn read(self, body: &[u8]) -> serde_json::Result<Answer<'_>> {
        match self {
            Self::One(_) => Ok(Answer::One {
                finding: serde_json::from_slice(body)?,
            }),
            Self::Count | Self::Hundred => {
                let Findings { count, results } = serde_json::from_slice(body)?;
                Ok(Answer::Page {
                    count,
                    returned: results.len(),
                    findings: results.into_iter().map(Row::from).collect(),
                })
            }
        }
    }
}

/// The short answer.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Answer<'a> {
    /// One finding.
    One {
        /// It.
        finding: Box<Details<'a>>,
    },
    /// A page of findings.
    Page {
        /// How many there are in all.
        count: u64,
        /// How many are here.
        returned: usize,
        /// They.
        findings: Vec<Row<'a>>,
    },
}
