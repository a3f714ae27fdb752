//! Groups that add up, and whether they can be relied on.

use super::{CHANGED, GroupBy, Grouping, Question, changed};
use crate::dojo::{FindingFilter, Lack, Tally};
use crate::report::{Group, Label};
use crate::tools::operation::{Call, ToolError};

/// The findings of a filter by group.
pub(crate) struct Summed {
    /// All of them.
    pub(crate) whole: Tally,
    pub(crate) groups: Vec<Group>,
    /// Those in no group, where there are some and groups don't overlap.
    pub(crate) others: Option<Group>,
    pub(crate) is_exact: bool,
    /// Whether labels are text of `DefectDojo`'s.
    pub(crate) is_foreign: bool,
    /// What has to be known to read the groups rightly.
    pub(crate) note: Option<String>,
}

/// Counts the findings of `filter` by group, the `top` largest.
///
/// # Errors
/// Every error of a call to `DefectDojo`.
pub(crate) async fn summed(
    call: &Call<'_>,
    filter: &FindingFilter,
    by: GroupBy,
    top: usize,
) -> Result<Summed, ToolError> {
    let tallies = call
        .dojo
        .tallies(std::slice::from_ref(filter), None)
        .await?;
    let whole = tallies.first().copied().unwrap_or_default();
    let question = Question {
        call,
        filter,
        whole,
        top,
    };
    let grouping = question.grouped(by).await?;
    let changed = whole != Tally::default()
        && changed(call, std::slice::from_ref(filter), &[whole.total()]).await?;
    let rest = rest(&grouping, whole);
    let is_consistent = grouping.others.is_none() || rest.is_some();
    Ok(Summed {
        whole,
        is_exact: grouping.lack.is_none() && !changed && is_consistent,
        is_foreign: grouping.is_foreign,
        note: note(&grouping, changed || !is_consistent),
        groups: grouping.groups,
        others: rest.filter(|group| group.total > 0),
    })
}

/// The findings that are in no group. None where groups overlap, or hold more than there are.
fn rest(grouping: &Grouping, whole: Tally) -> Option<Group> {
    let label = Label::new(grouping.others?);
    let told: u64 = grouping.groups.iter().map(|group| group.total).sum();
    let total = whole.total().checked_sub(told)?;
    let tallies = grouping.groups.iter().map(|group| group.tally);
    let known = tallies.collect::<Option<Vec<_>>>();
    let tally = match known {
        Some(known) => Some(whole.minus(known.into_iter().fold(Tally::default(), Tally::plus))?),
        None => None,
    };
    Some(Group {
        label,
        total,
        tally,
    })
}

/// What has to be known to read the groups rightly.
fn note(grouping: &Grouping, changed: bool) -> Option<String> {
    let changed = changed || grouping.lack == Some(Lack::Changed);
    let lacks = grouping.groups.iter().any(|group| group.tally.is_none());
    let notes = [
        changed.then_some(CHANGED),
        match grouping.lack {
            Some(Lack::Spent) => Some(
                "Requests or time ran out before all groups were counted: those that are told are exact, but larger ones may be among the others. Narrow the filters.",
            ),
            Some(Lack::Long) => Some(
                "Only the first 4,000 objects were looked at: larger groups may be among the others. Narrow the filters.",
            ),
            Some(Lack::Changed) | None => None,
        },
        lacks.then_some("Of groups without severities only the total was counted."),
        grouping.note,
    ];
    let notes: Vec<&str> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}
