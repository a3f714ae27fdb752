//! From numbers to places in a picture: in whole numbers, so that none is lost, whatever its size.

use std::fmt;

/// A scale from 0 to its top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    top: u64,
}

impl Scale {
    /// That ends with the largest of these.
    pub(super) fn to_largest(values: impl IntoIterator<Item = u64>) -> Self {
        Self {
            top: values.into_iter().max().unwrap_or(0),
        }
    }

    /// That ends with a round number, to have an axis.
    pub(super) fn to_round(values: impl IntoIterator<Item = u64>) -> Self {
        let Self { top } = Self::to_largest(values);
        let Some(power) = top.checked_ilog10() else {
            return Self { top: 1 };
        };
        let unit = 10_u64.pow(power);
        let round = [1, 2, 4, 6, 8, 10].into_iter();
        let mut above = round
            .filter_map(|factor| unit.checked_mul(factor))
            .filter(|&round| round >= top);
        Self {
            top: above.next().unwrap_or(top),
        }
    }

    /// Where it ends.
    pub(super) const fn top(self) -> u64 {
        self.top
    }

    /// What is in its middle, if that is a whole number.
    pub(super) fn middle(self) -> Option<u64> {
        self.top.is_multiple_of(2).then_some(self.top / 2)
    }

    /// Where a value is on a length, to the nearest. Beyond the top is at the top.
    pub(super) fn place(self, value: u64, length: u32) -> u32 {
        if self.top == 0 {
            return 0;
        }
        let (value, top) = (u128::from(value.min(self.top)), u128::from(self.top));
        let place = (value * u128::from(length) * 2 + top) / (top * 2);
        u32::try_from(place).unwrap_or(length)
    }
}

/// A place in thousandths of the width, written as per cent: the picture is as wide as there is room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Permille(pub(super) u32);

impl Permille {
    /// The whole width.
    pub(super) const ALL: u32 = 1000;
}

impl fmt::Display for Permille {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0 / 10)?;
        match self.0 % 10 {
            0 => f.write_str("%"),
            tenth => write!(f, ".{tenth}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_at_zero() {
        for scale in [
            Scale::to_largest([]),
            Scale::to_largest([0, 0]),
            Scale::to_round([]),
            Scale::to_round([0]),
        ] {
            assert_eq!(scale.place(0, 100), 0);
        }
        assert_eq!(Scale::to_largest([]).place(7, 100), 0);
        assert_eq!(Scale::to_round([]).top(), 1);
    }

    #[test]
    fn the_largest_is_at_the_end_whatever_its_size() {
        for largest in [1, 2, 3, 999, 10_u64.pow(12), u64::MAX / 2, u64::MAX] {
            let scale = Scale::to_largest([0, largest, largest / 2]);
            assert_eq!(scale.place(largest, 1000), 1000);
            assert_eq!(scale.place(0, 1000), 0);
            assert!(scale.place(largest / 2, 1000) <= 500);
            assert_eq!(scale.place(u64::MAX, u32::MAX), u32::MAX);
        }
    }

    #[test]
    fn places_are_the_nearest() {
        let scale = Scale::to_largest([1000]);
        assert_eq!(scale.place(4, 100), 0);
        assert_eq!(scale.place(5, 100), 1);
        assert_eq!(scale.place(994, 100), 99);
        assert_eq!(scale.place(995, 100), 100);
    }

    #[test]
    fn an_axis_ends_with_a_round_number_no_smaller() {
        for (largest, top, middle) in [
            (1, 1, None),
            (2, 2, Some(1)),
            (3, 4, Some(2)),
            (9, 10, Some(5)),
            (11, 20, Some(10)),
            (812, 1_000, Some(500)),
            (1_034, 2_000, Some(1_000)),
            (10_u64.pow(12), 10_u64.pow(12), Some(10_u64.pow(12) / 2)),
            (u64::MAX, u64::MAX, None),
        ] {
            let scale = Scale::to_round([largest, 0]);
            assert_eq!((scale.top(), scale.middle()), (top, middle), "{largest}");
        }
    }

    #[test]
    fn places_are_written_as_short_as_they_are() {
        let written = [0, 5, 10, 123, 1000].map(|permille| Permille(permille).to_string());
        assert_eq!(written, ["0%", "0.5%", "1%", "12.3%", "100%"]);
    }
}
