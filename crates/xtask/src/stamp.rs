//! Folders that are installed once, and again only when what they are installed from has changed.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};

/// Holds, inside a folder, the text that the folder was installed from.
const STAMP: &str = ".installed-from";

/// The text of a lock file.
pub(crate) fn read(lock: &Path) -> Result<String> {
    fs::read_to_string(lock).with_context(|| format!("cannot read {}", lock.display()))
}

/// Runs `install`, unless the last time that it succeeded for this folder was for the same text.
pub(crate) fn once(folder: &Path, from: &str, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|text| text == from) {
        return Ok(());
    }
    // Before, for an installation that is broken off halfway is neither the old one nor the new one.
    match fs::remove_file(&stamp) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
    .with_context(|| format!("cannot remove {}", stamp.display()))?;
    install()?;
    fs::write(&stamp, from).with_context(|| format!("cannot write {}", stamp.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;
    use std::cell::Cell;

    /// A folder, and how often it was installed.
    struct Folder(tempfile::TempDir, Cell<u32>);

    impl Folder {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap(), Cell::new(0))
        }

        fn once(&self, from: &str, works: bool) {
            let install = || {
                self.1.set(self.1.get() + 1);
                if works { Ok(()) } else { bail!("no network") }
            };
            assert_eq!(once(self.0.path(), from, install).is_ok(), works);
        }

        fn installed(&self) -> u32 {
            self.1.get()
        }
    }

    #[test]
    fn installs_again_only_for_another_text() {
        let folder = Folder::new();
        folder.once("a 1", true);
        folder.once("a 1", true);
        assert_eq!(folder.installed(), 1);
        folder.once("a 2", true);
        assert_eq!(folder.installed(), 2);
    }

    #[test]
    fn an_installation_that_failed_is_repeated() {
        let folder = Folder::new();
        folder.once("a 1", false);
        folder.once("a 1", true);
        assert_eq!(folder.installed(), 2);
    }

    #[test]
    fn a_failure_spoils_what_was_there_before() {
        let folder = Folder::new();
        folder.once("a 1", true);
        folder.once("a 2", false);
        folder.once("a 1", true);
        assert_eq!(folder.installed(), 3);
    }

    #[test]
    fn the_installation_may_make_the_folder_anew() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("node_modules");
        let make = || {
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            Ok(fs::create_dir(&folder)?)
        };
        once(&folder, "a 1", make).unwrap();
        once(&folder, "a 2", make).unwrap();
        once(&folder, "a 2", || bail!("it is there already")).unwrap();
    }
}
