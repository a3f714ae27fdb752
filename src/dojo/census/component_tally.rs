//! The findings of one component by severity.

use super::{Tally, bisect::Border};
use crate::dojo::{Client, Error, FindingFilter, FindingOrder, model::Finding};
use crate::text::Untrusted;

impl Client<'_> {
    /// The findings of `filter` with the component `name` by severity, of which there are `total`, where other
    /// components have that name in theirs. None where they changed meanwhile.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn component_tally(
        &self,
        filter: &FindingFilter,
        name: &Untrusted,
        total: u64,
        known: Tally,
    ) -> Result<Option<Tally>, Error> {
        let named = FindingFilter {
            component_name: Some(name.as_question()),
            ..filter.clone()
        };
        let mut tally = Tally::default();
        for (severity, _) in known.by_severity().filter(|(_, count)| *count > 0) {
            let Some(named) = named.with_severity(severity) else {
                continue;
            };
            let ranking = self.components(&named, usize::MAX, 0).await?;
            let mut groups = ranking.groups.into_iter();
            let found = groups.find(|(other, _)| other.name.as_ref() == Some(name));
            *tally.of_mut(severity) = found.map_or(0, |(_, count)| count);
        }
        Ok(Some(tally).filter(|tally| tally.total() == total))
    }

    /// The same for findings without a component: those with an empty name come first, those with none last.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn nameless_tally(
        &self,
        filter: &FindingFilter,
        total: u64,
        known: Tally,
    ) -> Result<Option<Tally>, Error> {
        let severities = known.by_severity().filter(|(_, count)| *count > 0);
        let filters = severities.filter_map(|(severity, _)| filter.with_severity(severity));
        let lists = self.lists(&filters.collect::<Vec<_>>()).await?;
        let is_empty = |row: &Finding| row.component_name.as_ref().is_some_and(Untrusted::is_blank);
        let has_name = |row: &Finding| row.component_name.is_some();
        let mut borders = Vec::new();
        for (place, list) in lists.iter().enumerate() {
            borders.push(Border::new(place, list.count, is_empty).early());
            borders.push(Border::new(place, list.count, has_name));
        }
        if !self
            .bisect(&lists, &mut borders, FindingOrder::Component)
            .await?
        {
            return Ok(None);
        }
        let mut tally = Tally::default();
        for (list, borders) in lists.iter().zip(borders.chunks(2)) {
            let severity = list.filter.severity.first().copied();
            if let ([empty, named], Some(severity)) = (borders, severity) {
                let count = empty.place() + (list.count - named.place());
                *tally.of_mut(severity) += count;
            }
        }
        Ok(Some(tally).filter(|tally| tally.total() == total))
    }
}
