//! The lists by which others classify weaknesses.

pub mod cwe;
