//! Groups of findings, as a question about them gives them.

use crate::dojo::Lack;
use crate::report::Group;

/// Groups, and what they are together.
#[derive(Debug)]
pub(crate) struct Grouping {
    /// Those that are told, in their order.
    pub(crate) groups: Vec<Group>,
    /// What the findings are that are in none of them: None where groups overlap.
    pub(crate) others: Option<&'static str>,
    /// Why a group may be missing that belongs among them.
    pub(crate) lack: Option<Lack>,
    /// Whether the labels are text of `DefectDojo`'s.
    pub(crate) is_foreign: bool,
    /// How to read the groups, where that needs words.
    pub(crate) note: Option<&'static str>,
}

impl Grouping {
    /// Groups of which each finding is in one, or else among the others.
    pub(crate) fn partition(groups: Vec<Group>) -> Self {
        Self {
            groups,
            others: Some("others"),
            lack: None,
            is_foreign: false,
            note: None,
        }
    }
}
