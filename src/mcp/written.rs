//! Results as JSON text.

use std::borrow::Cow;

/// The JSON text of a result. What stands in its middle, if anything, is a part of the program, which nothing in the
/// request has a share in: it is neither parsed nor searched on its way out.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) before: String,
    pub(super) fixed: Vec<Cow<'static, str>>,
    pub(super) after: String,
}

impl From<String> for Written {
    fn from(json: String) -> Self {
        Self {
            before: json,
            ..Self::default()
        }
    }
}

impl Written {
    /// An object with a list as its first member. `items` are JSON, and `self` is an object.
    pub(super) fn with_list(self, name: &str, items: Vec<Cow<'static, str>>) -> Self {
        let mut fixed = Vec::with_capacity(items.len() * 2);
        for item in items {
            if !fixed.is_empty() {
                fixed.push(",".into());
            }
            fixed.push(item);
        }
        let others = self.before.strip_prefix('{').unwrap_or_default();
        let comma = if others == "}" { "" } else { "," };
        Self {
            before: format!("{{\"{name}\":["),
            fixed,
            after: format!("]{comma}{others}"),
        }
    }
}
