//! How long it took to fix findings.

use super::Fixed;
use crate::report::Durations;

/// Of `fixed`. None where no time is known.
pub(crate) fn durations<'a>(fixed: impl Iterator<Item = &'a Fixed> + Clone) -> Option<Durations> {
    let mut days: Vec<i64> = fixed.clone().filter_map(|one| one.days).collect();
    days.sort_unstable();
    let (last, half) = (days.len().checked_sub(1)?, days.len() / 2);
    let sum: i64 = days.iter().sum();
    let middle = [days.get(last / 2)?, days.get(half.min(last))?];
    let rank = (days.len() * 9).div_ceil(10);
    let with_sla = fixed.clone().filter(|one| one.in_time.is_some()).count();
    let in_time = fixed.filter(|one| one.in_time == Some(true)).count();
    Some(Durations {
        mean: rounded(ratio(sum, days.len())),
        median: ratio(middle.into_iter().sum(), middle.len()),
        p90: *days.get(rank.checked_sub(1)?)?,
        within_sla: rate(count(in_time), count(with_sla)),
        with_sla: count(with_sla),
    })
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// A share, 0 to 1 with three decimals. None of nothing.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of findings are far below 2 to the power of 52"
)]
pub(crate) fn rate(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| (part as f64 / whole as f64 * 1000.0).round() / 1000.0)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "days of findings are far below 2 to the power of 52"
)]
fn ratio(sum: i64, count: usize) -> f64 {
    sum as f64 / count as f64
}

/// With one decimal.
fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(days: i64, in_time: Option<bool>) -> Fixed {
        Fixed {
            severity: None,
            product: None,
            test_type: None,
            cwe: None,
            days: Some(days),
            in_time,
            is_readable: true,
        }
    }

    #[test]
    fn the_figures_of_known_days() {
        let rows: Vec<Fixed> = [1, 2, 3, 4, 5, 6, 7, 8, 9, 30]
            .map(|days| fixed(days, (days < 9).then_some(days < 4)))
            .into();
        let found = durations(rows.iter()).unwrap();
        assert_eq!(
            found,
            Durations {
                mean: 7.5,
                median: 5.5,
                p90: 9,
                within_sla: Some(0.375),
                with_sla: 8,
            }
        );
    }

    #[test]
    fn of_one_and_of_none() {
        let one = [fixed(4, None)];
        let found = durations(one.iter()).unwrap();
        assert_eq!((found.mean, found.median, found.p90), (4.0, 4.0, 4));
        assert_eq!((found.within_sla, found.with_sla), (None, 0));
        assert_eq!(durations([].iter()), None);
    }
}
