//! Groups of findings, and the rows that tell of them.

use crate::dojo::Tally;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// What a group is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its name.
    pub text: String,
    /// The id of the object that it is, if it is one.
    pub id: Option<u64>,
}

impl Label {
    /// Of a group that is no object.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            id: None,
        }
    }

    /// Of an object: its name, or what it is and its id.
    #[must_use]
    pub fn of(name: Option<String>, noun: &str, id: u64) -> Self {
        Self {
            text: name.unwrap_or_else(|| format!("{noun} {id}")),
            id: Some(id),
        }
    }
}

/// Findings that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub label: Label,
    /// How many there are.
    pub total: u64,
    /// By severity, where there were requests enough to ask.
    pub tally: Option<Tally>,
}

impl Group {
    /// Findings whose severities are known.
    #[must_use]
    pub fn new(label: Label, tally: Tally) -> Self {
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// How many there are.
    pub total: u64,
    /// How many of each severity.
    pub tally: Option<Tally>,
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
        map.serialize_entry(&severity.as_str().to_ascii_lowercase(), &count)?;
    }
    Ok(())
}
