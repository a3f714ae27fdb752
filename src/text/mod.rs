//! What DefectDojo's text goes through before it leaves: cleaned, rid of secrets, then cut.
//!
//! Titles and descriptions come from scanners, and scanners quote attackers. The text is data: it
//! loses what a person can't see, secrets are masked, and it is bounded. Callers mark it as untrusted.

mod clean;
mod cut;
mod reader;
mod secrets;
mod untrusted;

pub use clean::{clean, clean_line};
pub use cut::{Cut, cut, quoted};
pub use reader::Reader;
pub use untrusted::Untrusted;
