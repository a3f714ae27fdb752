//! Reads which Debian mirror this machine uses out of its apt sources, in both formats of sources.list(5).

/// Names of Debian's releases; apt sources of other publishers use names of their own, or other components.
const RELEASES: [&str; 10] = [
    "stable",
    "testing",
    "unstable",
    "oldstable",
    "sid",
    "bookworm",
    "trixie",
    "forky",
    "duke",
    "bullseye",
];

/// A mirror of Debian's archive, and the key that signs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mirror {
    pub(crate) uri: String,
    /// The value of `Signed-By`: a path, a fingerprint or a whole key. Without one apt's trusted keys count.
    pub(crate) signed_by: Option<String>,
}

impl Mirror {
    /// A source of these suites in deb822 format.
    pub(crate) fn source(&self, suites: &[&str]) -> String {
        let Self { uri, signed_by } = self;
        let signed_by = signed_by
            .as_ref()
            .map(|key| format!("Signed-By: {key}\n"))
            .unwrap_or_default();
        // `Targets` leaves out what else the machine's apt fetches, like the metadata of a software
        // centre. Without the date check a frozen mirror will do: the signature is still checked,
        // and the version that is asked for is fixed by the compiler, so an old index cannot slip
        // in an old package.
        format!(
            "Types: deb\nURIs: {uri}\nSuites: {}\nComponents: main\nTargets: Packages\nCheck-Valid-Until: no\n{signed_by}",
            suites.join(" ")
        )
    }
}

/// One line, or one stanza, of the machine's sources.
#[derive(Debug, Default, PartialEq, Eq)]
struct Source {
    types: Vec<String>,
    uris: Vec<String>,
    suites: Vec<String>,
    components: Vec<String>,
    signed_by: Option<String>,
    disabled: bool,
}

impl Source {
    /// The mirrors in this source, if it is one of Debian's archive.
    fn mirrors(self) -> Vec<Mirror> {
        let holds = |values: &[String], wanted: &str| values.iter().any(|value| value == wanted);
        let debian = self.suites.iter().any(|suite| is_debian(suite));
        if self.disabled
            || !debian
            || !holds(&self.types, "deb")
            || !holds(&self.components, "main")
        {
            return Vec::new();
        }
        let Self {
            uris, signed_by, ..
        } = self;
        uris.into_iter()
            .filter(|uri| !uri.starts_with("cdrom:"))
            .map(|uri| Mirror {
                uri,
                signed_by: signed_by.clone(),
            })
            .collect()
    }
}

/// Whether a suite belongs to Debian's main archive. Security updates have an archive of their own, without the
/// suites that are needed here.
fn is_debian(suite: &str) -> bool {
    let (release, kind) = suite.split_once('-').unwrap_or((suite, ""));
    RELEASES.contains(&release) && ["", "updates", "backports", "proposed-updates"].contains(&kind)
}

/// The Debian mirror in the text of these files: deb822 where the name ends in `.sources`, else one-line format.
pub(crate) fn mirror<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Mirror> {
    let mut mirrors: Vec<Mirror> = files
        .into_iter()
        .flat_map(|(name, text)| {
            if name.ends_with(".sources") {
                stanzas(text)
            } else {
                lines(text)
            }
        })
        .flat_map(Source::mirrors)
        .collect();
    // Others publish for Debian's releases too; the path of a real mirror is `/debian` by convention.
    mirrors.sort_by_key(|mirror| !mirror.uri.trim_end_matches('/').ends_with("/debian"));
    mirrors.into_iter().next()
}

