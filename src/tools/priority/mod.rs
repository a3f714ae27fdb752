//! What to fix first: strategies, each a list of tiers that `DefectDojo`'s filters tell exactly.

mod narrow;
mod prioritized;
mod strategy;
mod tier;

pub(crate) use prioritized::prioritized;
pub(crate) use strategy::Strategy;
pub(crate) use tier::Tier;
