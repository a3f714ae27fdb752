//! How many requests are under way at once.

use std::str::FromStr;

/// Another number than 1 to 20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a whole number from 1 to 20")]
pub struct ParallelError;

/// How many requests of one question are under way at once: 1 to 20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Parallel(usize);

impl Parallel {
    /// The number.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0
    }
}

/// 6: a stock instance has few worker processes.
impl Default for Parallel {
    fn default() -> Self {
        Self(6)
    }
}

impl FromStr for Parallel {
    type Err = ParallelError;

    fn from_str(text: &str) -> Result<Self, ParallelError> {
        let number = text.trim().parse().map_err(|_| ParallelError)?;
        if (1..=20).contains(&number) {
            Ok(Self(number))
        } else {
            Err(ParallelError)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_1_to_20() {
        let read = |text: &str| text.parse().map(Parallel::get);
        assert_eq!([read("1"), read(" 20 ")], [Ok(1), Ok(20)]);
        for wrong in ["0", "21", "-1", "six", "", "1.5"] {
            assert_eq!(read(wrong), Err(ParallelError), "{wrong:?}");
        }
        assert_eq!(Parallel::default().get(), 6);
    }
}
