//! Filters with one more condition. None where no finding can meet both.

use crate::dojo::{FindingFilter, Probability, Severity};

/// Of one of `severities` only.
pub(super) fn severities(filter: &FindingFilter, severities: &[Severity]) -> Option<FindingFilter> {
    let can =
        |severity: &Severity| filter.severity.is_empty() || filter.severity.contains(severity);
    let severity: Vec<Severity> = severities.iter().copied().filter(can).collect();
    (!severity.is_empty()).then(|| FindingFilter {
        severity,
        ..filter.clone()
    })
}

/// Past the SLA date only.
pub(super) fn overdue(filter: &FindingFilter) -> FindingFilter {
    FindingFilter {
        overdue: true,
        ..filter.clone()
    }
}

/// With at least this EPSS score only.
pub(super) fn epss(filter: &FindingFilter, least: Probability) -> FindingFilter {
    let higher = filter.epss_min.filter(|asked| *asked > least);
    FindingFilter {
        epss_min: Some(higher.unwrap_or(least)),
        ..filter.clone()
    }
}

/// The most ids in one call: the server takes a request line of 4,094 bytes.
const MOST_IDS: usize = 300;

/// Of one of `products` only, in as many filters as it takes.
pub(super) fn products(filter: &FindingFilter, products: &[u64]) -> Vec<FindingFilter> {
    let can = |id: &u64| filter.product_ids.is_empty() || filter.product_ids.contains(id);
    let product_ids: Vec<u64> = products.iter().copied().filter(can).collect();
    let parts = product_ids.chunks(MOST_IDS).map(|ids| FindingFilter {
        product_ids: ids.to_vec(),
        ..filter.clone()
    });
    parts.collect()
}

/// Known to be exploited, or not.
pub(super) fn exploited(filter: &FindingFilter, value: bool) -> Option<FindingFilter> {
    can(filter.known_exploited, value).then(|| FindingFilter {
        known_exploited: Some(value),
        ..filter.clone()
    })
}

/// Used by ransomware.
pub(super) fn ransomware(filter: &FindingFilter) -> Option<FindingFilter> {
    can(filter.ransomware_used, true).then(|| FindingFilter {
        ransomware_used: Some(true),
        ..filter.clone()
    })
}

fn can(asked: Option<bool>, value: bool) -> bool {
    asked.is_none_or(|asked| asked == value)
}
