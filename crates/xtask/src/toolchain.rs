//! The Rust toolchain in use, and the parts of it this project needs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::{Interrupted, output, run};
use crate::report::step;
use crate::std_build::build_std;
use crate::versions::TARGET;
use crate::workspace::Workspace;

/// The installed compiler.
#[derive(Debug)]
pub(crate) struct Toolchain {
    sysroot: PathBuf,
    /// As in `1.95.0`; `-nightly` and the like stay on.
    release: String,
}

impl Toolchain {
    /// Asks the compiler that cargo uses here.
    pub(crate) fn find() -> Result<Self> {
        let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
        let version = output(Command::new("rustc").arg("-vV"))?;
        let release = release(&version).context("`rustc -vV` names no release")?;
        Ok(Self {
            sysroot: PathBuf::from(sysroot.trim()),
            release: release.to_owned(),
        })
    }

    /// The target that programs for this machine are built for.
    pub(crate) fn host() -> Result<String> {
        let version = output(Command::new("rustc").arg("-vV"))?;
        let host = version.lines().find_map(|line| line.strip_prefix("host: "));
        Ok(host.context("`rustc -vV` names no host")?.to_owned())
    }

    /// The compiler's version.
    pub(crate) fn release(&self) -> &str {
        &self.release
    }

    /// The folder that holds std for the component's target.
    pub(crate) fn target_lib(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib").join(TARGET).join("lib")
    }

    /// Whether this toolchain came from the system's packages: its folder is not ours to write to, even as root.
    pub(crate) fn is_the_systems(&self) -> bool {
        // Debian's versioned packages live in /usr/lib/rust-1.95.
        self.sysroot == Path::new("/usr") || self.sysroot.starts_with("/usr/lib")
    }

    /// Sees to it that the component's target is installed.
    pub(crate) fn ensure_target(&self, workspace: &Workspace) -> Result<()> {
        if has_std(&self.target_lib()) {
            return Ok(());
        }
        step(&format!("Installing the target {TARGET} with rustup"));
        match run(Command::new("rustup").args(["target", "add", TARGET])) {
            // Asked again: rustup may look after another toolchain than the one in use.
            Ok(()) if has_std(&self.target_lib()) => return Ok(()),
            Ok(()) => eprintln!(
                "rustup is done, but {} has no {TARGET}",
                self.sysroot.display()
            ),
            Err(error) if error.is::<Interrupted>() => return Err(error),
            Err(error) => eprintln!("{error}"),
        }
        build_std(self, workspace).with_context(|| {
            format!(
                "the target {TARGET} is not installed for Rust {} in {}, `rustup target add {TARGET}` did not work, \
                 and neither did building it from Debian's packages",
                self.release,
                self.sysroot.display()
            )
        })?;
        if !has_std(&self.target_lib()) {
            bail!(
                "{} holds no std after its build",
                self.target_lib().display()
            );
        }
        Ok(())
    }
}

/// Sees to it that `cargo fmt` and `cargo clippy` are there.
pub(crate) fn ensure_checkers() -> Result<()> {
    let works = |name: &str| {
        let command = Command::new("cargo")
            .args([name, "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        command.is_ok_and(|status| status.success())
    };
    if works("fmt") && works("clippy") {
        return Ok(());
    }
    step("Installing rustfmt and clippy with rustup");
    match run(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"])) {
        Err(error) if error.is::<Interrupted>() => return Err(error),
        // Whether it did anything shows in the next line.
        Ok(()) | Err(_) => {}
    }
    if works("fmt") && works("clippy") {
        return Ok(());
    }
    bail!(
        "install rustfmt and clippy: `rustup component add rustfmt clippy`, or `apt install rustfmt rust-clippy`"
    )
}

fn has_std(lib: &Path) -> bool {
    let std = fs::read_dir(lib)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        });
    std && lib.join("self-contained/libc.a").is_file()
}

fn release(version: &str) -> Option<&str> {
    version
        .lines()
        .find_map(|line| line.strip_prefix("release: "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_release_of_the_compiler() {
        let text = "rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
        assert_eq!(release(text), Some("1.95.0"));
        assert_eq!(release("rustc 1.95.0"), None);
    }

    #[test]
    fn the_running_compiler_is_found() {
        let toolchain = Toolchain::find().unwrap();
        assert!(toolchain.target_lib().starts_with(&toolchain.sysroot));
        assert!(toolchain.release().starts_with("1."));
        assert!(Toolchain::host().unwrap().contains('-'));
    }
}
