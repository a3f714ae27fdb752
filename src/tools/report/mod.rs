//! The numbers of the reports: what `build_report` gives.

mod cards;
mod groups;
mod landscape;
mod priorities;
mod remediation;
mod sast;
mod sast_test_types;
mod scope;
mod trend;

pub(crate) use landscape::landscape;
pub(crate) use sast::{Tools, sast};
pub(crate) use scope::Scope;

use super::operation::ToolError;
use crate::dojo::Error;
use crate::report::{Card, Section};

/// The parts of a report.
pub(crate) struct Parts {
    pub(crate) cards: Vec<Card>,
    pub(crate) sections: Vec<Section>,
    /// Of parts for which requests or time did not last.
    pub(crate) missing: Vec<&'static str>,
    pub(crate) notes: Vec<String>,
}

/// What a part is made of, or nothing where requests or time ran out: what was counted before is worth telling without it.
///
/// # Errors
/// Every other error of a call to `DefectDojo`.
async fn part<T>(
    title: &'static str,
    missing: &mut Vec<&'static str>,
    part: impl Future<Output = Result<T, ToolError>>,
) -> Result<Option<T>, ToolError> {
    match part.await {
        Ok(part) => Ok(Some(part)),
        Err(ToolError::Dojo(Error::Spent)) => {
            missing.push(title);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
