//! Looks for programs on `PATH`, and asks them for their versions.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use semver::Version;

/// The first program that fits, by the order of the names and then by that of `PATH`: an old one there may hide a
/// newer one.
pub(crate) fn on_path(names: &[&str], fits: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    names
        .iter()
        .filter_map(|name| which::which_all(name).ok())
        .flatten()
        .find(|program| fits(program))
}

/// The version that a program prints, asked with these arguments. None where it does not run.
pub(crate) fn version<A: AsRef<OsStr>>(program: &Path, arguments: &[A]) -> Option<Version> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output
        .status
        .success()
        .then(|| parse(&String::from_utf8_lossy(&output.stdout)))
        .flatten()
}

/// The first version in a text. What follows the three numbers, as in `3.14.0rc1`, is left out.
fn parse(text: &str) -> Option<Version> {
    text.split_whitespace().find_map(|word| {
        let word = word.strip_prefix('v').unwrap_or(word);
        let end = word.find(|c: char| !c.is_ascii_digit() && c != '.');
        Version::parse(word.get(..end.unwrap_or(word.len()))?).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_as_each_program_prints_it() {
        for (text, version) in [
            ("wasmtime 48.0.8\n", Version::new(48, 0, 8)),
            (
                "wasmtime 50.1.0 (cd6acb5d2 2026-10-02)\n",
                Version::new(50, 1, 0),
            ),
            ("v22.19.0\n", Version::new(22, 19, 0)),
            ("v24.0.0-nightly2026\n", Version::new(24, 0, 0)),
            ("3.14.0rc1\n", Version::new(3, 14, 0)),
        ] {
            assert_eq!(parse(text), Some(version), "{text}");
        }
    }

    #[test]
    fn what_is_no_version_is_none() {
        for text in ["", "node", "v22", "version 22.19"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_program_that_is_missing_has_no_version() {
        assert_eq!(version(Path::new("no-such-program"), &["--version"]), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_fails_has_no_version() {
        let version = |script| version(Path::new("sh"), &["-c", script]);
        assert_eq!(version("echo 1.2.3"), Some(Version::new(1, 2, 3)));
        assert_eq!(version("echo 1.2.3; exit 1"), None);
    }

    #[test]
    fn what_does_not_fit_is_passed_over() {
        assert!(on_path(&["no-such-program", "cargo"], |_| true).is_some());
        assert_eq!(on_path(&["cargo"], |_| false), None);
    }
}
