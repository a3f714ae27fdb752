//! Reading of a row whatever its fields hold: a value of an unknown kind loses its field, not the row.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, value::RawValue};
use serde_path_to_error::{Path, Segment};

use super::{
    Engagement, Finding, GroupMember, Product, ProductType, Role, Test, TestType, User, UserGroup,
};

/// The most single values that are left out of one row. Then whole fields go, so that a list of thousands
/// of odd values is not read thousands of times.
const MOST_VALUES: usize = 32;

/// More than a row has fields beside them.
const MOST_TURNS: usize = MOST_VALUES + 100;

/// Longer than the name of any field, in bytes.
const LONGEST_NAME: usize = 40;

/// A row of a list, or an object alone.
pub trait Row: DeserializeOwned {
    /// The fields without which it is of no use.
    const ESSENTIAL: &'static str;

    /// The id.
    fn id(&self) -> u64;

    /// The fields whose values were of an unknown kind and are left out, such as `cwe` or `notes.date`.
    fn unread(&self) -> &[String];

    /// Takes note of them.
    fn set_unread(&mut self, unread: Vec<String>);
}

macro_rules! rows {
    ($($row:ident: $essential:literal,)*) => {$(
        impl Row for $row {
            const ESSENTIAL: &'static str = $essential;

            fn id(&self) -> u64 {
                self.id
            }

            fn unread(&self) -> &[String] {
                &self.unread
            }

            fn set_unread(&mut self, unread: Vec<String>) {
                self.unread = unread;
            }
        }
    )*};
}

rows! {
    Engagement: "id",
    Finding: "id",
    GroupMember: "id or group",
    Product: "id",
    ProductType: "id",
    Role: "id",
    Test: "id",
    TestType: "id or name",
    User: "id",
    UserGroup: "id",
}

/// Reads a row. Nothing where what is essential is missing or of an unknown kind, or where it is no object.
pub(in crate::dojo) fn read<T: Row>(json: &str) -> Option<T> {
    let (mut row, unread): (T, _) = salvage(json)?;
    row.set_unread(unread);
    Some(row)
}

/// Reads an object without what is of an unknown kind in it, and names that.
pub(super) fn salvage<T: DeserializeOwned>(json: &str) -> Option<(T, Vec<String>)> {
    if let Ok(object) = serde_json::from_str(json) {
        return Some((object, Vec::new()));
    }
    let (mut value, mut unread) = tree(json)?;
    for turn in 0..MOST_TURNS {
        match serde_path_to_error::deserialize(&value) {
            Ok(object) => {
                unread.sort_unstable();
                unread.dedup();
                return Some((object, unread));
            }
            Err(error) => {
                let depth = if turn < MOST_VALUES { usize::MAX } else { 1 };
                unread.push(leave_out(&mut value, error.path(), depth)?);
            }
        }
    }
    None
}

/// The object, and the fields that can't even be held: a number out of range, half a surrogate pair, or
/// deeper than serde reads. Of a repeated name the last counts, as in Python and JavaScript.
fn tree(json: &str) -> Option<(Value, Vec<String>)> {
    let fields: BTreeMap<String, &RawValue> = serde_json::from_str(json).ok()?;
    let mut object = Map::new();
    let mut unread = Vec::new();
    for (name, raw) in fields {
        match serde_json::from_str(raw.get()) {
            Ok(value) => {
                object.insert(name, value);
            }
            // Names come from the answer, and are told: one of ours is made of these alone.
            Err(_)
                if name.len() <= LONGEST_NAME
                    && name
                        .bytes()
                        .all(|c| c.is_ascii_lowercase() || b"_0123456789".contains(&c)) =>
            {
                unread.push(name);
            }
            Err(_) => {}
        }
    }
    Some((Value::Object(object), unread))
}

/// Removes the value at `path`, followed no deeper than `depth`, and gives its name. A list
/// goes as a whole: without one of its elements it would read as complete.
fn leave_out(value: &mut Value, path: &Path, depth: usize) -> Option<String> {
    let mut segments: Vec<&Segment> = path.iter().take(depth).collect();
    while segments
        .pop_if(|last| !matches!(last, Segment::Map { .. }))
        .is_some()
    {}
    let (last, parents) = segments.split_last()?;
    let mut names = Vec::new();
    let mut parent = value;
    for segment in parents {
        parent = match segment {
            Segment::Map { key } => {
                names.push(key.as_str());
                parent.get_mut(key)?
            }
            Segment::Seq { index } => parent.get_mut(index)?,
            Segment::Enum { .. } | Segment::Unknown => return None,
        };
    }
    let Segment::Map { key } = last else {
        return None;
    };
    parent.as_object_mut()?.remove(key)?;
    names.push(key);
    Some(names.join("."))
}
