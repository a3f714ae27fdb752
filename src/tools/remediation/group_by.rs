//! What remediation can be told by.

use super::Fixed;
use crate::dojo::{FindingFilter, Names, Severity};
use crate::tools::args::Choice;
use crate::tools::summary::Object;

/// A property of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum RemediationBy {
    #[default]
    Severity,
    Product,
    TestType,
    Cwe,
}

impl RemediationBy {
    /// The names that the findings of its groups are told apart by.
    pub(crate) const fn names(self) -> Names {
        match self {
            Self::Product | Self::TestType => Names::Told,
            Self::Severity | Self::Cwe => Names::LeftOut,
        }
    }
}

impl Choice for RemediationBy {
    const WHAT: &'static str = "property to group by";

    fn values() -> Vec<(&'static str, Self)> {
        vec![
            ("severity", Self::Severity),
            ("product", Self::Product),
            ("test_type", Self::TestType),
            ("cwe", Self::Cwe),
        ]
    }
}

/// What the findings of a group have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Severity(Severity),
    Product(u64),
    TestType(u64),
    /// None is none.
    Cwe(Option<u32>),
}

impl Key {
    /// The findings of `filter` in this group. None where there can be none.
    pub(crate) fn narrow(self, filter: &FindingFilter) -> Option<FindingFilter> {
        Some(match self {
            Self::Severity(severity) => return filter.with_severity(severity),
            Self::Product(id) => Object::Product.narrow(filter, &[id]),
            Self::TestType(id) => Object::TestType.narrow(filter, &[id]),
            Self::Cwe(cwe) => FindingFilter {
                cwe: vec![cwe.unwrap_or_default()],
                ..filter.clone()
            },
        })
    }

    /// Whether a finding is in this group.
    pub(crate) fn holds(self, fixed: &Fixed) -> bool {
        match self {
            Self::Severity(severity) => fixed.severity == Some(severity),
            Self::Product(id) => fixed.product == Some(id),
            Self::TestType(id) => fixed.test_type == Some(id),
            Self::Cwe(cwe) => fixed.cwe == cwe,
        }
    }
}
