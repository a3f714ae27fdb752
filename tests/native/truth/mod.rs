//! Every number of every summary, counted again in the simulator's own data.

mod groups;
mod priorities;
mod remediation;
mod severities;
mod summaries;
mod trends;
