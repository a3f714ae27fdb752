//! What the text of a setting means.

use alloc::borrow::ToOwned as _;
use alloc::string::String;

/// A switch that is neither on nor off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} is {value:?}: set it to on or off, or leave it out")]
pub struct SwitchError {
    name: &'static str,
    value: String,
}

/// The value of `name`, where `setting` gives that of a variable. An empty value counts as unset, because a manifest
/// can't leave a variable out.
pub fn value(setting: impl Fn(&str) -> Option<String>, name: &str) -> Option<String> {
    let value = setting(name)?.trim().to_owned();
    (!value.is_empty()).then_some(value)
}

/// Whether `name` is on, in any case; `default` where it is unset.
///
/// # Errors
/// Another value than on and off.
pub fn switch(
    setting: impl Fn(&str) -> Option<String>,
    name: &'static str,
    default: bool,
) -> Result<bool, SwitchError> {
    match value(setting, name) {
        None => Ok(default),
        Some(value) if value.eq_ignore_ascii_case("on") => Ok(true),
        Some(value) if value.eq_ignore_ascii_case("off") => Ok(false),
        Some(value) => Err(SwitchError { name, value }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_is_on_or_off_in_any_case() {
        let read = |text: &str| switch(|_| Some(text.to_owned()), "X", true);
        assert_eq!(read("ON"), Ok(true));
        assert_eq!(read(" Off "), Ok(false));
        assert_eq!(read(" "), Ok(true));
        assert_eq!(switch(|_| None, "X", false), Ok(false));
        for text in ["1", "true", "no", "on off"] {
            let value = text.to_owned();
            assert_eq!(read(text), Err(SwitchError { name: "X", value }));
        }
    }
}
