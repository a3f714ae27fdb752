//! What this program says about its own progress. It goes to standard error, as cargo's does, so that standard
//! output holds results alone.

/// Announces a step.
pub(crate) fn step(what: &str) {
    eprintln!("\n==> {what}");
}
