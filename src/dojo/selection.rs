//! Findings of one or of several statuses, counted and paged exactly.
//!
//! The API can only AND. An OR of statuses is cut into conjunctions that share no finding; the count is
//! the sum of theirs, and the rows are laid end to end or merged, so that pages tile.

use super::{
    client::Client,
    conjunction::Conjunction,
    endpoint::{Endpoint as _, Findings},
    error::Error,
    filter::{FindingFilter, Names},
    merge,
    model::Finding,
    order::FindingOrder,
    page::{Doubt, Page, repeats},
    query::Query,
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
    /// Why neither count nor rows are certain.
    pub doubt: Option<Doubt>,
}

/// What several calls brought.
pub(super) struct Found {
    pub(super) rows: Vec<Finding>,
    /// Whether a call brought something else than the calls before it let expect.
    pub(super) moved: bool,
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
        let count: u64 = groups.iter().map(|group| group.count).sum();
        let due = window
            .limit
            .get()
            .min(count.saturating_sub(window.offset.get()));
        let global = |Found { rows, moved }| Selection {
            count,
            order: RowOrder::Global,
            groups: groups.clone(),
            doubt: (moved || u64::try_from(rows.len()) != Ok(due) || repeats(&rows))
                .then_some(Doubt::Moved),
            rows,
        };
        if due == 0 {
            return Ok(global(Found {
                rows: Vec::new(),
                moved: false,
            }));
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
            FindingOrder::SlaDue
            | FindingOrder::Product
            | FindingOrder::Title
            | FindingOrder::Cwe
            | FindingOrder::Component => {
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
        let Page { count, rows, doubt } = if window.limit == Limit::NONE {
            Page::of_count(self.count(filter, conjunction).await?)
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
            doubt,
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
    ) -> Result<Found, Error> {
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
    ) -> Result<Found, Error> {
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
        let pages = self.all(calls).await?;
        let groups = slices.iter().map(|(part, ..)| &part.group);
        Ok(Found::of(groups, pages))
    }

    /// How many findings `conjunction` finds.
    pub(super) async fn count(
        &self,
        filter: &FindingFilter,
        conjunction: Conjunction,
    ) -> Result<u64, Error> {
        self.count_at(Findings::COLLECTION, filter.query(conjunction)?)
            .await
    }

    /// At most `limit` findings of `conjunction` after the first `offset` ones, with all names.
    pub(super) async fn rows(
        &self,
        filter: &FindingFilter,
        conjunction: Conjunction,
        order: FindingOrder,
        limit: u64,
        offset: u64,
    ) -> Result<Page<Finding>, Error> {
        let query = filter.row_query(conjunction, order, Names::Told)?;
        self.ordered(query, limit, offset).await
    }

    /// At most `limit` findings of a query that has an order, after the first `offset` ones.
    pub(super) async fn ordered(
        &self,
        mut query: Query<Findings>,
        limit: u64,
        offset: u64,
    ) -> Result<Page<Finding>, Error> {
        let offset = Offset::at(offset);
        query.rows(limit, offset);
        self.page(Findings::COLLECTION, query, limit, offset).await
    }
}

impl Found {
    /// The rows of `pages`, each of the group at its place in `groups`.
    pub(super) fn of<'g>(
        groups: impl Iterator<Item = &'g Group>,
        pages: Vec<Page<Finding>>,
    ) -> Self {
        let moved = groups
            .zip(&pages)
            .any(|(group, page)| page.count != group.count || page.doubt.is_some());
        let rows = pages.into_iter().flat_map(|page| page.rows).collect();
        Self { rows, moved }
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
