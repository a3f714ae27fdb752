//! A page that goes along with a result, for the app that shows it: the model never sees it.

use crate::mcp::{Client, ClientCapability};
use std::cell::RefCell;

/// Takes the page of one call.
pub(crate) struct Page {
    is_wanted: bool,
    html: RefCell<Option<String>>,
}

impl Page {
    /// Takes one where `client` says that it shows pages. Others ask for it, if they show any.
    pub(crate) fn of(client: &Client) -> Self {
        Self {
            is_wanted: client.has(ClientCapability::Ui),
            html: RefCell::default(),
        }
    }

    /// Takes what `render` gives, if it takes any.
    ///
    /// # Errors
    /// Those of `render`.
    pub(crate) fn show<E>(&self, render: impl FnOnce() -> Result<String, E>) -> Result<(), E> {
        if self.is_wanted {
            self.html.replace(Some(render()?));
        }
        Ok(())
    }

    /// What it took.
    pub(crate) fn into_html(self) -> Option<String> {
        self.html.into_inner()
    }
}
