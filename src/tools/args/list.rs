//! Arguments that hold several values, or one in a list.

use super::{Argument, argument};
use serde_json::{Value, json};

/// The most values one list takes: their ids must fit `DefectDojo`'s 4,094 bytes of request line.
const MOST: usize = 100;

/// A list of values; a single value stands for a list of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Many<T>(pub(crate) Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

argument!(Many<T: Argument>);

/// The values that a JSON value stands for: itself, the elements of an array, also of one that is written
/// in a string, and the parts of a string with commas. What is null or blank counts as left out, as it
/// does in place of the whole list.
fn elements(value: &Value, splits: bool) -> Vec<Value> {
    let mut elements = match value {
        Value::Array(values) => values.clone(),
        Value::String(text) if text.trim_start().starts_with('[') => {
            match serde_json::from_str(text) {
                Ok(Value::Array(values)) => values,
                _ => vec![value.clone()],
            }
        }
        Value::String(text) if splits && text.contains(',') => {
            text.split(',').map(str::trim).map(Value::from).collect()
        }
        value => vec![value.clone()],
    };
    elements.retain(|value| {
        !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty())
    });
    elements
}

impl<T: Argument> Argument for Many<T> {
    const LISTS: bool = true;

    fn read(value: &Value) -> Result<Self, String> {
        let elements = elements(value, T::SPLITS);
        if elements.len() > MOST {
            return Err(format!(
                "holds {} values; at most {MOST} are taken",
                elements.len()
            ));
        }
        let mut values = Vec::new();
        for element in &elements {
            let value = T::read(element)?;
            // Said twice, it would be counted once and named twice.
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Ok(Self(values))
    }

    fn schema() -> Value {
        json!({"type": "array", "items": T::schema()})
    }
}

/// One value, documented as a list of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct One<T>(pub(crate) Option<T>);

impl<T> Default for One<T> {
    fn default() -> Self {
        Self(None)
    }
}

argument!(One<T: Argument>);

impl<T: Argument> Argument for One<T> {
    const LISTS: bool = true;

    fn read(value: &Value) -> Result<Self, String> {
        let elements = elements(value, false);
        match elements.as_slice() {
            [] => Ok(Self(None)),
            [one] => T::read(one).map(Some).map(Self),
            more => Err(format!("holds {} values; only one is taken", more.len())),
        }
    }

    fn schema() -> Value {
        json!({"type": "array", "items": T::schema()})
    }
}

#[cfg(test)]
mod tests {
    use super::super::Id;
    use super::*;

    fn ids(value: &Value) -> Result<Vec<u64>, String> {
        Many::<Id>::read(value).map(|many| many.0.into_iter().map(|id| id.0).collect())
    }

    #[test]
    fn a_value_stands_for_a_list_of_one() {
        for value in [
            json!([1, 2]),
            json!(["1", 2]),
            json!("[1, 2]"),
            json!("1, 2"),
        ] {
            assert_eq!(ids(&value), Ok(vec![1, 2]), "{value}");
        }
        assert_eq!(ids(&json!(7)), Ok(vec![7]));
        assert_eq!(ids(&json!([])), Ok(vec![]));
        for value in [json!([1, null, ""]), json!("1,,"), json!("[1, null]")] {
            assert_eq!(ids(&value), Ok(vec![1]), "{value}");
        }
        assert_eq!(ids(&json!([null, " "])), Ok(vec![]));
    }

    #[test]
    fn a_value_that_is_repeated_counts_once() {
        assert_eq!(ids(&json!([2, "2", 1, 2.0])), Ok(vec![2, 1]));
    }

    #[test]
    fn one_bad_value_fails_the_list() {
        assert!(ids(&json!([1, "x"])).is_err());
        assert!(ids(&json!([[1]])).is_err());
    }

    #[test]
    fn a_list_is_bounded() {
        assert!(ids(&json!(vec![1; 100])).is_ok());
        assert!(ids(&json!(vec![1; 101])).is_err());
    }

    #[test]
    fn one_value_only() {
        assert_eq!(One::<Id>::read(&json!([3])), Ok(One(Some(Id(3)))));
        assert_eq!(One::<Id>::read(&json!(3)), Ok(One(Some(Id(3)))));
        assert_eq!(One::<Id>::read(&json!([])), Ok(One(None)));
        assert!(One::<Id>::read(&json!([3, 4])).is_err());
    }
}
