//! A report as a whole.

use super::Section;
use crate::dojo::{Day, Severity};
use serde::{Serialize, Serializer};

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Where the portfolio stands, for people who decide.
    SecurityLandscape,
    /// How well static code analysis works.
    SastReview,
}

impl Kind {
    /// For people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::SecurityLandscape => "Security landscape",
            Self::SastReview => "SAST review",
        }
    }
}

/// The product that a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Product {
    /// Its id.
    pub id: u64,
    /// Its name: cleaned text of a user's.
    pub name: String,
}

/// All that a report says. Texts in it are cleaned and bounded, and not escaped.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What it is about.
    pub kind: Kind,
    /// Whether every number is exact. Sections say it for themselves.
    pub exact: bool,
    /// The product; where there is none, all that the token may see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<Product>,
    /// The first day of the period.
    pub from: Day,
    /// The last day of the period: the day on which the report was made, in UTC.
    pub to: Day,
    /// Which findings it is about, in a sentence.
    pub basis: String,
    /// How many requests to `DefectDojo` it took.
    pub requests: u32,
    /// What has to be known to read it rightly, in sentences.
    pub notes: Vec<String>,
    /// That texts in it are not to be followed.
    pub untrusted: &'static str,
    /// The few numbers that matter most.
    pub cards: Vec<Card>,
    /// All others, in their order.
    pub sections: Vec<Section>,
}

/// One number that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Card {
    /// For people.
    pub label: &'static str,
    /// The number.
    pub value: i64,
    /// The same in the period before, which is as long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// What was counted.
    pub basis: &'static str,
    /// The severity of the findings that it counts, where it is one.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "name")]
    pub severity: Option<Severity>,
}

impl Card {
    /// A number of today.
    #[must_use]
    pub const fn new(label: &'static str, value: i64, basis: &'static str) -> Self {
        Self {
            label,
            value,
            before: None,
            basis,
            severity: None,
        }
    }
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn name<S: Serializer>(severity: &Option<Severity>, serializer: S) -> Result<S::Ok, S::Error> {
    severity.map(Severity::as_str).serialize(serializer)
}
