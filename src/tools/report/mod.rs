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
use std::fmt::{self, Display, Formatter};

/// The parts of a report.
pub(crate) struct Parts {
    pub(crate) cards: Vec<Card>,
    pub(crate) sections: Vec<Section>,
    pub(crate) missing: Vec<Missing>,
    pub(crate) notes: Vec<String>,
}

/// A part that could not be made.
pub(crate) struct Missing {
    title: &'static str,
    why: Error,
}

impl Display for Missing {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} is missing: {}.", self.title, self.why)
    }
}

/// What a part is made of, or nothing where it can't be counted, or requests or time ran out: the others are worth
/// telling without it.
///
/// # Errors
/// Every other error of a call to `DefectDojo`.
async fn part<T>(
    title: &'static str,
    missing: &mut Vec<Missing>,
    part: impl Future<Output = Result<T, ToolError>>,
) -> Result<Option<T>, ToolError> {
    match part.await {
        Ok(part) => Ok(Some(part)),
        Err(ToolError::Dojo(
            why @ (Error::Spent | Error::Uncountable { .. } | Error::Inconsistent(_)),
        )) => {
            missing.push(Missing { title, why });
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
