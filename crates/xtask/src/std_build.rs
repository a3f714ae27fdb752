//! Builds Rust's std for the component's target where rustup cannot fetch it: from Debian's `rust-src` of the
//! compiler's own version, with the start files and libc of Debian's `wasi-libc`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::apt::{Apt, beside, of_upstream};
use crate::process::output;
use crate::report::step;
use crate::toolchain::Toolchain;
use crate::versions::{DEBIAN_SUITES, TARGET};
use crate::workspace::Workspace;

/// The files of wasi-libc that rustc links by itself; rustup's component has the same three.
const LIBC: [&str; 3] = ["crt1-command.o", "crt1-reactor.o", "libc.a"];

/// A crate is needed to build std for; this one is empty.
const EMPTY: &str = "empty";

/// Builds the target into the toolchain's own folder.
pub(crate) fn build_std(toolchain: &Toolchain, workspace: &Workspace) -> Result<()> {
    // First, as everything after it takes its time.
    let lib = toolchain.target_lib();
    if toolchain.is_the_systems() {
        bail!(
            "Rust is the system's package, whose folders are not for us to write to; install Rust with rustup"
        );
    }
    let libc = lib.join("self-contained");
    fs::create_dir_all(&libc).with_context(|| format!("cannot write to {}", libc.display()))?;

    let work = workspace.tools().join(TARGET);
    remove(&work)?;
    step(&format!(
        "Fetching the source of Rust {} and wasi-libc from Debian (about 80 MB)",
        toolchain.release()
    ));
    let apt = Apt::set_up(&work, &DEBIAN_SUITES)?;
    let sources = apt.versions("rust-src")?;
    let Some(source) = of_upstream(&sources, toolchain.release()) else {
        let versions: Vec<_> = sources
            .iter()
            .map(|package| package.version.as_str())
            .collect();
        bail!(
            "Debian has no rust-src {}, only [{}]",
            toolchain.release(),
            versions.join(", ")
        );
    };
    let libcs = apt.versions("wasi-libc")?;
    let wasi = apt.unpack(beside(&libcs, source).context("Debian has no wasi-libc")?)?;
    let library = apt
        .unpack(source)?
        .join(format!("usr/src/rustc-{}/library", toolchain.release()));

    step(&format!(
        "Building std for {TARGET} (about 80 s on 2 cores)"
    ));
    let rlibs = compile(workspace, &work, &library)?;
    for name in LIBC {
        copy(&wasi.join("usr/lib").join(TARGET).join(name), &libc)?;
    }
    // What was built with another std does not link with this one, and cargo would not notice.
    remove(&workspace.target().join(TARGET))?;
    // std last: that is the file which tells that the target is installed.
    let (std, others): (Vec<_>, Vec<_>) = rlibs
        .iter()
        .partition(|path| file_name(path).starts_with("libstd-"));
    for rlib in others.into_iter().chain(std) {
        copy(rlib, &lib)?;
    }
    remove(&work)
}

/// Builds std from this source; gives the library files of its crates.
fn compile(workspace: &Workspace, work: &Path, library: &Path) -> Result<Vec<PathBuf>> {
    let empty = work.join(EMPTY);
    fs::create_dir_all(empty.join("src"))?;
    fs::write(empty.join("src/lib.rs"), "")?;
    // The empty `[workspace]` keeps cargo from taking it for a lost member of the workspace above it.
    let manifest = format!(
        "[package]\nname = \"{EMPTY}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n"
    );
    fs::write(empty.join("Cargo.toml"), manifest)?;
    let messages = output(
        workspace
            .cargo()
            .current_dir(&empty)
            .args([
                "build",
                "--release",
                "--target",
                TARGET,
                "--message-format",
                "json-render-diagnostics",
            ])
            .arg("-Zbuild-std=std,panic_abort,panic_unwind,test")
            .arg("--target-dir")
            .arg(work.join("target"))
            // `-Z` on a stable compiler: the result is the std of that very compiler, which is what rustup has too.
            .env("RUSTC_BOOTSTRAP", "1")
            // Cargo's own setting for a std source outside the sysroot.
            .env("__CARGO_TESTS_ONLY_SRC_ROOT", library)
            .env("CARGO_ENCODED_RUSTFLAGS", rustflags(library)),
    )?;
    let rlibs = library_files(&messages);
    if rlibs.is_empty() {
        bail!("cargo built no library");
    }
    Ok(rlibs)
}

/// The flags that the released std is built with too, as far as they show: without bitcode, `lto` in a release
/// profile fails, and without the new prefix every component would hold the path of this folder.
fn rustflags(library: &Path) -> OsString {
    let mut flags = OsString::from("-Cembed-bitcode=yes\x1f--remap-path-prefix=");
    flags.push(library);
    flags.push("=/rustc/library");
    flags
}

/// The library files in cargo's messages, without that of the empty crate.
fn library_files(messages: &str) -> Vec<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| {
            message
                .pointer("/target/name")
                .is_some_and(|name| name != EMPTY)
        })
        .filter_map(|message| message.get("filenames").and_then(Value::as_array).cloned())
        .flatten()
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "rlib")
        })
        .collect()
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let to = folder.join(file_name(file));
    fs::copy(file, &to)
        .with_context(|| format!("cannot copy {} to {}", file.display(), to.display()))?;
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_libraries_of_std_are_taken() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"core"},"filenames":["/t/deps/libcore-1.rlib","/t/deps/libcore-1.rmeta"]}
{"reason":"build-script-executed","package_id":"std"}
{"reason":"compiler-artifact","target":{"name":"build-script-build"},"filenames":["/t/build/std/build-script-build"]}
{"reason":"compiler-artifact","target":{"name":"empty"},"filenames":["/t/libempty.rlib"]}
not json
{"reason":"build-finished","success":true}"#;
        assert_eq!(
            library_files(messages),
            [PathBuf::from("/t/deps/libcore-1.rlib")]
        );
    }
}
