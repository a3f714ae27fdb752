//! The state of a finding, as `DefectDojo`'s own filter names it.

use super::{
    choice::choice,
    conjunction::{Conjunction, Flag},
};

choice! {
    /// A status to search for. One finding can have several.
    Status {
        /// Every finding.
        Any = "Any",
        /// `active`.
        Active = "Active",
        /// `active`: another word for Active.
        Open = "Open",
        /// `active` and `verified`.
        Verified = "Verified",
        /// Not `active`, and `out_of_scope`.
        OutOfScope = "Out of Scope",
        /// Neither `active` nor `duplicate`, and `false_p`.
        FalsePositive = "False Positive",
        /// None of `active`, `duplicate`, `is_mitigated`, `false_p`, `out_of_scope`; risk accepted ones
        /// are among them.
        Inactive = "Inactive",
        /// `risk_accepted`.
        RiskAccepted = "Risk Accepted",
        /// `is_mitigated`; false positives and those out of scope are among them.
        Closed = "Closed",
        /// `under_review`.
        UnderReview = "Under Review",
    }
}

impl Status {
    /// What the API has to be asked for, as `DefectDojo`'s `dojo/finding/helper.py` defines each status.
    #[must_use]
    pub fn conjunction(self) -> Conjunction {
        use Flag::{
            Active, Duplicate, FalsePositive, Mitigated, OutOfScope, RiskAccepted, UnderReview,
            Verified,
        };
        match self {
            Self::Any => Conjunction::ANY,
            Self::Active | Self::Open => Conjunction::of(&[Active], &[]),
            Self::Verified => Conjunction::of(&[Active, Verified], &[]),
            Self::OutOfScope => Conjunction::of(&[OutOfScope], &[Active]),
            Self::FalsePositive => Conjunction::of(&[FalsePositive], &[Active, Duplicate]),
            Self::Inactive => Conjunction::of(
                &[],
                &[Active, Duplicate, Mitigated, FalsePositive, OutOfScope],
            ),
            Self::RiskAccepted => Conjunction::of(&[RiskAccepted], &[]),
            Self::Closed => Conjunction::of(&[Mitigated], &[]),
            Self::UnderReview => Conjunction::of(&[UnderReview], &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_asks_for_what_the_api_was_seen_to_answer() {
        let spelled: Vec<String> = Status::ALL
            .iter()
            .map(|s| format!("{s}: {}", s.conjunction()))
            .collect();
        assert_eq!(
            spelled,
            [
                "Any: any",
                "Active: active",
                "Open: active",
                "Verified: active, verified",
                "Out of Scope: not active, out_of_scope",
                "False Positive: not active, not duplicate, false_p",
                "Inactive: not active, not duplicate, not is_mitigated, not false_p, not out_of_scope",
                "Risk Accepted: risk_accepted",
                "Closed: is_mitigated",
                "Under Review: under_review",
            ]
        );
    }
}
