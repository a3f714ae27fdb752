//! Findings by CWE and by the risks of the OWASP Top 10.

use super::{Grouping, Question};
use crate::dojo::{FindingFilter, Ranking, Tally};
use crate::report::{Group, Label};
use crate::resources::owasp_top_10;
use crate::taxonomy::cwe;
use crate::tools::operation::ToolError;

impl Question<'_> {
    /// The CWEs that most findings have.
    ///
    /// # Errors
    /// Every error of a call to `DefectDojo`.
    pub(crate) async fn ranked_cwes(&self) -> Result<Ranking<Option<u32>>, ToolError> {
        let numbers: Vec<u32> = cwe::numbers().collect();
        let cwes = self.call.dojo.cwes(self.filter, &numbers, self.reserve());
        let mut ranking = cwes.await?;
        ranking.groups.truncate(self.top);
        Ok(ranking)
    }

    pub(super) async fn by_cwe(&self) -> Result<Grouping, ToolError> {
        let ranking = self.ranked_cwes().await?;
        let groups = ranking.groups.into_iter().map(|(cwe, count)| {
            // 0 is none; what has no number at all, `DefectDojo` can't be asked for.
            let filter = FindingFilter {
                cwe: vec![cwe.unwrap_or_default()],
                ..self.filter.clone()
            };
            (
                Label::new(cwe.map_or_else(|| "no CWE".to_owned(), cwe::label)),
                count,
                filter,
            )
        });
        Ok(Grouping {
            lack: ranking.lack,
            ..Grouping::partition(self.with_severities(groups.collect()).await?)
        })
    }

    pub(super) async fn by_owasp_top_10(&self) -> Result<Grouping, ToolError> {
        let categories = owasp_top_10::CATEGORIES.iter();
        let asked: Vec<(String, FindingFilter)> = categories
            .filter_map(|category| {
                let cwe = category.cwes.iter().copied();
                let cwe: Vec<u32> = cwe
                    .filter(|cwe| self.filter.cwe.is_empty() || self.filter.cwe.contains(cwe))
                    .collect();
                let filter = FindingFilter {
                    cwe,
                    ..self.filter.clone()
                };
                let label = format!("{} {}", category.code, category.name);
                (!filter.cwe.is_empty()).then_some((label, filter))
            })
            .collect();
        let filters: Vec<FindingFilter> = asked.iter().map(|(_, filter)| filter.clone()).collect();
        let tallies = self.call.dojo.tallies(&filters, Some(self.whole)).await?;
        let labels = asked.into_iter().map(|(label, _)| label);
        let groups = labels
            .zip(tallies)
            .filter(|(_, tally)| *tally != Tally::default());
        let groups = groups.map(|(label, tally)| Group::new(Label::new(label), tally));
        Ok(Grouping {
            note: Some(
                "Categories of the OWASP Top 10:2025 by its own list of CWEs, each of which is in one category. `others` are findings whose CWE is in none, or that have no CWE.",
            ),
            ..Grouping::partition(groups.collect())
        })
    }
}
