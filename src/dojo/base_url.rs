//! Where the one `DefectDojo` instance is.

use std::fmt;

use http::Uri;
use url::{Host, Url};

/// Why a text is no base URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// Not a URL.
    #[error("not a URL; expected something like https://dojo.example.com")]
    Syntax,
    /// Another scheme than http and https.
    #[error("the URL must begin with https:// (or http://)")]
    Scheme,
    /// User name or password inside.
    #[error("the URL must not hold a user name or password; the token of each caller is used")]
    UserInfo,
    /// A query or a fragment.
    #[error("the URL must end before '?' and '#'")]
    QueryOrFragment,
    /// The URL of the API or of an MCP endpoint.
    #[error(
        "the URL must be that of the instance itself: leave off the /api/v2 or /mcp at its end"
    )]
    Endpoint,
    /// Plain http to another machine.
    #[error(
        "plain http would send tokens in clear: use https, or allow it with DEFECTDOJO_ALLOW_HTTP=on"
    )]
    PlainHttp,
}

/// The origin of an instance and its path prefix, if any: normalised and without a slash at its end.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads a base URL. Plain `http` is for loopback hosts, unless `allow_http`.
    ///
    /// # Errors
    /// [`BaseUrlError`] says what is wrong with `text`.
    pub fn parse(text: &str, allow_http: bool) -> Result<Self, BaseUrlError> {
        let url = parse(text)?;
        let normal = normalise(&url)?;
        if url.scheme() == "http" && !allow_http && !is_loopback(&url) {
            return Err(BaseUrlError::PlainHttp);
        }
        let path = url.path().trim_end_matches('/').to_ascii_lowercase();
        if path.ends_with("/api/v2") || path.contains("/api/v2/") || path.ends_with("/mcp") {
            return Err(BaseUrlError::Endpoint);
        }
        // The HTTP library's idea of a URI differs from the URL standard's in a few characters.
        normal.parse::<Uri>().map_err(|_| BaseUrlError::Syntax)?;
        Ok(Self(normal))
    }

    /// Whether the instance is below a path of its host.
    #[must_use]
    pub fn has_path(&self) -> bool {
        // scheme, nothing, authority, path
        self.0.split('/').nth(3).is_some()
    }

    /// Whether `other` names this instance: the same scheme, host, port and path once both are normalised.
    #[must_use]
    pub fn is_same(&self, other: &str) -> bool {
        parse(other)
            .and_then(|url| normalise(&url))
            .is_ok_and(|other| other == self.0)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUrl({})", self.0)
    }
}

/// The URL standard's parser drops line ends and turns `\` into `/`; in a setting both are mistakes.
fn parse(text: &str) -> Result<Url, BaseUrlError> {
    let text = text.trim();
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err(BaseUrlError::Syntax);
    }
    Url::parse(text).map_err(|_| BaseUrlError::Syntax)
}

/// The parser lowers the host and leaves out a default port; the slash at the end is ours to remove.
fn normalise(url: &Url) -> Result<String, BaseUrlError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(BaseUrlError::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BaseUrlError::UserInfo);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(BaseUrlError::QueryOrFragment);
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// RFC 6761 section 6.3 keeps `localhost` and all below it on this machine.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> BaseUrl {
        BaseUrl::parse(text, false).unwrap()
    }

    #[test]
    fn a_path_is_seen() {
        for (text, has_path) in [
            ("https://dojo.example.com", false),
            ("https://dojo.example.com:8443/", false),
            ("https://example.com/dojo", true),
            ("https://[::1]/a/b", true),
        ] {
            assert_eq!(base(text).has_path(), has_path, "{text}");
        }
    }

    #[test]
    fn it_is_normalised() {
        for (text, normal) in [
            ("https://dojo.example.com", "https://dojo.example.com"),
            (
                " HTTPS://Dojo.Example.COM:443/ ",
                "https://dojo.example.com",
            ),
            (
                "https://dojo.example.com:8443/",
                "https://dojo.example.com:8443",
            ),
            (
                "https://example.com/tools/dojo//",
                "https://example.com/tools/dojo",
            ),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.1.2.3", "http://127.1.2.3"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
            ("https://döjo.example", "https://xn--djo-sna.example"),
            ("https://example.com/mcpx", "https://example.com/mcpx"),
        ] {
            assert_eq!(base(text).to_string(), normal);
        }
    }

    #[test]
    fn what_is_no_base_url_is_refused() {
        use BaseUrlError::*;
        for (text, error) in [
            ("", Syntax),
            ("dojo.example.com", Syntax),
            ("https://", Syntax),
            ("https://a.example\\b", Syntax),
            ("https://a.exa\nmple", Syntax),
            ("ftp://a.example", Scheme),
            ("https://user@a.example", UserInfo),
            ("https://:secret@a.example", UserInfo),
            ("https://a.example/?x=1", QueryOrFragment),
            ("https://a.example/#x", QueryOrFragment),
            ("https://a.example/api/v2", Endpoint),
            ("https://a.example/API/v2/", Endpoint),
            ("https://a.example/x/api/v2/findings", Endpoint),
            ("https://a.example/mcp/", Endpoint),
            ("http://a.example", PlainHttp),
            ("http://localhost.a.example", PlainHttp),
            ("http://10.0.0.1", PlainHttp),
        ] {
            assert_eq!(BaseUrl::parse(text, false).unwrap_err(), error, "{text:?}");
        }
        assert!(BaseUrl::parse("http://a.example", true).is_ok());
    }

    #[test]
    fn the_same_instance_is_told_from_another() {
        let dojo = base("https://dojo.example.com/x");
        for same in [
            "https://dojo.example.com/x/",
            "HTTPS://DOJO.example.com:443/x",
            " https://dojo.example.com/x",
        ] {
            assert!(dojo.is_same(same), "{same}");
        }
        for other in [
            "http://dojo.example.com/x",
            "https://dojo.example.com",
            "https://dojo.example.com/X",
            "https://dojo.example.com:444/x",
            "https://dojo.example.com.evil.example/x",
            "https://dojo.example.com@evil.example/x",
            "https://dojo.example.com/x?y",
            "https://user@dojo.example.com/x",
            "dojo.example.com/x",
        ] {
            assert!(!dojo.is_same(other), "{other}");
        }
    }
}
