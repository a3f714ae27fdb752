//! Which part of a list: the arguments that all lists share.

use super::args::{Rows, Skip};
use crate::dojo::Window;
use schemars::JsonSchema;
use serde::Deserialize;

/// A window on a list.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Paging {
    /// Rows, 1 to 100 (default 100); 0: the count alone.
    limit: Rows,
    /// `next_offset` of the page before.
    offset: Skip,
}

impl Paging {
    /// The window to ask for.
    pub(crate) fn window(self) -> Window {
        Window {
            limit: self.limit.0,
            offset: self.offset.0,
        }
    }
}
