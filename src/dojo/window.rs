//! Which rows of a list are asked for.

/// The highest offset that is sent. The databases behind `DefectDojo` take it (it is tried), and it is
/// past the end of every list; 20 digits are answered with a 500.
const LAST_OFFSET: u64 = 2_000_000_000;

/// The most rows of one page.
const MOST_ROWS: u64 = 100;

/// A limit or an offset out of its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// More than 100 rows.
    #[error("limit must be 0 to {MOST_ROWS}")]
    Limit,
    /// Beyond every list.
    #[error("offset must be 0 to {LAST_OFFSET}")]
    Offset,
}

/// How many rows at most: 0 to 100. 0 asks for the count alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Limit(u64);

impl Limit {
    /// The count alone.
    pub const NONE: Self = Self(0);
    /// One row.
    pub(super) const ONE: Self = Self(1);
    /// The most rows, 100.
    pub const MAX: Self = Self(MOST_ROWS);

    /// A limit of `rows`.
    ///
    /// # Errors
    /// [`WindowError::Limit`] above 100.
    pub const fn new(rows: u64) -> Result<Self, WindowError> {
        if rows > MOST_ROWS {
            return Err(WindowError::Limit);
        }
        Ok(Self(rows))
    }

    /// The number of rows.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// How many rows are passed over before the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Offset(u64);

impl Offset {
    /// Past the end of every list.
    pub(super) const END: Self = Self(LAST_OFFSET);

    /// An offset of `rows`.
    ///
    /// # Errors
    /// [`WindowError::Offset`] above two thousand million.
    pub const fn new(rows: u64) -> Result<Self, WindowError> {
        if rows > LAST_OFFSET {
            return Err(WindowError::Offset);
        }
        Ok(Self(rows))
    }

    /// An offset of `rows`, or of the end of every list when that is less.
    pub(super) fn at(rows: u64) -> Self {
        Self(rows.min(LAST_OFFSET))
    }

    /// The number of rows.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// A window on a list: at most `limit` rows after the first `offset` ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// How many rows at most; 0 asks for the count alone.
    pub limit: Limit,
    /// How many rows come before.
    pub offset: Offset,
}

impl Window {
    /// The count alone.
    pub const COUNT: Self = Self {
        limit: Limit::NONE,
        offset: Offset(0),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_are_closed() {
        assert_eq!(Limit::new(100), Ok(Limit::MAX));
        assert_eq!(Limit::new(101), Err(WindowError::Limit));
        assert_eq!(
            Limit::new(101).unwrap_err().to_string(),
            "limit must be 0 to 100"
        );
        assert_eq!(Offset::new(2_000_000_000), Ok(Offset::END));
        assert_eq!(Offset::new(2_000_000_001), Err(WindowError::Offset));
    }
}
