//! Groups of findings, and the rows that tell of them.

use crate::dojo::{Lack, Tally};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// What a group is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) text: String,
    /// The id of the object that it is, if it is one.
    pub(crate) id: Option<u64>,
}

impl Label {
    /// Of a group that is no object.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            id: None,
        }
    }

    /// Of an object: its name, or what it is and its id.
    pub(crate) fn of(name: Option<String>, noun: &str, id: u64) -> Self {
        Self {
            text: name.unwrap_or_else(|| format!("{noun} {id}")),
            id: Some(id),
        }
    }
}

/// Findings that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) label: Label,
    pub(crate) total: u64,
    /// By severity, where there were requests enough to ask.
    pub(crate) tally: Option<Tally>,
}

impl Group {
    pub(crate) fn new(label: Label, tally: Tally) -> Self {
        Self {
            label,
            total: tally.total(),
            tally: Some(tally),
        }
    }
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("label", &self.label.text)?;
        if let Some(id) = self.label.id {
            map.serialize_entry("id", &id)?;
        }
        counts(&mut map, self.total, self.tally)?;
        map.end()
    }
}

/// A number of findings, and how many there are of each severity where that is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) total: u64,
    pub(crate) tally: Option<Tally>,
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        counts(&mut map, self.total, self.tally)?;
        map.end()
    }
}

fn counts<M: SerializeMap>(map: &mut M, total: u64, tally: Option<Tally>) -> Result<(), M::Error> {
    map.serialize_entry("total", &total)?;
    for (severity, count) in tally.into_iter().flat_map(Tally::by_severity) {
        map.serialize_entry(&severity.as_str().to_lowercase(), &count)?;
    }
    Ok(())
}

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