/// Parses deb822: stanzas of `Field: value`, continued on lines that start with a blank; `#` starts a comment line.
fn stanzas(text: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .chain([""])
    {
        if line.trim().is_empty() {
            if !fields.is_empty() {
                sources.push(from_fields(&fields));
                fields.clear();
            }
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push('\n');
                value.push_str(line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    sources
}

fn from_fields(fields: &[(String, String)]) -> Source {
    let field = |wanted: &str| {
        fields
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.as_str())
    };
    let words = |wanted| {
        field(wanted)
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    };
    Source {
        types: words("types"),
        uris: words("uris"),
        suites: words("suites"),
        components: words("components"),
        signed_by: field("signed-by").map(str::to_owned),
        disabled: field("enabled").is_some_and(|value| value.eq_ignore_ascii_case("no")),
    }
}

/// Parses one-line format: `deb [option=value ...] uri suite component ...`; `#` starts a comment anywhere.
fn lines(text: &str) -> Vec<Source> {
    text.lines().filter_map(from_line).collect()
}

fn from_line(line: &str) -> Option<Source> {
    let line = line.split('#').next()?.trim();
    let (kind, rest) = line.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let (options, rest) = match rest.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => ("", rest),
    };
    let mut words = rest.split_whitespace().map(str::to_owned);
    let (uri, suite) = (words.next()?, words.next()?);
    Some(Source {
        types: vec![kind.to_owned()],
        uris: vec![uri],
        suites: vec![suite],
        components: words.collect(),
        signed_by: options
            .split_whitespace()
            .find_map(|option| option.strip_prefix("signed-by="))
            .map(str::to_owned),
        disabled: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEB822: &str = "\
Types: deb
# http://archive.example/archive/debian/20250520T000000Z
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
";

    fn plain(uri: &str) -> Mirror {
        Mirror {
            uri: uri.to_owned(),
            signed_by: None,
        }
    }

    #[test]
    fn reads_deb822_and_leaves_the_security_archive_out() {
        let mirror = mirror([("debian.sources", DEB822)]).unwrap();
        assert_eq!(mirror.uri, "http://mirror.example/debian");
        assert_eq!(
            mirror.signed_by.as_deref(),
            Some("/usr/share/keyrings/debian-archive-keyring.gpg")
        );
    }

    #[test]
    fn reads_one_line_format() {
        let list = "# main\ndeb-src http://src.example/debian trixie main\n\
                    deb [arch=amd64 signed-by=/etc/apt/debian.gpg] https://mirror.example/debian/ trixie main contrib # x\n";
        let expected = Mirror {
            uri: "https://mirror.example/debian/".to_owned(),
            signed_by: Some("/etc/apt/debian.gpg".to_owned()),
        };
        assert_eq!(mirror([("sources.list", list)]), Some(expected));
    }

    #[test]
    fn other_publishers_are_no_mirrors() {
        let list = "deb https://packages.example/apt cloud-sdk-bookworm main\n\
                    deb https://download.example/linux/debian bookworm stable\n\
                    deb https://apt.example/pub/repos/apt bookworm-pgdg main\n\
                    deb cdrom:[Debian]/ bookworm main\n\
                    deb http://archive.ubuntu.com/ubuntu noble main\n";
        assert_eq!(mirror([("x.list", list)]), None);
        let disabled = DEB822.replace("Types: deb\n", "Enabled: no\nTypes: deb\n");
        assert_eq!(mirror([("debian.sources", disabled.as_str())]), None);
    }

    #[test]
    fn the_conventional_path_goes_first() {
        let list = "deb https://chrome.example/linux/chrome/deb/ stable main\ndeb http://m.example/debian sid main\n";
        assert_eq!(
            mirror([("x.list", list)]),
            Some(plain("http://m.example/debian"))
        );
        let proxy = "deb https://artifacts.example/debian-remote trixie main\n";
        assert_eq!(
            mirror([("x.list", proxy)]),
            Some(plain("https://artifacts.example/debian-remote"))
        );
    }

    #[test]
    fn a_key_inside_the_source_is_kept_whole() {
        let text = "Types: deb\nURIs: http://m.example/debian\nSuites: sid\nComponents: main\n\
                    Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n AAAA\n -----END PGP PUBLIC KEY BLOCK-----\n";
        let source = mirror([("m.sources", text)])
            .unwrap()
            .source(&["stable", "unstable"]);
        assert_eq!(
            source,
            "Types: deb\nURIs: http://m.example/debian\nSuites: stable unstable\nComponents: main\n\
             Targets: Packages\nCheck-Valid-Until: no\nSigned-By: \n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n AAAA\n \
             -----END PGP PUBLIC KEY BLOCK-----\n"
        );
    }
}
