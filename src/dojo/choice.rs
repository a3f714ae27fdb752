//! Closed sets of words: the fixed values that `DefectDojo` documents.

use super::text;

/// A word that is not in the set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {noun} {given:?}; valid: {}", valid.join(", "))]
pub struct UnknownChoice {
    noun: &'static str,
    given: String,
    valid: Vec<&'static str>,
}

impl UnknownChoice {
    pub(super) fn new(noun: &'static str, given: &str, valid: Vec<&'static str>) -> Self {
        let given = text::cut(given);
        Self { noun, given, valid }
    }
}

/// Defines an enum of words with `ALL`, `as_str`, `Display` and a `FromStr` that ignores case.
macro_rules! choice {
    (
        $(#[$doc:meta])* $name:ident is $noun:literal {
            $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// Every value, in the documented order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The documented spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::dojo::UnknownChoice;

            fn from_str(given: &str) -> Result<Self, Self::Err> {
                let word = given.trim();
                Self::ALL
                    .iter()
                    .copied()
                    .find(|value| value.as_str().eq_ignore_ascii_case(word))
                    .ok_or_else(|| {
                        let valid = Self::ALL.iter().map(|value| value.as_str()).collect();
                        $crate::dojo::UnknownChoice::new($noun, given, valid)
                    })
            }
        }
    };
}
pub(super) use choice;
