//! `get_finding_by_id`: all that is worth reading of one finding.

use super::answer::{MOST_IN_OBJECT, single};
use super::args::Id;
use super::operation::{Call, Operation, ToolError};
use super::rows::FindingDetails;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::value::RawValue;

/// One finding in full.
pub(crate) struct GetFindingById;

/// Which finding.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arguments {
    finding_id: Id,
}

impl Operation for GetFindingById {
    const NAME: &'static str = "get_finding_by_id";
    const TITLE: &'static str = "Read one finding";
    const DESCRIPTION: &'static str = "Reads one finding: texts, notes, dates, scores, product, engagement, test. Use after get_findings, or when the user names a finding's number.";
    const LISTED: &'static str = include_str!("listed/get_finding_by_id.json");

    type Arguments = Arguments;

    async fn run(call: &Call<'_>, arguments: Arguments) -> Result<String, ToolError> {
        let id = arguments.finding_id.0;
        let finding = call.dojo.finding(id).await?;
        let link = format!("{}/finding/{id}", call.instance);
        let row = FindingDetails::json(&finding, MOST_IN_OBJECT, call.reader)?;
        single(
            "finding",
            &finding,
            &RawValue::from_string(row)?,
            Some(link),
        )
    }
}
