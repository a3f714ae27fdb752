//! Findings by group and severity.

use crate::dojo::FindingFilter;
use crate::report::{Ids, Rows, Section};
use crate::tools::operation::{Call, ToolError};
use crate::tools::summary::{GroupBy, summed};

/// A section as its author writes it.
pub(super) struct Groups {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    /// Which findings are counted.
    pub(super) basis: &'static str,
    pub(super) by: GroupBy,
    pub(super) top: usize,
}

impl Groups {
    /// The section about the findings of `filter`.
    ///
    /// # Errors
    /// Every error of a call to `DefectDojo`.
    pub(super) async fn of(
        &self,
        call: &Call<'_>,
        filter: &FindingFilter,
    ) -> Result<Section, ToolError> {
        let summed = summed(call, filter, self.by, self.top).await?;
        let mut rows = summed.groups;
        rows.extend(summed.others);
        Ok(Section {
            id: self.id,
            title: self.title,
            basis: self.basis.to_owned(),
            exact: summed.is_exact,
            note: summed.note,
            ids: match self.by {
                GroupBy::Product => Some(Ids::Product),
                GroupBy::ProductType => Some(Ids::ProductType),
                GroupBy::TestType => Some(Ids::TestType),
                _ => None,
            },
            rows: Rows::Severities(rows),
        })
    }
}
