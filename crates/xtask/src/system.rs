//! What the tests need of the system itself: Python, a browser and a C++ compiler. All else is installed inside the project's folders.

use std::io;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::chromium;
use crate::fuzz;
use crate::process::{Interrupted, run_to_the_end};
use crate::program;
use crate::python;
use crate::report::step;
use crate::versions::PYTHON_OLDEST;

/// The programs of the system.
#[derive(Debug)]
pub(crate) struct System {
    /// A Python that can make virtual environments.
    pub(crate) python: PathBuf,
    /// A browser that starts.
    pub(crate) chromium: PathBuf,
}

impl System {
    /// Looks on `PATH`, and has apt install what is missing there, where it may.
    pub(crate) fn find_or_install() -> Result<Self> {
        let chosen = chromium::chosen()?;
        let find = || {
            let chromium = chosen.clone().or_else(chromium::on_path);
            match (python::on_path(&PYTHON_OLDEST), chromium, fuzz::has_cpp()) {
                (Some(python), Some(chromium), true) => Ok(Self { python, chromium }),
                (python, chromium, has_cpp) => Err(Missing {
                    python: python.is_none(),
                    chromium: chromium.is_none(),
                    cpp: !has_cpp,
                }),
            }
        };
        let missing = match find() {
            Ok(system) => return Ok(system),
            Err(missing) => missing,
        };
        if apt_is_allowed() {
            match install(&missing.packages()) {
                Err(error) if error.is::<Interrupted>() => return Err(error),
                // Whether it did anything shows in the next line.
                Err(error) => eprintln!("{error}"),
                Ok(()) => {}
            }
            return find().or_else(|missing| bail!(missing.advice()));
        }
        bail!(missing.advice())
    }
}

/// What of the system is missing; something is.
#[derive(Clone, Copy, Debug)]
struct Missing {
    python: bool,
    chromium: bool,
    cpp: bool,
}

impl Missing {
    /// Debian's packages of it.
    fn packages(self) -> Vec<&'static str> {
        let mut packages = Vec::new();
        if self.python {
            packages.extend(["python3", "python3-venv"]);
        }
        if self.chromium {
            packages.push("chromium");
        }
        if self.cpp {
            packages.push("g++");
        }
        packages
    }

    /// What the user has to do, in one line.
    fn advice(self) -> String {
        let mut programs = Vec::new();
        if self.python {
            programs.push(format!(
                "Python from {}.{} on with its module venv",
                PYTHON_OLDEST.major, PYTHON_OLDEST.minor
            ));
        }
        if self.chromium {
            programs.push(format!(
                "Chromium or Chrome (or name one in {})",
                chromium::VARIABLE
            ));
        }
        if self.cpp {
            programs.push("a C++ compiler that is called c++ (or name one in CXX)".to_owned());
        }
        format!(
            "install {}, on Debian with `apt install {}`, and run `cargo xtask test` again",
            programs.join(" and "),
            self.packages().join(" ")
        )
    }
}

fn apt_is_allowed() -> bool {
    is_root() && program::on_path(&["apt-get"], |_| true).is_some()
}

#[cfg(unix)]
fn is_root() -> bool {
    nix::unistd::Uid::effective().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

fn install(packages: &[&str]) -> Result<()> {
    step(&format!(
        "Installing {} with apt (about a minute)",
        packages.join(", ")
    ));
    // A publisher that does not answer may be one that nothing here comes from.
    match run_to_the_end(apt_get().arg("update")) {
        Err(error) if error.is::<Interrupted>() => return Err(error),
        Err(error) => eprintln!("{error}; going on with what apt knows"),
        Ok(()) => {}
    }
    // Nothing that the machine has may go for it.
    run_to_the_end(
        apt_get()
            .args(["install", "--no-remove", "--no-install-recommends"])
            .args(packages),
    )
}

fn apt_get() -> Command {
    let mut apt_get = Command::new("apt-get");
    apt_get
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-q", "-y", "-o", "Acquire::Retries=3"])
        // The machine may be at its daily updates.
        .args(["-o", "DPkg::Lock::Timeout=300"])
        .stdout(io::stderr());
    apt_get
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_names_what_is_missing_and_nothing_else() {
        let advice = |python, chromium, cpp| {
            let missing = Missing {
                python,
                chromium,
                cpp,
            };
            missing.advice()
        };
        assert_eq!(
            advice(true, false, false),
            "install Python from 3.10 on with its module venv, on Debian with `apt install python3 python3-venv`, \
             and run `cargo xtask test` again"
        );
        assert_eq!(
            advice(false, true, false),
            "install Chromium or Chrome (or name one in CHROMIUM), on Debian with `apt install chromium`, \
             and run `cargo xtask test` again"
        );
        assert_eq!(
            advice(true, true, false),
            "install Python from 3.10 on with its module venv and Chromium or Chrome (or name one in CHROMIUM), \
             on Debian with `apt install python3 python3-venv chromium`, and run `cargo xtask test` again"
        );
        assert_eq!(
            advice(false, false, true),
            "install a C++ compiler that is called c++ (or name one in CXX), on Debian with `apt install g++`, \
             and run `cargo xtask test` again"
        );
    }
}
