//! `cargo xtask fuzz`: throws bytes at the server in one process, led by what code they reach.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::process::run;
use crate::program;
use crate::report::step;
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;

/// Coverage as libFuzzer reads it. As cargo-fuzz has it, without a sanitizer, which only a nightly compiler has.
const INSTRUMENTED: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Inputs that a run of the tests tries with each target, those that are kept among them. All together take less than
/// a minute.
const RUNS: u32 = 5_000;

/// Fuzzes the server.
///
/// Without arguments each target is tried with a fixed number of inputs, the same ones each time, as `cargo xtask test`
/// does. An input that is answered wrongly ends it and is kept in `target/fuzz/found`: put it into
/// `crates/fuzz/corpus/<target>`, where an ordinary test replays it.
#[derive(Args, Debug, Default)]
pub(crate) struct Fuzz {
    /// The target: a folder of `crates/fuzz/corpus`. Without it, all of them.
    target: Option<String>,
    /// Goes on for so many seconds with each target, from another beginning each time, and from what earlier long runs
    /// have found.
    #[arg(long)]
    seconds: Option<u32>,
}

impl Fuzz {
    /// Builds the targets and runs them.
    pub(crate) fn run(&self) -> Result<()> {
        let workspace = Workspace::find()?;
        let corpus = workspace.fuzz().join("corpus");
        let mut targets = names(&corpus)?;
        if let Some(wanted) = &self.target {
            if !targets.contains(wanted) {
                bail!(
                    "there is no target {wanted:?}; there are {}",
                    targets.join(", ")
                );
            }
            targets = vec![wanted.clone()];
        }
        let binaries = build(&workspace)?;
        for target in targets {
            let work = workspace.target().join("fuzz");
            step(&format!("Fuzzing: {target}"));
            run(&mut self.command(&workspace, &binaries, &work, &target)?).with_context(|| {
                format!(
                    "an input was answered wrongly; it is in {}",
                    work.join("found").display()
                )
            })?;
        }
        Ok(())
    }

    fn command(
        &self,
        workspace: &Workspace,
        binaries: &Path,
        work: &Path,
        target: &str,
    ) -> Result<Command> {
        // libFuzzer writes what is new into the first folder: a short run's is emptied, so that each starts alike.
        let kept = if self.seconds.is_some() {
            "corpus"
        } else {
            "short"
        };
        let (found, begun) = (work.join("found"), work.join(kept).join(target));
        if self.seconds.is_none() && begun.exists() {
            fs::remove_dir_all(&begun).context("cannot empty the folder of an earlier run")?;
        }
        for folder in [&found, &begun] {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let mut command = Command::new(binaries.join(target));
        command
            // Less than the server itself may have.
            .args([
                "-rss_limit_mb=512",
                "-timeout=20",
                "-max_len=4096",
                "-print_final_stats=0",
            ])
            .arg(format!(
                "-dict={}",
                workspace.fuzz().join("dictionary.txt").display()
            ))
            .arg(format!("-artifact_prefix={}/{target}-", found.display()));
        match self.seconds {
            Some(seconds) => command.arg(format!("-max_total_time={seconds}")),
            None => command.args([format!("-runs={RUNS}"), "-seed=1".to_owned()]),
        };
        command
            .arg(begun)
            .arg(workspace.fuzz().join("corpus").join(target));
        Ok(command)
    }
}

/// The names of the targets.
fn names(corpus: &Path) -> Result<Vec<String>> {
    let entries =
        fs::read_dir(corpus).with_context(|| format!("cannot read {}", corpus.display()))?;
    let mut names = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// Whether the crate that compiles libFuzzer will find a compiler (`cc`, "External configuration via environment
/// variables").
pub(crate) fn has_cpp() -> bool {
    env::var_os("CXX").is_some() || program::on_path(&["c++"], |_| true).is_some()
}

/// Builds all targets, apart from all other build results, as no code is compiled alike. Gives their folder.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    if !has_cpp() {
        bail!(
            "libFuzzer is written in C++: install a compiler that is called c++ (or name one in CXX), on Debian with \
             `apt install g++`, and run this again"
        );
    }
    let host = Toolchain::host()?;
    let folder = workspace.target().join("fuzz");
    step("Building the fuzz targets (about 2 minutes the first time)");
    run(workspace
        .cargo()
        .args(["build", "--locked", "--package", "fuzz", "--bins"])
        .args(["--features", "libfuzzer", "--profile", "fuzz"])
        // Named, so that what runs while building isn't instrumented too.
        .args(["--target", &host, "--target-dir"])
        .arg(&folder)
        .env("RUSTFLAGS", INSTRUMENTED))?;
    Ok(folder.join(host).join("fuzz"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(seconds: Option<u32>) -> String {
        let workspace = Workspace::find().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let fuzz = Fuzz {
            target: None,
            seconds,
        };
        let command = fuzz.command(&workspace, Path::new("bin"), folder.path(), "message");
        let command = command.unwrap();
        let arguments = command
            .get_args()
            .map(|argument| argument.to_string_lossy());
        arguments.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_short_run_is_the_same_each_time_and_starts_from_what_is_kept() {
        let line = line(None);
        assert!(line.contains(" -runs=5000 -seed=1 "), "{line}");
        assert!(line.contains("/short/message "), "{line}");
        assert!(line.ends_with("crates/fuzz/corpus/message"), "{line}");
    }

    #[test]
    fn a_long_run_keeps_what_it_finds_out_of_the_repository() {
        let line = line(Some(600));
        assert!(line.contains(" -max_total_time=600 "), "{line}");
        assert!(!line.contains("-seed"), "{line}");
        let folders: Vec<_> = line
            .split(' ')
            .filter(|part| part.ends_with("corpus/message"))
            .collect();
        assert_eq!(folders.len(), 2, "{line}");
        assert!(!folders[0].contains("crates/fuzz"), "{line}");
    }

    #[test]
    fn every_target_has_a_binary() {
        let workspace = Workspace::find().unwrap();
        let manifest = fs::read_to_string(workspace.fuzz().join("Cargo.toml")).unwrap();
        let names = names(&workspace.fuzz().join("corpus")).unwrap();
        assert_eq!(names.len(), manifest.matches("[[bin]]").count());
        for name in names {
            assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        }
    }
}
