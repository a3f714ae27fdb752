//! Fetches packages of other Debian suites with apt, and touches no file of the system: apt gets its own sources,
//! state and cache, and keeps the machine's proxy, credentials and keys.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt_sources::{Mirror, mirror};
use crate::process::{Interrupted, output, run};

/// A package that the archive offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    suite: String,
}

/// An apt of our own, in one folder.
#[derive(Debug)]
pub(crate) struct Apt {
    folder: PathBuf,
}

impl Apt {
    /// Sets apt up in this folder and fetches the indexes of the suites.
    pub(crate) fn set_up(folder: &Path, suites: &[&str]) -> Result<Self> {
        let mirror = machine_mirror()?;
        for part in ["lists/partial", "cache/archives/partial", "sources"] {
            fs::create_dir_all(folder.join(part))
                .with_context(|| format!("cannot write to {}", folder.display()))?;
        }
        fs::write(folder.join("status"), "")?;
        fs::write(folder.join("sources/debian.sources"), mirror.source(suites))?;
        fs::write(folder.join("apt.conf"), configuration(folder))?;
        let apt = Self {
            folder: folder.to_owned(),
        };
        // A mirror need not carry every suite: what matters is whether the package is found in the end.
        match run(apt.command("apt-get").args(["-q", "update"])) {
            Ok(()) => {}
            Err(error) if error.is::<Interrupted>() => return Err(error),
            Err(error) => eprintln!(
                "{error}; going on with the suites that were found at {}",
                mirror.uri
            ),
        }
        Ok(apt)
    }

    /// Every version of a package, the newest first.
    pub(crate) fn versions(&self, package: &str) -> Result<Vec<Package>> {
        Ok(offers(&output(
            self.command("apt-cache").args(["madison", package]),
        )?))
    }

    /// Downloads a package and unpacks it; gives the folder that stands for `/`.
    pub(crate) fn unpack(&self, package: &Package) -> Result<PathBuf> {
        let Package { name, version, .. } = package;
        let downloads = self.folder.join(name);
        let root = downloads.join("root");
        fs::create_dir_all(&root)?;
        run(self
            .command("apt-get")
            .args(["-q", "download", &format!("{name}={version}")])
            .current_dir(&downloads))?;
        let archive = fs::read_dir(&downloads)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
            .with_context(|| format!("apt-get downloaded no package of {name}"))?;
        run(Command::new("dpkg-deb").arg("-x").arg(archive).arg(&root))?;
        Ok(root)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.stdout(io::stderr());
        // `-c` and not APT_CONFIG: apt reads that before the machine's own files, which would win.
        command.arg("-c").arg(self.folder.join("apt.conf"));
        command
    }
}

fn machine_mirror() -> Result<Mirror> {
    let mut files = Vec::new();
    let parts = fs::read_dir("/etc/apt/sources.list.d")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()));
    for path in parts.chain([PathBuf::from("/etc/apt/sources.list")]) {
        if let Ok(text) = fs::read_to_string(&path) {
            files.push((path.to_string_lossy().into_owned(), text));
        }
    }
    files.sort();
    match mirror(
        files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    ) {
        Some(mirror) => Ok(mirror),
        None => bail!("/etc/apt names no mirror of Debian's archive"),
    }
}

fn configuration(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "Dir::State \"{folder}\";\n\
         Dir::State::lists \"{folder}/lists\";\n\
         Dir::State::status \"{folder}/status\";\n\
         Dir::Cache \"{folder}/cache\";\n\
         Dir::Etc::sourcelist \"/dev/null\";\n\
         Dir::Etc::sourceparts \"{folder}/sources\";\n\
         Dir::Etc::preferences \"/dev/null\";\n\
         Dir::Etc::preferencesparts \"/dev/null\";\n\
         Acquire::Languages \"none\";\n\
         // The user that apt downloads as cannot enter a folder in somebody's home.\n\
         APT::Sandbox::User \"root\";\n\
         // The machine's hooks are for the machine's own packages.\n\
         #clear APT::Update::Pre-Invoke;\n\
         #clear APT::Update::Post-Invoke;\n\
         #clear APT::Update::Post-Invoke-Success;\n"
    )
}

