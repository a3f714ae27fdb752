//! Reading of a row whatever its fields hold: a value of an unknown kind loses its field, not the row.

use std::collections::BTreeMap;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, value::RawValue};

use super::{
    Brief, Engagement, Finding, GroupMember, Product, ProductType, Role, Test, TestType, User,
    UserGroup,
};
use crate::ordered;

/// The longest value in which what fits is looked for, in bytes. As a [`Value`] it takes forty times as much memory.
const LONGEST_MENDED: usize = 256 * 1024;

/// A row of a list, or an object alone.
pub trait Row: DeserializeOwned {
    /// The fields without which it is of no use. All others may be missing, at every depth.
    const ESSENTIAL: &'static [&'static str];
    /// Whether pages of them are long enough to be read at once, which takes some KB of code for each kind of row.
    const LONG: bool = false;
    /// What lists in short need of one, where that is much less.
    type Brief: DeserializeOwned + Into<Self>;

    /// The id.
    fn id(&self) -> u64;

    /// The fields whose values were of an unknown kind and are left out, such as `cwe` or `notes.date`.
    fn unread(&self) -> &[String];

    /// Takes note of them.
    fn set_unread(&mut self, unread: Vec<String>);
}

macro_rules! rows {
    ($($row:ident: $essential:expr, $long:expr, $brief:ty;)*) => {$(
        impl Row for $row {
            const ESSENTIAL: &'static [&'static str] = &$essential;
            const LONG: bool = $long;
            type Brief = $brief;

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
    Engagement: ["id"], false, Self;
    Finding: ["id"], true, Brief;
    GroupMember: ["id", "group"], false, Self;
    Product: ["id"], false, Self;
    ProductType: ["id"], false, Self;
    Role: ["id"], false, Self;
    Test: ["id"], false, Self;
    TestType: ["id", "name"], false, Self;
    User: ["id"], false, Self;
    UserGroup: ["id"], false, Self;
}

/// Reads a row. Nothing where what is essential is missing or of an unknown kind, or where it is no object.
pub(in crate::dojo) fn read<T: Row>(json: &str) -> Option<T> {
    if let Ok(row) = serde_json::from_str(json) {
        return Some(row);
    }
    let fits = |json: &str| serde_json::from_str::<T>(json).is_ok();
    let (json, unread) = prune(json, T::ESSENTIAL, &fits)?;
    let mut row: T = serde_json::from_str(&json).ok()?;
    row.set_unread(unread);
    Some(row)
}

/// The name of a field. Half a surrogate pair has no place in a text: a name with it stays as it is written.
#[derive(PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(from = "Box<RawValue>")]
struct Name(String);

impl From<Box<RawValue>> for Name {
    fn from(json: Box<RawValue>) -> Self {
        Self(serde_json::from_str(json.get()).unwrap_or_else(|_| json.get().to_owned()))
    }
}

/// An object without what does not fit, and the names of that. As any field but the `essential` ones may be
/// missing, each is tried alone. Of a repeated name the last counts, as in Python and JavaScript.
pub(super) fn prune(
    json: &str,
    essential: &[&str],
    fits: &dyn Fn(&str) -> bool,
) -> Option<(String, Vec<String>)> {
    let fields: BTreeMap<Name, &RawValue> = serde_json::from_str(json).ok()?;
    let fields = ordered::map(fields.into_iter().map(|(name, raw)| (name.0, raw)));
    let mut kept = Vec::new();
    for name in essential {
        kept.push(member(name, fields.get(*name)?.get()));
    }
    let with = |field: &str| {
        let members: Vec<&str> = kept.iter().map(String::as_str).chain([field]).collect();
        format!("{{{}}}", members.join(","))
    };
    let (mut rest, mut unread) = (Vec::new(), Vec::new());
    for (name, raw) in &fields {
        if essential.contains(&name.as_str()) {
            continue;
        }
        let field = member(name, raw.get());
        if fits(&with(&field)) {
            rest.push(field);
            continue;
        }
        let fits = |value: &Value| fits(&with(&member(name, &value.to_string())));
        let short = Some(raw.get()).filter(|json| json.len() <= LONGEST_MENDED);
        // Some can't even be held: a number out of range, half a surrogate pair, or what is very deep.
        match short.and_then(|json| serde_json::from_str(json).ok()) {
            Some(value) => {
                let value = fitting(value, name, &fits, &mut unread);
                rest.extend(value.map(|value| member(name, &value.to_string())));
            }
            None => unread.push(name.clone()),
        }
    }
    let unread = ordered::set(unread).into_iter().collect();
    kept.append(&mut rest);
    Some((format!("{{{}}}", kept.join(",")), unread))
}

/// A field of an object, as JSON.
fn member(name: &str, value: &str) -> String {
    format!("{}:{value}", Value::from(name))
}

/// What of `value` fits. A list goes as a whole where an element does: it would read as complete.
fn fitting(
    value: Value,
    name: &str,
    fits: &dyn Fn(&Value) -> bool,
    unread: &mut Vec<String>,
) -> Option<Value> {
    if fits(&value) {
        return Some(value);
    }
    let fitting = match value {
        Value::Object(fields) if fits(&Value::Object(Map::new())) => {
            let mut object = Map::new();
            for (key, value) in fields {
                let path = format!("{name}.{key}");
                let fits = |value: &Value| {
                    fits(&Value::Object(Map::from_iter([(
                        key.clone(),
                        value.clone(),
                    )])))
                };
                if let Some(value) = fitting(value, &path, &fits, unread) {
                    object.insert(key, value);
                }
            }
            Some(Value::Object(object))
        }
        Value::Array(list) if fits(&Value::Array(Vec::new())) => {
            let fits_whole = fits;
            let fits = |value: &Value| fits(&Value::Array(vec![value.clone()]));
            let elements = list
                .into_iter()
                .map(|value| fitting(value, name, &fits, unread));
            let list = elements.collect::<Option<_>>().map(Value::Array);
            // Too long, where nothing else was wrong with it.
            list.filter(|list| fits_whole(list))
        }
        _ => None,
    };
    if fitting.is_none() {
        unread.push(name.to_owned());
    }
    fitting
}
