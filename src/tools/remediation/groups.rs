//! Which groups are told.

use super::{Key, Measure, RemediationBy};
use crate::dojo::{Lack, Severity};
use crate::taxonomy::cwe;
use crate::tools::operation::{Call, ToolError};
use crate::tools::summary::{Label, Object, Question};

/// The groups with the most fixed findings.
///
/// # Errors
/// Every error of a call to `DefectDojo`.
pub(crate) async fn groups(
    call: &Call<'_>,
    measure: &Measure,
    by: RemediationBy,
    top: usize,
) -> Result<(Vec<(Key, Label)>, Option<Lack>), ToolError> {
    let Some(fixed) = &measure.fixed else {
        return Ok((Vec::new(), None));
    };
    let tallies = call.dojo.tallies(std::slice::from_ref(fixed), None).await?;
    let question = Question {
        call,
        filter: fixed,
        whole: tallies.first().copied().unwrap_or_default(),
        top,
    };
    let ranked = async |object| question.ranked(object).await;
    match by {
        RemediationBy::Severity => {
            let severities = Severity::ALL.iter();
            let severities =
                severities.filter(|&&severity| fixed.with_severity(severity).is_some());
            let groups = severities.map(|&one| (Key::Severity(one), Label::new(one.as_str())));
            Ok((groups.take(top).collect(), None))
        }
        RemediationBy::Product => {
            let ranked = ranked(Object::Product).await?;
            let groups = ranked.objects.into_iter();
            Ok((
                groups
                    .map(|(id, label, _)| (Key::Product(id), label))
                    .collect(),
                ranked.lack,
            ))
        }
        RemediationBy::TestType => {
            let ranked = ranked(Object::TestType).await?;
            let groups = ranked.objects.into_iter();
            Ok((
                groups
                    .map(|(id, label, _)| (Key::TestType(id), label))
                    .collect(),
                ranked.lack,
            ))
        }
        RemediationBy::Cwe => {
            let ranking = question.ranked_cwes().await?;
            let groups = ranking.groups.into_iter().map(|(number, _)| {
                let label = number.map_or_else(|| "no CWE".to_owned(), cwe::label);
                (Key::Cwe(number), Label::new(label))
            });
            Ok((groups.collect(), ranking.lack))
        }
    }
}
