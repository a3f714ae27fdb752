//! One finding that was fixed, as far as its time goes.

use crate::dojo::model::Finding;
use crate::dojo::{Day, Names, Severity};
use crate::tools::rows::product_id;

/// What is kept of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fixed {
    pub(crate) severity: Option<Severity>,
    pub(crate) product: Option<u64>,
    pub(crate) test_type: Option<u64>,
    pub(crate) cwe: Option<u32>,
    /// From discovery to closing, in days. None where one of the two can't be read.
    pub(crate) days: Option<i64>,
    /// Whether it was closed by the end of its SLA. None without one.
    pub(crate) in_time: Option<bool>,
    /// Whether all of that is there, and of a known kind.
    pub(crate) is_readable: bool,
}

/// The fields of the API that it comes from.
const FIELDS: [&str; 6] = [
    "date",
    "mitigated",
    "sla_expiration_date",
    "severity",
    "cwe",
    "related_fields",
];

impl Fixed {
    /// Of a finding that came with these names.
    pub(crate) fn new(finding: &Finding, names: Names) -> Self {
        let closed = finding.mitigated.as_ref();
        let closed: Option<Day> = closed.and_then(|moment| moment.parse_start(10));
        let end = finding.sla_expiration_date.as_ref();
        let end: Option<Day> = end.and_then(|day| day.parse_start(10));
        let name = finding.severity.as_ref();
        let mut severities = Severity::ALL.iter().copied();
        let test = finding
            .related_fields
            .as_ref()
            .and_then(|related| related.test.as_ref());
        let is_unread = |unread: &String| FIELDS.iter().any(|field| unread.starts_with(field));
        let fixed = Self {
            severity: severities
                .find(|severity| name.is_some_and(|name| *name == severity.as_str())),
            product: product_id(finding),
            test_type: test.and_then(|test| test.test_type.as_ref()?.id),
            cwe: finding.cwe,
            days: closed
                .zip(finding.date)
                .map(|(closed, found)| closed.since(found)),
            in_time: closed.zip(end).map(|(closed, end)| closed <= end),
            is_readable: !finding.unread.iter().any(is_unread),
        };
        let is_whole = fixed.days.is_some()
            && fixed.severity.is_some()
            && (names == Names::LeftOut || fixed.product.is_some() && fixed.test_type.is_some());
        Self {
            is_readable: fixed.is_readable && is_whole,
            ..fixed
        }
    }
}
