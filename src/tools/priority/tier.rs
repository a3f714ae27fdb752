//! Findings that come before or after others.

use super::narrow;
use crate::dojo::{FindingFilter, Probability, Severity};
use Severity::{Critical, High, Info, Low, Medium};

/// One step on a list of what to fix first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tier {
    Exploited,
    LikelyExploited,
    CriticalOverdue,
    CriticalExposed,
    Critical,
    HighOverdue,
    HighExposed,
    High,
    MediumOverdue,
    Medium,
    LowOverdue,
    Low,
    Info,
    /// What no other tier has.
    Rest,
}

/// An EPSS score from which exploitation within 30 days is more likely than not.
const LIKELY: f64 = 0.5;

impl Tier {
    /// What results call it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Exploited => "exploited",
            Self::LikelyExploited => "likely_exploited",
            Self::CriticalOverdue => "critical_overdue",
            Self::CriticalExposed => "critical_exposed",
            Self::Critical => "critical",
            Self::HighOverdue => "high_overdue",
            Self::HighExposed => "high_exposed",
            Self::High => "high",
            Self::MediumOverdue => "medium_overdue",
            Self::Medium => "medium",
            Self::LowOverdue => "low_overdue",
            Self::Low => "low",
            Self::Info => "info",
            Self::Rest => "rest",
        }
    }

    /// What its findings have in common.
    pub(crate) const fn means(self) -> &'static str {
        match self {
            Self::Exploited => {
                "in CISA's catalogue of known exploited vulnerabilities, or used by ransomware"
            }
            Self::LikelyExploited => "EPSS at least 0.5, and Critical or High",
            Self::CriticalOverdue => "Critical, past the SLA date",
            Self::CriticalExposed => "Critical, in a product that the Internet reaches",
            Self::Critical => "Critical",
            Self::HighOverdue => "High, past the SLA date",
            Self::HighExposed => "High, in a product that the Internet reaches",
            Self::High => "High",
            Self::MediumOverdue => "Medium, past the SLA date",
            Self::Medium => "Medium",
            Self::LowOverdue => "Low or Info, past the SLA date",
            Self::Low => "Low",
            Self::Info => "Info",
            Self::Rest => "all others",
        }
    }

    /// Whether it asks for products that the Internet reaches.
    pub(crate) const fn is_exposed(self) -> bool {
        matches!(self, Self::CriticalExposed | Self::HighExposed)
    }

    /// Whether its findings are past their SLA date: the earliest is the worst.
    pub(crate) const fn is_overdue(self) -> bool {
        matches!(
            self,
            Self::CriticalOverdue | Self::HighOverdue | Self::MediumOverdue | Self::LowOverdue
        )
    }

    /// Its findings of `filter`, as filters that share none. `exposed` are the products that the Internet reaches.
    pub(crate) fn filters(self, filter: &FindingFilter, exposed: &[u64]) -> Vec<FindingFilter> {
        let of = |severities: &[Severity]| narrow::severities(filter, severities);
        let overdue =
            |severities: &[Severity]| of(severities).map(|filter| narrow::overdue(&filter));
        let exposed = |severity| {
            let filter = of(&[severity]);
            filter.map_or_else(Vec::new, |filter| narrow::products(&filter, exposed))
        };
        let found = match self {
            Self::Exploited => {
                let known = narrow::exploited(filter, true);
                let others = narrow::exploited(filter, false);
                let others = others.and_then(|filter| narrow::ransomware(&filter));
                return known.into_iter().chain(others).collect();
            }
            Self::LikelyExploited => of(&[Critical, High]).and_then(|filter| {
                let least = Probability::new(LIKELY).ok()?;
                Some(narrow::epss(&filter, least))
            }),
            Self::CriticalOverdue => overdue(&[Critical]),
            Self::CriticalExposed => return exposed(Critical),
            Self::Critical => of(&[Critical]),
            Self::HighOverdue => overdue(&[High]),
            Self::HighExposed => return exposed(High),
            Self::High => of(&[High]),
            Self::MediumOverdue => overdue(&[Medium]),
            Self::Medium => of(&[Medium]),
            Self::LowOverdue => overdue(&[Low, Info]),
            Self::Low => of(&[Low]),
            Self::Info => of(&[Info]),
            Self::Rest => Some(filter.clone()),
        };
        found.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_products_are_asked_for_in_several_calls() {
        let exposed: Vec<u64> = (1..=700).collect();
        let filters = Tier::CriticalExposed.filters(&FindingFilter::default(), &exposed);
        let ids = filters.iter().map(|filter| filter.product_ids.len());
        assert_eq!(ids.collect::<Vec<_>>(), [300, 300, 100]);
        assert!(filters.iter().all(|filter| filter.severity == [Critical]));
        assert_eq!(
            Tier::HighExposed.filters(&FindingFilter::default(), &[]),
            []
        );
    }

    #[test]
    fn what_ransomware_uses_is_exploited_although_no_catalogue_has_it() {
        let filters = Tier::Exploited.filters(&FindingFilter::default(), &[]);
        let flags = filters
            .iter()
            .map(|filter| (filter.known_exploited, filter.ransomware_used));
        assert_eq!(
            flags.collect::<Vec<_>>(),
            [(Some(true), None), (Some(false), Some(true))]
        );
    }

    #[test]
    fn what_contradicts_the_filter_finds_nothing() {
        let filter = FindingFilter {
            severity: vec![Low],
            known_exploited: Some(false),
            ransomware_used: Some(false),
            ..FindingFilter::default()
        };
        assert_eq!(Tier::Exploited.filters(&filter, &[]), []);
        assert_eq!(Tier::Critical.filters(&filter, &[]), []);
        assert_eq!(
            Tier::Low.filters(&filter, &[]),
            std::slice::from_ref(&filter)
        );
    }
}
