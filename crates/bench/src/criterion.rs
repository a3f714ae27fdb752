//! What Criterion found natively, as it leaves it in files.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// A table of the medians. Nothing where it was not run.
pub(crate) fn table() -> Result<String> {
    let Some(folder) = env::var_os("CRITERION_HOME") else {
        return Ok(String::new());
    };
    let mut rows = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        if let Some(median) = median(&entry.path())? {
            let name = entry.file_name().to_string_lossy().replace('_', " ");
            rows.push(format!("| {name} | {:.0} |\n", median / 1e3));
        }
    }
    rows.sort();
    Ok(format!(
        "\n## Natively, without a runtime\n\nMedians of Criterion.\n\n| | µs |\n|---|---|\n{}",
        rows.concat()
    ))
}

/// In nanoseconds.
fn median(benchmark: &Path) -> Result<Option<f64>> {
    #[derive(Deserialize)]
    struct Estimates {
        median: Estimate,
    }
    #[derive(Deserialize)]
    struct Estimate {
        point_estimate: f64,
    }
    let file = benchmark.join("new/estimates.json");
    if !file.exists() {
        return Ok(None);
    }
    let Estimates { median } = serde_json::from_slice(&fs::read(&file)?)
        .with_context(|| format!("cannot read {}", file.display()))?;
    Ok(Some(median.point_estimate))
}
