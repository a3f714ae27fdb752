//! An argument with a fixed set of values.

use super::{Argument, argument};
use serde_json::{Value, json};

/// A type whose values have fixed, documented names.
pub(crate) trait Choice: Copy + PartialEq + 'static {
    /// What the choice is called in an error: "severity", "order".
    const WHAT: &'static str;

    /// Every value with its name, in the order in which they are shown.
    fn values() -> Vec<(&'static str, Self)>;

    /// Other spellings, tried when no name fits.
    fn other(_text: &str) -> Option<Self> {
        None
    }
}

/// One of the values of a [`Choice`], in any case, with spaces, `_` and `-` alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OneOf<T>(pub(crate) T);

argument!(OneOf<T: Choice>);

/// Lower case, without what people write differently.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

impl<T: Choice> Argument for OneOf<T> {
    const SPLITS: bool = true;

    fn read(value: &Value) -> Result<Self, String> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let asked = plain(&text);
        let found = T::values()
            .into_iter()
            .find(|(name, _)| plain(name) == asked);
        found
            .map(|(_, value)| value)
            .or_else(|| T::other(text.trim()))
            .map(OneOf)
            .ok_or_else(|| {
                let names: Vec<_> = T::values().into_iter().map(|(name, _)| name).collect();
                format!(
                    "{} is no {}; valid are {}",
                    super::text::quoted(value),
                    T::WHAT,
                    names.join(", ")
                )
            })
    }

    fn schema() -> Value {
        let names: Vec<_> = T::values().into_iter().map(|(name, _)| name).collect();
        json!({"type": "string", "enum": names})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Colour {
        Red,
        DarkBlue,
    }

    impl Choice for Colour {
        const WHAT: &'static str = "colour";

        fn values() -> Vec<(&'static str, Self)> {
            vec![("Red", Self::Red), ("Dark Blue", Self::DarkBlue)]
        }

        fn other(text: &str) -> Option<Self> {
            (text == "2").then_some(Self::DarkBlue)
        }
    }

    #[test]
    fn any_case_and_any_separator() {
        for text in [
            "Dark Blue",
            "dark blue",
            "DARK_BLUE",
            "dark-blue",
            " darkBlue ",
        ] {
            assert_eq!(
                OneOf::read(&json!(text)),
                Ok(OneOf(Colour::DarkBlue)),
                "{text}"
            );
        }
        assert_eq!(OneOf::read(&json!(2)), Ok(OneOf(Colour::DarkBlue)));
    }

    #[test]
    fn the_error_names_the_valid_values() {
        let error = OneOf::<Colour>::read(&json!("green")).unwrap_err();
        assert_eq!(error, "\"green\" is no colour; valid are Red, Dark Blue");
        assert!(OneOf::<Colour>::read(&json!("")).is_err());
        assert!(OneOf::<Colour>::read(&json!(["Red"])).is_err());
    }
}