/// Reads `apt-cache madison`: `name | version | uri suite/component architecture Packages`.
fn offers(madison: &str) -> Vec<Package> {
    madison
        .lines()
        .filter_map(|line| {
            let mut columns = line.split('|').map(str::trim);
            let (name, version, place) = (columns.next()?, columns.next()?, columns.next()?);
            let suite = place.split_whitespace().nth(1)?.split('/').next()?;
            Some(Package {
                name: name.to_owned(),
                version: version.to_owned(),
                suite: suite.to_owned(),
            })
        })
        .collect()
}

/// The package whose upstream version is this one.
pub(crate) fn of_upstream<'a>(offers: &'a [Package], upstream: &str) -> Option<&'a Package> {
    // deb-version(7): [epoch:]upstream[-revision]. `+dfsg` marks what Debian left out; `~` marks what comes before
    // the release, so `1.95.0~beta` is not 1.95.0.
    offers.iter().find(|package| {
        let version = package
            .version
            .split_once(':')
            .map_or(package.version.as_str(), |(_, rest)| rest);
        version.split(['+', '-']).next() == Some(upstream)
    })
}

/// The package of the same suite as another, as they were built to go together; else the newest.
pub(crate) fn beside<'a>(offers: &'a [Package], other: &Package) -> Option<&'a Package> {
    offers
        .iter()
        .find(|package| package.suite == other.suite)
        .or_else(|| offers.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUST: &str = "  \
  rust-src | 1.96.1+dfsg1-2~bpo13+1 | http://mirror.example/debian trixie-backports/main amd64 Packages
  rust-src | 1.95.0~beta.3+dfsg1-1 | http://mirror.example/debian testing/main amd64 Packages
  rust-src | 1.95.0+dfsg1-2~bpo13+1 | http://mirror.example/debian trixie-backports/main amd64 Packages
  rust-src | 1.85.1+dfsg1-1+deb13u1 | http://mirror.example/debian stable/main amd64 Packages
";
    const LIBC: &str = "
 wasi-libc | 0.0~git20260801.1 | http://mirror.example/debian unstable/main amd64 Packages
 wasi-libc | 0.0~git20260129.ec0effd-3~bpo13+1 | http://mirror.example/debian trixie-backports/main amd64 Packages
";

    #[test]
    fn picks_the_compilers_own_version_and_its_suite() {
        let offers = offers(RUST);
        let package = of_upstream(&offers, "1.95.0").unwrap();
        assert_eq!(package.version, "1.95.0+dfsg1-2~bpo13+1");
        assert_eq!(package.suite, "trixie-backports");
        assert_eq!(of_upstream(&offers, "1.85.1").unwrap().suite, "stable");
        assert_eq!(of_upstream(&offers, "1.97.0"), None);
        assert_eq!(of_upstream(&offers, "1.9"), None);
    }

    #[test]
    fn picks_the_libc_of_the_same_suite_else_the_newest() {
        let (rust, libc) = (offers(RUST), offers(LIBC));
        let backport = of_upstream(&rust, "1.95.0").unwrap();
        assert_eq!(
            beside(&libc, backport).unwrap().version,
            "0.0~git20260129.ec0effd-3~bpo13+1"
        );
        let stable = of_upstream(&rust, "1.85.1").unwrap();
        assert_eq!(beside(&libc, stable).unwrap().suite, "unstable");
        assert_eq!(beside(&[], stable), None);
    }

    #[test]
    fn apt_keeps_to_its_own_folder() {
        let configuration = configuration(Path::new("/x/apt"));
        for key in [
            "Dir::State ",
            "Dir::State::lists ",
            "Dir::State::status ",
            "Dir::Cache ",
            "Dir::Etc::sourceparts ",
        ] {
            assert!(configuration.contains(&format!("{key}\"/x/apt")), "{key}");
        }
        assert!(configuration.contains("#clear APT::Update::Post-Invoke;"));
    }
}
