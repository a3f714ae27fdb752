//! How findings came and went.

use super::Scope;
use crate::dojo::Tally;
use crate::report::{Rows, Section};
use crate::tools::operation::ToolError;
use crate::tools::trends::{Step, course, intervals};

/// For people.
pub(super) const TITLE: &str = "Opened, closed and open over time";

/// The findings over the period.
///
/// # Errors
/// Every error of a call to `DefectDojo`.
pub(super) async fn trend(scope: &Scope<'_>) -> Result<Section, ToolError> {
    let step = match scope.days {
        ..=14 => Step::Day,
        15..=120 => Step::Week,
        _ => Step::Month,
    };
    let asked = intervals(step, scope.call.today, scope.days);
    let rows = course(scope.call, &scope.all, Tally::default(), &asked, false).await?;
    Ok(Section {
        id: "trend",
        title: TITLE,
        basis: "All severities. Opened: discovered in the interval. Closed: mitigated in it, which includes false positives and what is out of scope. Open: discovered by its end, and active now or mitigated after it; what was reopened, or made inactive without a date, counts as it is now.".to_owned(),
        exact: true,
        note: None,
        ids: None,
        rows: Rows::Time(rows),
    })
}
