//! What DefectDojo's text goes through before it leaves: cleaned, then cut.
//!
//! Titles and descriptions come from scanners, and scanners quote attackers. The text is data: it
//! loses what a person can't see, and it is bounded. Callers mark it as untrusted.

mod clean;
mod cut;

pub use clean::{clean, clean_line};
pub use cut::{Cut, cut, quoted};
