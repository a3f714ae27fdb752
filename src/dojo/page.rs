//! One page of a list.

/// Rows of a list, with how many there are in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// How many rows the filter finds among those that the token may see.
    pub count: u64,
    /// The rows of the window.
    pub rows: Vec<T>,
}
