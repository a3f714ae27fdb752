//! What findings can be grouped by.

use crate::tools::args::Choice;

/// A property of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupBy {
    Severity,
    Status,
    Product,
    ProductType,
    Engagement,
    TestType,
    Cwe,
    OwaspTop10,
    Component,
    Month,
    AgeBand,
    Sla,
}

impl GroupBy {
    pub(crate) const ALL: [(&'static str, Self); 12] = [
        ("severity", Self::Severity),
        ("status", Self::Status),
        ("product", Self::Product),
        ("product_type", Self::ProductType),
        ("engagement", Self::Engagement),
        ("test_type", Self::TestType),
        ("cwe", Self::Cwe),
        ("owasp_top10", Self::OwaspTop10),
        ("component", Self::Component),
        ("month", Self::Month),
        ("age_band", Self::AgeBand),
        ("sla", Self::Sla),
    ];

    /// What the argument calls it.
    pub(crate) fn name(self) -> &'static str {
        let entry = Self::ALL.iter().find(|(_, value)| *value == self);
        entry.map_or("", |(name, _)| name)
    }

    /// Whether all findings are meant where no status is given, not the active ones.
    pub(crate) const fn means_all(self) -> bool {
        matches!(self, Self::Status)
    }
}

impl Choice for GroupBy {
    const WHAT: &'static str = "property to group by";

    fn values() -> Vec<(&'static str, Self)> {
        Self::ALL.to_vec()
    }
}
