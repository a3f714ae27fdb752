//! What one question may cost: requests and time.

use std::{cell::Cell, time::Duration};

use super::error::Error;

/// The requests that one question may take.
const MOST_CALLS: u32 = 400;

/// The time after which a question begins no request any more. Those under way have the rest of the minute that the
/// transport gives to all of them.
const MOST_TIME: Duration = Duration::from_secs(45);

/// What a question has taken, and what it may take.
#[derive(Debug, Default)]
pub struct Effort {
    calls: Cell<u32>,
}

impl Effort {
    /// The most requests.
    pub const MOST_CALLS: u32 = MOST_CALLS;
    /// The most time.
    pub const MOST_TIME: Duration = MOST_TIME;

    /// How many requests it took so far.
    #[must_use]
    pub fn calls(&self) -> u32 {
        self.calls.get()
    }

    /// How many more it may take.
    pub(super) fn left(&self) -> u32 {
        MOST_CALLS.saturating_sub(self.calls())
    }

    /// Takes one more request, `elapsed` after the first.
    pub(super) fn take(&self, elapsed: Duration) -> Result<(), Error> {
        if self.left() == 0 || elapsed >= MOST_TIME {
            return Err(Error::Spent);
        }
        self.calls.set(self.calls() + 1);
        Ok(())
    }

    /// Counts the second attempt at a request.
    pub(super) fn repeat(&self) {
        self.calls.set(self.calls() + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_and_time_end() {
        let effort = Effort::default();
        let late = Duration::from_secs(45);
        let early = Duration::from_millis(44_999);
        assert_eq!(effort.take(late), Err(Error::Spent));
        for _ in 0..400 {
            assert_eq!(effort.take(early), Ok(()));
        }
        assert_eq!(effort.take(Duration::ZERO), Err(Error::Spent));
        assert_eq!((effort.calls(), effort.left()), (400, 0));
    }
}
