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
}

impl FindingOrder {
    /// The value of the API's parameter `o`.
    pub(super) const fn key(self) -> &'static str {
        match self {
            // `severity` itself sorts by the alphabet: Critical, High, Info, Low, Medium.
            Self::Severity => "numerical_severity,id",
            Self::Newest => "-date,id",
            Self::Oldest => "date,id",
            Self::SlaDue => "sla_expiration_date,id",
            Self::Product => "test__engagement__product__name,id",
            Self::Title => "title,id",
        }
    }
}
