//! Whether the server stands what many clients do to it, and for how long: `cargo xtask bench --load`.

mod capacity;
mod cluster;
mod crowd;
mod endurance;
mod ledger;
mod mix;
mod turns;

use std::time::Duration;

use anyhow::Result;

use crate::question::Dialect;
use crate::subject::{REUSED, Subject, file};
use crate::upstream::Upstream;

/// How much of it.
pub(crate) struct Extent {
    /// How long the mixed load lasts.
    pub(crate) minutes: u64,
    /// A tenth of everything else.
    pub(crate) is_quick: bool,
}

/// Does all whose name has `only` in it, and gives the results as a page.
pub(crate) async fn stress(head: &[String], extent: &Extent, only: Option<&str>) -> Result<String> {
    let upstream = Upstream::start().await?;
    let share = if extent.is_quick { 10 } else { 1 };
    let is_asked = |name: &str| only.is_none_or(|part| name.contains(part));
    let mut parts = Vec::new();
    if is_asked("capacity") {
        let time = Duration::from_secs(10 / share);
        parts.push(capacity::capacity(&upstream, time).await?);
    }
    if is_asked("crowd") {
        for size in [1, 100, 1_000] {
            parts.push(told(&crowd::crowd(&upstream, size).await?));
        }
        parts.push(told(&crowd::one_too_many(&upstream).await?));
    }
    if is_asked("turns") {
        let clients = usize::try_from(10_000 / share)?;
        parts.push(told(&turns::turns(&upstream, clients).await?));
    }
    if is_asked("cluster") {
        let time = Duration::from_secs(120 / share);
        parts.push(told(&cluster::cluster(&upstream, time).await?));
    }
    if is_asked("endurance") {
        let time = Duration::from_mins(extent.minutes);
        parts.push(told(&endurance::endurance(&upstream, time).await?));
    }
    let head: Vec<String> = head.iter().map(|line| format!("- {line}")).collect();
    Ok(format!(
        "# Under load\n\nWritten by `cargo xtask bench --load`, in front of an instance of 5,000 findings that answers at once.\n\n{}\n\n{}\n",
        head.join("\n"),
        parts.join("\n")
    ))
}

/// A result as a point of a list, which is also told at once.
fn told(result: &str) -> String {
    eprintln!("{result}");
    format!("- {result}.")
}

/// The server as users start it.
fn subject() -> Result<Subject> {
    let component = file("DEFECTDOJO_MCP_WASM")?;
    Ok(Subject::component("ours", Dialect::Ours, component, REUSED))
}

/// An amount of memory, given in KiB.
fn kib(amount: Option<u64>) -> String {
    amount.map_or_else(|| "unknown".to_owned(), |kib| format!("{} MiB", kib / 1024))
}
