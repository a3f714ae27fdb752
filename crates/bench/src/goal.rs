//! What the server is compared with, and how well it should do.

use crate::question::Case::{self, Count, Hundred, One, Ping, ToolsList};

/// Two servers, compared by the time, or the CPU time, that an answer takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Comparison {
    /// Ours and the other.
    pub(crate) servers: [&'static str; 2],
    pub(crate) case: Case,
    /// The most that the one may take for each that the other takes.
    pub(crate) goal: Option<f64>,
}

/// All comparisons of which a goal speaks, and those that explain them.
pub(crate) fn comparisons() -> impl Iterator<Item = Comparison> {
    let pairs: [([&str; 2], &Goals); 7] = [
        (["ours, fresh", "hello, fresh"], BESIDE_HELLO),
        (["ours, reused", "hello, reused"], BESIDE_HELLO),
        (["ours, fresh", "floor, fresh"], BESIDE_FLOOR),
        (["ours, reused", "floor, reused"], BESIDE_FLOOR),
        (["ours, reused", "native"], BESIDE_NATIVE),
        (["ours, reused", "mcp-defectdojo"], BESIDE_PEER),
        (["ours, reused", "defectdojo-mcp"], BESIDE_PEER),
    ];
    pairs.into_iter().flat_map(|(servers, cases)| {
        cases.iter().map(move |&(case, goal)| Comparison {
            servers,
            case,
            goal,
        })
    })
}

type Goals = [(Case, Option<f64>)];

const BESIDE_HELLO: &Goals = &[(Ping, Some(1.15)), (ToolsList, Some(1.15))];
const BESIDE_FLOOR: &Goals = &[(Count, Some(1.3)), (One, Some(1.3)), (Hundred, Some(1.25))];
const BESIDE_NATIVE: &Goals = &[
    (Ping, None),
    (ToolsList, None),
    (Count, None),
    (One, None),
    (Hundred, Some(1.5)),
];
const BESIDE_PEER: &Goals = &[
    (Ping, None),
    (ToolsList, None),
    (One, None),
    (Hundred, Some(0.05)),
];

/// The most memory at its peak for each byte of a Python server's.
pub(crate) const PEAK_BESIDE_PEER: f64 = 0.5;
