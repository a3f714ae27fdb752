//! Conjunctions of a finding's flags: the only combination that the API can search for.

use std::fmt;

/// A flag of a finding. None of them can be null, so that each splits the findings in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// `active`
    Active,
    /// `duplicate`
    Duplicate,
    /// `is_mitigated`
    Mitigated,
    /// `false_p`
    FalsePositive,
    /// `out_of_scope`
    OutOfScope,
    /// `risk_accepted`
    RiskAccepted,
    /// `under_review`
    UnderReview,
    /// `verified`
    Verified,
}

impl Flag {
    /// Every flag.
    pub const ALL: [Self; 8] = [
        Self::Active,
        Self::Duplicate,
        Self::Mitigated,
        Self::FalsePositive,
        Self::OutOfScope,
        Self::RiskAccepted,
        Self::UnderReview,
        Self::Verified,
    ];

    /// The API's name of it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Duplicate => "duplicate",
            Self::Mitigated => "is_mitigated",
            Self::FalsePositive => "false_p",
            Self::OutOfScope => "out_of_scope",
            Self::RiskAccepted => "risk_accepted",
            Self::UnderReview => "under_review",
            Self::Verified => "verified",
        }
    }

    pub(super) const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Values for some of the flags; a finding matches when it has them all. A contradiction can't be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Conjunction {
    /// The flags that must be true, as bits.
    set: u8,
    /// The flags that must be false, as bits; none of `set`.
    clear: u8,
}

impl Conjunction {
    /// No condition: every finding.
    pub const ANY: Self = Self { set: 0, clear: 0 };

    /// One flag with a value.
    #[must_use]
    pub fn only(flag: Flag, value: bool) -> Self {
        if value {
            Self::of(&[flag], &[])
        } else {
            Self::of(&[], &[flag])
        }
    }

    /// All of `set` true and all of `clear` false. A flag in both counts as set.
    pub(super) fn of(set: &[Flag], clear: &[Flag]) -> Self {
        let bits = |flags: &[Flag]| flags.iter().fold(0, |bits, flag| bits | flag.bit());
        Self {
            set: bits(set),
            clear: bits(clear) & !bits(set),
        }
    }

    /// The findings that match both; `None` when no finding can.
    #[must_use]
    pub const fn and(self, other: Self) -> Option<Self> {
        let (set, clear) = (self.set | other.set, self.clear | other.clear);
        if set & clear != 0 {
            return None;
        }
        Some(Self { set, clear })
    }

    /// The flags that matter, with the value that each must have.
    pub fn literals(self) -> impl Iterator<Item = (Flag, bool)> {
        Flag::ALL
            .into_iter()
            .filter(move |flag| self.flags() & flag.bit() != 0)
            .map(move |flag| (flag, self.set & flag.bit() != 0))
    }

    /// The flags that matter, as bits.
    pub(super) const fn flags(self) -> u8 {
        self.set | self.clear
    }

    /// Whether every finding that matches `other` matches this too.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.set & !other.set == 0 && self.clear & !other.clear == 0
    }

    /// Both halves of it, `flag` being true and false; `None` when the flag has a value already.
    pub(super) const fn split(self, flag: Flag) -> Option<(Self, Self)> {
        let bit = flag.bit();
        if self.flags() & bit != 0 {
            return None;
        }
        let (set, clear) = (self.set | bit, self.clear | bit);
        Some((Self { set, ..self }, Self { clear, ..self }))
    }
}

/// For people: `active, not verified`; `any` without a condition.
impl fmt::Display for Conjunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for (flag, value) in self.literals() {
            let not = if value { "" } else { "not " };
            write!(f, "{separator}{not}{}", flag.as_str())?;
            separator = ", ";
        }
        if separator.is_empty() {
            f.write_str("any")
        } else {
            Ok(())
        }
    }
}
