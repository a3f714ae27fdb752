//! The cutting of an OR of statuses into conjunctions that share no finding.

use std::collections::HashMap;

use super::{
    conjunction::{Conjunction, Flag},
    status::Status,
};

/// How several statuses combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StatusMatch {
    /// A finding has at least one of them.
    #[default]
    Any,
    /// A finding has all of them.
    All,
}

/// The findings that `statuses` ask for, as conjunctions of which no two share a finding. No status asks
/// for every finding, in both modes. Empty when the statuses contradict each other.
///
/// The smallest cover that splitting one flag at a time can reach; that of active findings comes first.
#[must_use]
pub fn disjoint(statuses: &[Status], mode: StatusMatch) -> Vec<Conjunction> {
    let mut asked = statuses.iter().map(|status| status.conjunction());
    match mode {
        _ if statuses.is_empty() => vec![Conjunction::ANY],
        StatusMatch::All => asked
            .try_fold(Conjunction::ANY, Conjunction::and)
            .into_iter()
            .collect(),
        StatusMatch::Any => {
            let terms: Vec<_> = asked.collect();
            Cover {
                known: HashMap::new(),
            }
            .of(Conjunction::ANY, &terms)
        }
    }
}

/// The search for a smallest cover. Parts are met again by other ways of splitting, so they are kept.
struct Cover {
    known: HashMap<Conjunction, Vec<Conjunction>>,
}

impl Cover {
    /// The part of the union of `terms` that lies within `part`, in as few pieces as can be.
    fn of(&mut self, part: Conjunction, terms: &[Conjunction]) -> Vec<Conjunction> {
        if let Some(known) = self.known.get(&part) {
            return known.clone();
        }
        let terms: Vec<_> = terms
            .iter()
            .copied()
            .filter(|term| term.and(part).is_some())
            .collect();
        let pieces = if terms.iter().any(|term| term.contains(part)) {
            vec![part]
        } else {
            self.split(part, &terms)
        };
        self.known.insert(part, pieces.clone());
        pieces
    }

    fn split(&mut self, part: Conjunction, terms: &[Conjunction]) -> Vec<Conjunction> {
        let matters = terms.iter().fold(0, |bits, term| bits | term.flags());
        let mut best: Option<Vec<_>> = None;
        for flag in Flag::ALL
            .into_iter()
            .filter(|flag| matters & flag.bit() != 0)
        {
            let Some((set, clear)) = part.split(flag) else {
                continue;
            };
            let mut pieces = self.of(set, terms);
            pieces.extend(self.of(clear, terms));
            if pieces == [set, clear] {
                return vec![part];
            }
            if best.as_ref().is_none_or(|best| pieces.len() < best.len()) {
                best = Some(pieces);
            }
        }
        best.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the finding with the flags `bits` has `status`; written out again from `DefectDojo`'s
    /// definitions, so that a fault in `Status::conjunction` shows.
    fn has(bits: u8, status: Status) -> bool {
        let is = |flag: Flag| bits & flag.bit() != 0;
        let (active, duplicate, mitigated) =
            (is(Flag::Active), is(Flag::Duplicate), is(Flag::Mitigated));
        let (false_p, out) = (is(Flag::FalsePositive), is(Flag::OutOfScope));
        match status {
            Status::Any => true,
            Status::Active | Status::Open => active,
            Status::Verified => active && is(Flag::Verified),
            Status::OutOfScope => !active && out,
            Status::FalsePositive => !active && !duplicate && false_p,
            Status::Inactive => !(active || duplicate || mitigated || false_p || out),
            Status::RiskAccepted => is(Flag::RiskAccepted),
            Status::Closed => mitigated,
            Status::UnderReview => is(Flag::UnderReview),
        }
    }

    fn matches(bits: u8, conjunction: Conjunction) -> bool {
        conjunction
            .literals()
            .all(|(flag, value)| (bits & flag.bit() != 0) == value)
    }

    #[test]
    fn every_set_of_statuses_is_covered_once() {
        for subset in 0_u32..1 << Status::ALL.len() {
            let statuses: Vec<Status> = (0..Status::ALL.len())
                .filter(|i| subset & (1 << i) != 0)
                .map(|i| Status::ALL[i])
                .collect();
            for mode in [StatusMatch::Any, StatusMatch::All] {
                let cover = disjoint(&statuses, mode);
                for bits in 0..=u8::MAX {
                    let asked = match mode {
                        _ if statuses.is_empty() => true,
                        StatusMatch::Any => statuses.iter().any(|status| has(bits, *status)),
                        StatusMatch::All => statuses.iter().all(|status| has(bits, *status)),
                    };
                    let found = cover.iter().filter(|part| matches(bits, **part)).count();
                    assert_eq!(
                        found,
                        usize::from(asked),
                        "{statuses:?} {mode:?} {bits:08b} {cover:?}"
                    );
                }
                assert!(cover.len() <= 6, "{statuses:?}: {}", cover.len());
            }
        }
    }

    fn spelled(statuses: &[Status]) -> Vec<String> {
        disjoint(statuses, StatusMatch::Any)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn covers_are_small_and_begin_with_active_findings() {
        use Status::*;
        assert_eq!(spelled(&[Verified, Open, Active]), ["active"]);
        assert_eq!(spelled(&[Closed, Any]), ["any"]);
        assert_eq!(
            spelled(&[Closed, Active]),
            ["active", "not active, is_mitigated"]
        );
        // Together all that is not active and no duplicate; as single statuses they overlap.
        assert_eq!(
            spelled(&[Active, Inactive, FalsePositive, OutOfScope, Closed]),
            [
                "active",
                "not active, duplicate, is_mitigated",
                "not active, duplicate, not is_mitigated, out_of_scope",
                "not active, not duplicate",
            ]
        );
    }

    #[test]
    fn contradictions_are_found_and_absorbed_statuses_join() {
        use Status::*;
        assert_eq!(disjoint(&[Active, Inactive], StatusMatch::All), []);
        assert_eq!(
            disjoint(&[Active, Verified, Any], StatusMatch::All),
            [Verified.conjunction()]
        );
        assert_eq!(disjoint(&[], StatusMatch::All), [Conjunction::ANY]);
        // The API does not say that what is under review is active.
        assert_eq!(disjoint(&[Closed, UnderReview], StatusMatch::All).len(), 1);
        assert_eq!(Active.conjunction().and(Inactive.conjunction()), None);
    }
}
