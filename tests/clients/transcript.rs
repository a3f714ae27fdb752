//! What a driver reports: what its client's user got, or the words that the user was left with.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A driver's report.
#[derive(Debug)]
pub(crate) struct Transcript {
    pub(crate) client: Program,
    /// The words of the client where it could not be used at all.
    pub(crate) session: Result<Session, String>,
}

/// A program by its own name and version.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) version: String,
}

/// What a client got, in the names of the protocol. What it has no way to get is nothing.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Session {
    pub(crate) protocol: Option<String>,
    pub(crate) server: Option<Program>,
    pub(crate) instructions: Option<String>,
    pub(crate) tools: Option<Vec<Value>>,
    pub(crate) prompts: Option<Vec<Value>>,
    pub(crate) resources: Option<Vec<Value>>,
    pub(crate) templates: Option<Vec<Value>>,
    pub(crate) calls: Option<Vec<Call>>,
    pub(crate) got_prompts: Option<Vec<Value>>,
    pub(crate) read: Option<Vec<Value>>,
    pub(crate) completions: Option<Vec<Value>>,
    /// What only this driver reports.
    #[serde(flatten)]
    pub(crate) more: Map<String, Value>,
}

/// What became of a tool call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Call {
    /// A result, which may tell of an error.
    Answered {
        result: Value,
        /// In the order in which they came.
        progress: Option<Vec<Step>>,
    },
    /// The client gave no result.
    Failed {
        /// Its words.
        failure: String,
    },
}

/// A progress notification.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub(crate) struct Step {
    pub(crate) progress: f64,
    pub(crate) total: Option<f64>,
    pub(crate) message: Option<String>,
}

impl Transcript {
    /// Reads the JSON that a driver printed.
    pub(crate) fn parse(report: Value) -> serde_json::Result<Self> {
        #[derive(Deserialize)]
        struct Head {
            client: Program,
            failure: Option<String>,
        }
        let Head { client, failure } = Head::deserialize(&report)?;
        let session = match failure {
            Some(words) => Err(words),
            None => Ok(serde_json::from_value(report)?),
        };
        Ok(Self { client, session })
    }
}
