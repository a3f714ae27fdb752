//! The largest of many groups, without counting each of them.
//!
//! The API counts the findings of a whole list of ids at once. So the ids are halved, the fuller half first, until
//! the groups that stand out are alone: most of the small ones are never asked for.

use std::cmp::Reverse;

use crate::dojo::{Client, Error, FindingFilter};
use crate::ordered;

/// The most ids in one call: the server takes a request line of 4,094 bytes.
const MOST_IDS: usize = 300;

/// The largest groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking<K> {
    /// Keys and their counts, largest first and then as the keys came; no count is 0.
    pub groups: Vec<(K, u64)>,
    /// Why a larger group may be left out, where one may.
    pub lack: Option<Lack>,
}

/// Why groups may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lack {
    /// The requests or the time ended before.
    Spent,
    /// The findings changed meanwhile.
    Changed,
    /// There are more objects than are looked at.
    Long,
}

/// Keys that were counted together.
struct Part {
    /// The place of the first of them among all.
    first: usize,
    keys: Vec<u64>,
    count: u64,
}

impl Client<'_> {
    /// The `top` largest of the groups that `narrow` makes of findings by `keys`, each finding in at most one of
    /// them. It leaves `reserve` requests to whoever comes after.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn largest(
        &self,
        keys: &[u64],
        narrow: impl Fn(&[u64]) -> FindingFilter,
        top: usize,
        reserve: u32,
    ) -> Result<Ranking<u64>, Error> {
        let chunks: Vec<&[u64]> = keys.chunks(MOST_IDS).collect();
        let filters: Vec<FindingFilter> = chunks.iter().map(|keys| narrow(keys)).collect();
        let counts = self.counts(&filters).await?;
        let places = (0..).step_by(MOST_IDS);
        let mut parts: Vec<Part> = chunks
            .iter()
            .zip(counts)
            .zip(places)
            .map(|((keys, count), first)| Part {
                first,
                keys: keys.to_vec(),
                count,
            })
            .collect();
        let lack = loop {
            parts.retain(|part| part.count > 0);
            ordered::sort_by_key(&mut parts, |part| (Reverse(part.count), part.first));
            let open = parts.iter().take(top).enumerate();
            let open = open.filter(|(_, part)| part.keys.len() > 1);
            let open: Vec<usize> = open
                .map(|(place, _)| place)
                .take(self.parallel.get())
                .collect();
            if open.is_empty() {
                break None;
            }
            if !self.can_afford(open.len(), reserve) {
                break Some(Lack::Spent);
            }
            if !self.halve(&mut parts, &open, &narrow).await? {
                break Some(Lack::Changed);
            }
        };
        let alone = parts.iter().filter_map(|part| match *part.keys {
            [key] => Some((key, part.count)),
            _ => None,
        });
        Ok(Ranking {
            groups: alone.take(top).collect(),
            lack,
        })
    }

    /// Halves the parts at the places `open`. One half is counted, the other is what is left. False where that has
    /// become more than both were.
    async fn halve(
        &self,
        parts: &mut Vec<Part>,
        open: &[usize],
        narrow: &impl Fn(&[u64]) -> FindingFilter,
    ) -> Result<bool, Error> {
        let halves: Vec<(usize, &[u64], &[u64])> = open
            .iter()
            .filter_map(|&place| {
                let keys = &parts.get(place)?.keys;
                let (left, right) = keys.split_at_checked(keys.len() / 2)?;
                Some((place, left, right))
            })
            .collect();
        let filters: Vec<FindingFilter> = halves.iter().map(|(_, left, _)| narrow(left)).collect();
        let counts = self.counts(&filters).await?;
        let mut made = Vec::new();
        for ((place, left, right), count) in halves.into_iter().zip(counts) {
            let Some(whole) = parts.get(place) else {
                continue;
            };
            let Some(rest) = whole.count.checked_sub(count) else {
                return Ok(false);
            };
            made.push(Part {
                first: whole.first,
                keys: left.to_vec(),
                count,
            });
            made.push(Part {
                first: whole.first + left.len(),
                keys: right.to_vec(),
                count: rest,
            });
        }
        let mut place = 0;
        parts.retain(|_| {
            place += 1;
            !open.contains(&(place - 1))
        });
        parts.append(&mut made);
        Ok(true)
    }
}
