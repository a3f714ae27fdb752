//! Findings that change while they are counted.

use crate::dojo::{Error, FindingFilter};
use crate::tools::operation::{Call, ToolError};

/// Said where counts disagree.
pub(crate) const CHANGED: &str =
    "Findings changed while they were counted: the numbers may be off by those, so ask again.";

/// Whether one of `filters` finds another number than before. That is not known when there are no requests left.
///
/// # Errors
/// Every other error of a call to `DefectDojo`.
pub(crate) async fn changed(
    call: &Call<'_>,
    filters: &[FindingFilter],
    before: &[u64],
) -> Result<bool, ToolError> {
    match call.dojo.counts(filters).await {
        Ok(after) => Ok(after != before),
        Err(Error::Spent) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
