//! Finds the browser that opens Inspector's page.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::program;

/// The variable that names a browser, for this program and for the tests.
pub(crate) const VARIABLE: &str = "CHROMIUM";

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// The browser that the user chose. It is an error where that does not start: another one is not what was asked for.
pub(crate) fn chosen() -> Result<Option<PathBuf>> {
    env::var_os(VARIABLE)
        .filter(|value| !value.is_empty())
        .map(|value| check(&value))
        .transpose()
}

/// The full path of a browser that starts. The tests run in another folder than this program.
fn check(browser: &OsStr) -> Result<PathBuf> {
    match which::which(browser) {
        Ok(path) if starts(&path) => Ok(path),
        _ => bail!(
            "{VARIABLE} names {}, which does not start: name a Chromium or Chrome there, or nothing",
            browser.display()
        ),
    }
}

/// A browser on `PATH`.
pub(crate) fn on_path() -> Option<PathBuf> {
    program::on_path(&NAMES, starts)
}

/// Ubuntu's package is a script that only tells to install something else.
fn starts(browser: &Path) -> bool {
    Command::new(browser)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_browser_has_to_start() {
        assert!(check(OsStr::new("true")).unwrap().is_absolute());
        for browser in ["false", "no-such-browser", "/"] {
            assert_eq!(
                check(OsStr::new(browser)).unwrap_err().to_string(),
                format!(
                    "CHROMIUM names {browser}, which does not start: name a Chromium or Chrome there, or nothing"
                )
            );
        }
    }
}
