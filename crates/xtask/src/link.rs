//! Symbolic links.

use std::path::Path;

use anyhow::Result;

/// Makes a link to a program, in place of an older one.
#[cfg(unix)]
pub(crate) fn link(program: &Path, link: &Path) -> Result<()> {
    use std::fs;
    use std::io::ErrorKind;

    use anyhow::Context;

    // A link that was found on `PATH` would come to lead to itself.
    if program == link || fs::read_link(link).is_ok_and(|to| to == program) {
        return Ok(());
    }
    let replace = || {
        match fs::remove_file(link) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        link.parent().map_or(Ok(()), fs::create_dir_all)?;
        std::os::unix::fs::symlink(program, link)
    };
    replace().with_context(|| format!("cannot make the link {}", link.display()))
}

/// Elsewhere links are not for everyone to make, and only convenience is lost.
#[cfg(not(unix))]
pub(crate) fn link(_: &Path, _: &Path) -> Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_link_leads_to_the_program_that_was_found_last() {
        let folder = tempfile::tempdir().unwrap();
        let node = folder.path().join("bin/node");
        for program in ["/usr/bin/node", "/opt/node", "/opt/node"] {
            link(Path::new(program), &node).unwrap();
            assert_eq!(fs::read_link(&node).unwrap(), Path::new(program));
        }
    }

    #[test]
    fn a_file_gives_way_to_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let npx = folder.path().join("npx");
        fs::write(&npx, "a copy").unwrap();
        link(Path::new("../lib/npx-cli.js"), &npx).unwrap();
        assert_eq!(fs::read_link(&npx).unwrap(), Path::new("../lib/npx-cli.js"));
    }

    #[test]
    fn a_link_that_was_itself_found_on_path_stays() {
        let folder = tempfile::tempdir().unwrap();
        let node = folder.path().join("node");
        link(Path::new("/usr/bin/node"), &node).unwrap();
        link(&node, &node).unwrap();
        assert_eq!(fs::read_link(&node).unwrap(), Path::new("/usr/bin/node"));
    }
}
