//! In which order tiers come.

use super::Tier;
use crate::tools::args::Choice;

/// What decides what comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Strategy {
    #[default]
    Exploitability,
    Sla,
    Severity,
}

impl Strategy {
    /// The tiers, first things first.
    ///
    /// By exploitability: what is attacked now comes first, whatever its severity, as CISA's directive BOD 22-01 has it
    /// (<https://www.cisa.gov/known-exploited-vulnerabilities-catalog>) and as active exploitation leads to "act" or
    /// "attend" in its SSVC tree (<https://www.cisa.gov/ssvc>). Then what is likely to be attacked soon, by EPSS, which
    /// FIRST advises to use beside severity and not in its place (<https://www.first.org/epss/user-guide>): so with
    /// Critical and High alone. Then by severity, and within one what is late and what is exposed, as exposure is the
    /// next question of SSVC.
    pub(crate) const fn tiers(self) -> &'static [Tier] {
        match self {
            Self::Exploitability => &[
                Tier::Exploited,
                Tier::LikelyExploited,
                Tier::CriticalOverdue,
                Tier::CriticalExposed,
                Tier::Critical,
                Tier::HighOverdue,
                Tier::HighExposed,
                Tier::High,
                Tier::MediumOverdue,
                Tier::Medium,
                Tier::Rest,
            ],
            Self::Sla => &[
                Tier::CriticalOverdue,
                Tier::HighOverdue,
                Tier::MediumOverdue,
                Tier::LowOverdue,
                Tier::Critical,
                Tier::High,
                Tier::Medium,
                Tier::Rest,
            ],
            Self::Severity => &[
                Tier::Critical,
                Tier::High,
                Tier::Medium,
                Tier::Low,
                Tier::Info,
            ],
        }
    }
}

impl Choice for Strategy {
    const WHAT: &'static str = "strategy";

    fn values() -> Vec<(&'static str, Self)> {
        vec![
            ("exploitability", Self::Exploitability),
            ("sla", Self::Sla),
            ("severity", Self::Severity),
        ]
    }
}
