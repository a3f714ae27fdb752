//! Findings of one or of several statuses, counted and paged exactly.
//!
//! The API can only AND. An OR of statuses is cut into conjunctions that share no finding; the count is
//! the sum of theirs, and the rows are laid end to end or merged, so that pages tile.

use super::{
    client::Client,
    conjunction::Conjunction,
    endpoint::{Endpoint as _, Findings},
    error::Error,
    filter::FindingFilter,
    merge,
    model::Finding,
    order::FindingOrder,
    page::Page,
    severity::Severity,
    window::{Limit, Offset, Window},
};

/// How the rows of a selection are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowOrder {
    /// As asked for.
    Global,
    /// As asked for within each of [`Selection::groups`], one group after the other.
    GroupAfterGroup,
}

/// Findings that one conjunction finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Group {
    /// What they have in common.
    pub conjunction: Conjunction,
    /// How many there are.
    pub count: u64,
}

/// The findings of a window.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// How many findings there are in all.
    pub count: u64,
    /// The findings of the window.
    pub rows: Vec<Finding>,
    /// How they are ordered.
    pub order: RowOrder,
    /// The parts that `count` is the sum of, no part empty and no finding in two parts.
    pub groups: Vec<Group>,
}

impl Client<'_> {
    /// Findings, with the names of test, engagement and product.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn findings(
        &self,
        filter: &FindingFilter,
        order: FindingOrder,
        window: Window,
    ) -> Result<Selection, Error> {
        let conjunctions = filter.conjunctions();
        if let [conjunction] = *conjunctions {
            return self.whole(filter, conjunction, order, window).await;
        }
        let groups = self.groups_of(filter, &conjunctions).await?;
        let count = groups.iter().map(|group| group.count).sum();
        let global = |rows| Selection {
            count,
            rows,
            order: RowOrder::Global,
            groups: groups.clone(),
        };
        if window.limit == Limit::NONE || window.offset.get() >= count {
            return Ok(global(Vec::new()));
        }
        if let [Group { conjunction, .. }] = *groups {
            return self.whole(filter, conjunction, order, window).await;
        }
        match order {
            FindingOrder::Newest | FindingOrder::Oldest => {
                let walk = merge::Walk::new(order == FindingOrder::Newest);
                merge::rows(self, filter, &groups, walk, window)
                    .await
                    .map(global)
            }
            FindingOrder::Severity => self.by_severity(filter, &groups, window).await.map(global),
            FindingOrder::SlaDue | FindingOrder::Product | FindingOrder::Title => {
                let parts = Part::of(filter, &groups);
                let rows = self.end_to_end(parts, order, window).await?;
                Ok(Selection {
                    order: RowOrder::GroupAfterGroup,
                    ..global(rows)
                })
            }
        }
    }

    /// The findings of a single conjunction: one call has count and rows.
    async fn whole(
        &self,
        filter: &FindingFilter,
        conjunction: Conjunction,
        order: FindingOrder,
        window: Window,
    ) -> Result<Selection, Error> {
        let Page { count, rows } = if window.limit == Limit::NONE {
            Page {
                count: self.count(filter, conjunction).await?,
                rows: Vec::new(),
            }
        } else {
            self.rows(
                filter,
                conjunction,
                order,
                window.limit.get(),
                window.offset.get(),
            )
            .await?
        };
        let groups = if count == 0 {
            Vec::new()
        } else {
            vec![Group { conjunction, count }]
        };
        Ok(Selection {
            count,
            rows,
            order: RowOrder::Global,
            groups,
        })
    }

    /// The conjunctions that find something, with their counts.
    async fn groups_of(
        &self,
        filter: &FindingFilter,
        conjunctions: &[Conjunction],
    ) -> Result<Vec<Group>, Error> {
        let counts = conjunctions.iter().map(|&conjunction| async move {
            let count = self.count(filter, conjunction).await?;
            Ok(Group { conjunction, count })
        });
        let groups = self.all(counts).await?;
        Ok(groups.into_iter().filter(|group| group.count > 0).collect())
    }

    /// Worst first: a part for each severity and conjunction. Only as many severities are counted as the
    /// window reaches into.
    async fn by_severity(
        &self,
        filter: &FindingFilter,
        groups: &[Group],
        window: Window,
    ) -> Result<Vec<Finding>, Error> {
        if filter.severity.len() == 1 {
            let parts = Part::of(filter, groups);
            return self.end_to_end(parts, FindingOrder::Severity, window).await;
        }
        let end = window.offset.get().saturating_add(window.limit.get());
        let conjunctions: Vec<_> = groups.iter().map(|group| group.conjunction).collect();
        let mut parts = Vec::new();
        let mut count = 0;
        for &severity in Severity::ALL {
            if !filter.severity.is_empty() && !filter.severity.contains(&severity) {
                continue;
            }
            let filter = FindingFilter {
                severity: vec![severity],
                ..filter.clone()
            };
            for group in self.groups_of(&filter, &conjunctions).await? {
                count += group.count;
                parts.push(Part {
                    filter: filter.clone(),
                    group,
                });
            }
            if count >= end {
                break;
            }
        }
        self.end_to_end(parts, FindingOrder::Severity, window).await
    }

    /// The window on `parts`, laid one after the other.
    async fn end_to_end(
        &self,
        parts: Vec<Part>,
        order: FindingOrder,
        window: Window,
    ) -> Result<Vec<Finding>, Error> {
        let (mut skip, mut wanted) = (window.offset.get(), window.limit.get());
        let mut slices = Vec::new();
        for part in parts {
            let offset = skip.min(part.group.count);
            let limit = wanted.min(part.group.count - offset);
            (skip, wanted) = (skip - offset, wanted - limit);
            if limit > 0 {
                slices.push((part, limit, offset));
            }
        }
        let calls = slices.iter().map(|(part, limit, offset)| {
            self.rows(&part.filter, part.group.conjunction, order, *limit, *offset)
        });
        Ok(self
            .all(calls)
            .await?
            .into_iter()
            .flat_map(|page| page.rows)
            .collect())
    }

    /// How many findings `conjunction` finds.
    pub(super) async fn count(
        &self,
        filter: &FindingFilter,
        conjunction: Conjunction,
    ) -> Result<u64, Error> {
        let mut query = filter.query(conjunction)?;
        query.window(Window::COUNT);
        Ok(self.page(Findings::COLLECTION, query).await?.count)
    }

    /// At most `limit` findings of `conjunction` after the first `offset` ones.
    pub(super) async fn rows(
        &self,
        filter: &FindingFilter,
        conjunction: Conjunction,
        order: FindingOrder,
        limit: u64,
        offset: u64,
    ) -> Result<Page<Finding>, Error> {
        let mut query = filter.row_query(conjunction, order)?;
        query.rows(limit, Offset::at(offset));
        self.page(Findings::COLLECTION, query).await
    }
}

/// The findings that a conjunction finds with a filter.
struct Part {
    filter: FindingFilter,
    group: Group,
}

impl Part {
    /// A part for each of `groups`.
    fn of(filter: &FindingFilter, groups: &[Group]) -> Vec<Self> {
        let part = |&group| Self {
            filter: filter.clone(),
            group,
        };
        groups.iter().map(part).collect()
    }
}
