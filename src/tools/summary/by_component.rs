//! Findings by the component that is affected.

use super::{Grouping, Question};
use crate::dojo::{Component, Error, FindingFilter, Tally};
use crate::report::{Group, Label};
use crate::tools::operation::ToolError;
use crate::tools::rows::NAME;

impl Question<'_> {
    pub(super) async fn by_component(&self) -> Result<Grouping, ToolError> {
        let dojo = &self.call.dojo;
        let ranking = dojo.components(self.filter, self.top, self.reserve());
        let ranking = ranking.await?;
        // Those that a search finds alone are counted side by side, and all others one by one.
        let alone = ranking.groups.iter().filter_map(|(component, total)| {
            let name = component.name.as_ref().filter(|_| component.is_alone)?;
            let filter = FindingFilter {
                component_name: Some(name.as_question()),
                ..self.filter.clone()
            };
            Some((self.component(component), *total, filter))
        });
        let alone = self.with_severities(alone.collect()).await?;
        let mut alone = alone.into_iter().peekable();
        let mut groups = Vec::new();
        for (component, total) in &ranking.groups {
            let group = alone.next_if(|_| component.is_alone);
            groups.push(group.unwrap_or_else(|| Group {
                label: self.component(component),
                total: *total,
                tally: None,
            }));
        }
        self.infer_last(&mut groups);
        for (group, (component, total)) in groups.iter_mut().zip(&ranking.groups) {
            if group.tally.is_none() && !component.is_alone {
                group.tally = self.component_tally(component, *total).await?;
            }
        }
        Ok(Grouping {
            lack: ranking.lack,
            is_foreign: true,
            ..Grouping::partition(groups)
        })
    }

    /// Where the groups are all there is, the severities of the last are what the others leave.
    fn infer_last(&self, groups: &mut [Group]) {
        let known: Vec<Tally> = groups.iter().filter_map(|group| group.tally).collect();
        let told: u64 = groups.iter().map(|group| group.total).sum();
        if told != self.whole.total() || known.len() + 1 != groups.len() {
            return;
        }
        let rest = self
            .whole
            .minus(known.into_iter().fold(Tally::default(), Tally::plus));
        if let Some(last) = groups.iter_mut().find(|group| group.tally.is_none()) {
            last.tally = rest.filter(|rest| rest.total() == last.total);
        }
    }

    /// None where the requests ended, too.
    async fn component_tally(
        &self,
        component: &Component,
        total: u64,
    ) -> Result<Option<Tally>, ToolError> {
        let dojo = &self.call.dojo;
        let tally = match &component.name {
            Some(name) => {
                dojo.component_tally(self.filter, name, total, self.whole)
                    .await
            }
            None => dojo.nameless_tally(self.filter, total, self.whole).await,
        };
        match tally {
            Err(Error::Spent) => Ok(None),
            tally => Ok(tally?),
        }
    }

    fn component(&self, component: &Component) -> Label {
        let name = self.call.reader.line(component.name.as_ref(), NAME);
        Label::new(name.unwrap_or_else(|| "no component".to_owned()))
    }
}
