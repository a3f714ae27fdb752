//! The picture of findings over time: how many were open, and how many were opened and closed.

use super::number::{Count, Period};
use super::scale::Scale;
use crate::report::Interval;

/// The width of an interval and the height of a picture, in units that the browser stretches to the room there is.
const STEP: u32 = 10;
const HEIGHT: u32 = 200;

/// Two pictures with one axis of time.
pub(super) struct Plot {
    /// In units.
    pub(super) width: u32,
    /// In units.
    pub(super) height: u32,
    /// How many were open.
    pub(super) open: Vec<Point>,
    /// Of those.
    pub(super) open_axis: Axis,
    /// How many were opened.
    pub(super) opened: Vec<Point>,
    /// How many were closed.
    pub(super) closed: Vec<Point>,
    /// Of both.
    pub(super) flow_axis: Axis,
    /// Days on the axis of time: the first, one in the middle where there is room, the last.
    pub(super) days: Vec<super::number::Date>,
    /// The same in words.
    pub(super) summary: Summary,
}

/// A place in a picture. The larger a number, the smaller its `y`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: u32,
    pub(super) y: u32,
}

/// The numbers on an axis.
#[derive(Debug)]
pub(super) struct Axis {
    pub(super) top: Count,
    pub(super) middle: Option<Count>,
}

/// What a picture shows, for those who don't see it.
pub(super) struct Summary {
    pub(super) period: Period,
    pub(super) first: Count,
    pub(super) last: Count,
    pub(super) least: Count,
    pub(super) most: Count,
    pub(super) opened: Count,
    pub(super) closed: Count,
}

impl Plot {
    /// Of intervals in their order; none of none.
    pub(super) fn of(intervals: &[Interval]) -> Option<Self> {
        let (first, last) = (intervals.first()?, intervals.last()?);
        let open = || intervals.iter().map(|interval| interval.open);
        let opened = || intervals.iter().map(|interval| interval.opened.total);
        let closed = || intervals.iter().map(|interval| interval.closed.total);
        let open_scale = Scale::to_round(open());
        let flow_scale = Scale::to_round(opened().chain(closed()));
        let middle = intervals.get(intervals.len() / 2);
        let middle = middle.filter(|_| intervals.len() > 4);
        let sum =
            |counts: &mut dyn Iterator<Item = u64>| Count(counts.fold(0, u64::saturating_add));
        Some(Self {
            width: u32::try_from(intervals.len())
                .unwrap_or(u32::MAX)
                .saturating_mul(STEP),
            height: HEIGHT,
            open: points(open(), STEP / 2, open_scale),
            open_axis: Axis::of(open_scale),
            opened: points(opened(), 3, flow_scale),
            closed: points(closed(), 7, flow_scale),
            flow_axis: Axis::of(flow_scale),
            days: [
                Some(first.from),
                middle.map(|interval| interval.from),
                Some(last.to),
            ]
            .into_iter()
            .flatten()
            .map(super::number::Date)
            .collect(),
            summary: Summary {
                period: Period {
                    from: first.from,
                    to: last.to,
                },
                first: Count(first.open),
                last: Count(last.open),
                least: Count(open().min().unwrap_or(0)),
                most: Count(open().max().unwrap_or(0)),
                opened: sum(&mut opened()),
                closed: sum(&mut closed()),
            },
        })
    }
}

impl Axis {
    fn of(scale: Scale) -> Self {
        Self {
            top: Count(scale.top()),
            middle: scale.middle().map(Count),
        }
    }
}

/// A point for each value, `shift` behind the start of its interval.
fn points(values: impl Iterator<Item = u64>, shift: u32, scale: Scale) -> Vec<Point> {
    let starts = (0..).step_by(STEP as usize);
    values
        .zip(starts)
        .map(|(value, start): (_, u32)| Point {
            x: start + shift,
            y: HEIGHT - scale.place(value, HEIGHT),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Counts;

    fn interval(open: u64, opened: u64, closed: u64) -> Interval {
        let counts = |total| Counts { total, tally: None };
        Interval {
            from: "2026-11-16".parse().unwrap(),
            to: "2026-11-22".parse().unwrap(),
            opened: counts(opened),
            closed: counts(closed),
            open,
        }
    }

    fn places(points: &[Point]) -> Vec<(u32, u32)> {
        points.iter().map(|point| (point.x, point.y)).collect()
    }

    #[test]
    fn nothing_has_no_picture() {
        assert!(Plot::of(&[]).is_none());
    }

    #[test]
    fn intervals_with_nothing_lie_on_the_ground() {
        let plot = Plot::of(&[interval(0, 0, 0), interval(0, 0, 0)]).unwrap();
        assert_eq!(plot.width, 20);
        assert_eq!(places(&plot.open), [(5, 200), (15, 200)]);
        assert_eq!(places(&plot.opened), [(3, 200), (13, 200)]);
        assert_eq!(plot.open_axis.top.to_string(), "1");
    }

    #[test]
    fn opened_and_closed_share_an_axis() {
        let plot = Plot::of(&[interval(50, 10, 5), interval(100, 0, 20)]).unwrap();
        assert_eq!(places(&plot.open), [(5, 100), (15, 0)]);
        assert_eq!(places(&plot.opened), [(3, 100), (13, 200)]);
        assert_eq!(places(&plot.closed), [(7, 150), (17, 0)]);
        assert_eq!(plot.flow_axis.top.to_string(), "20");
    }

    #[test]
    fn numbers_as_large_as_they_get_stay_within() {
        let huge = interval(u64::MAX, 10_u64.pow(12), u64::MAX);
        let plot = Plot::of(&[huge.clone(), interval(0, 0, 0), huge]).unwrap();
        assert_eq!(places(&plot.open), [(5, 0), (15, 200), (25, 0)]);
        assert_eq!(places(&plot.opened)[0], (3, 200));
        assert_eq!(plot.summary.closed.0, u64::MAX, "the sum stops there");
        assert_eq!(plot.days.len(), 2);
    }
}
