//! Which groups are told.

use super::{Key, Measure, RemediationBy};
use crate::dojo::{Lack, Severity};
use crate::report::Label;
use crate::taxonomy::cwe;
use crate::tools::operation::{Call, ToolError};
use crate::tools::summary::{Object, Question};

/// What decides which groups are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rank {
    Fixed,
    Discovered,
}

/// The groups that are told.
#[derive(Default)]
pub(crate) struct Groups {
    pub(crate) rows: Vec<(Key, Label)>,
    /// Why one that belongs among them may be missing.
    pub(crate) lack: Option<Lack>,
    /// How many findings they are ranked by in all, as the sum of those of each severity.
    pub(crate) count: u64,
}

impl Groups {
    /// Those that have most of what `rank` says.
    ///
    /// # Errors
    /// Every error of a call to `DefectDojo`.
    pub(crate) async fn of(
        call: &Call<'_>,
        measure: &Measure,
        by: RemediationBy,
        rank: Rank,
        top: usize,
    ) -> Result<Self, ToolError> {
        let ranked = match rank {
            Rank::Fixed => &measure.fixed,
            Rank::Discovered => &measure.discovered,
        };
        let Some(filter) = ranked else {
            return Ok(Self::default());
        };
        let tallies = call
            .dojo
            .tallies(std::slice::from_ref(filter), None)
            .await?;
        let question = Question {
            call,
            filter,
            whole: tallies.first().copied().unwrap_or_default(),
            top,
        };
        let (rows, lack) = match by {
            RemediationBy::Severity => {
                let severities = Severity::ALL.iter().copied();
                let can = severities.filter(|&severity| filter.with_severity(severity).is_some());
                let rows = can.map(|one| (Key::Severity(one), Label::new(one.as_str())));
                (rows.take(top).collect(), None)
            }
            RemediationBy::Product => objects(&question, Object::Product, Key::Product).await?,
            RemediationBy::TestType => objects(&question, Object::TestType, Key::TestType).await?,
            RemediationBy::Cwe => {
                let ranking = question.ranked_cwes().await?;
                let rows = ranking.groups.into_iter().map(|(number, _)| {
                    let label = number.map_or_else(|| "no CWE".to_owned(), cwe::label);
                    (Key::Cwe(number), Label::new(label))
                });
                (rows.collect(), ranking.lack)
            }
        };
        Ok(Self {
            rows,
            lack,
            count: question.whole.total(),
        })
    }
}

async fn objects(
    question: &Question<'_>,
    object: Object,
    key: fn(u64) -> Key,
) -> Result<(Vec<(Key, Label)>, Option<Lack>), ToolError> {
    let ranked = question.ranked(object).await?;
    let rows = ranked.objects.into_iter();
    Ok((
        rows.map(|(id, label, _)| (key(id), label)).collect(),
        ranked.lack,
    ))
}
