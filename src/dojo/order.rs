//! The order of a list of findings.

/// In which order findings come. Each ends with the id, because `DefectDojo` repeats rows between pages
/// of an order that isn't total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingOrder {
    /// Worst first.
    Severity,
    /// Latest discovered first.
    Newest,
    /// Earliest discovered first.
    Oldest,
    /// Earliest end of the SLA first, findings without one last.
    SlaDue,
    /// By name of the product.
    Product,
    /// By title.
    Title,
    /// By CWE number: findings with 0 first, those with none at all last.
    Cwe,
    /// By name of the component, in the order of the database; findings without one last.
    Component,
}

impl FindingOrder {
    /// The values of the API's parameter `o`.
    pub(super) const fn keys(self) -> [&'static str; 2] {
        let first = match self {
            // `severity` itself sorts by the alphabet: Critical, High, Info, Low, Medium.
            Self::Severity => "numerical_severity",
            Self::Newest => "-date",
            Self::Oldest => "date",
            Self::SlaDue => "sla_expiration_date",
            Self::Product => "test__engagement__product__name",
            Self::Title => "title",
            Self::Cwe => "cwe",
            Self::Component => "component_name",
        };
        [first, "id"]
    }
}
