//! Which web pages may call: the answer to DNS rebinding.

use std::str::FromStr;

use thiserror::Error;
use url::{Host, Origin, Url};

/// The origins a browser may call from. A request without `Origin` doesn't come from a web page
/// and passes; one with another origin is refused
/// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#security-endpoint>).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AllowedOrigins {
    /// Pages served from this machine, http or https, on any port.
    #[default]
    Loopback,
    /// These and no others.
    Listed(Vec<Origin>),
}

/// A list of origins that can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OriginError {
    /// Nothing between the commas.
    #[error("the list holds no origin")]
    Empty,
    /// Not `scheme://host[:port]` with http or https.
    #[error(
        "{0:?} is not an origin; write scheme://host[:port], for example https://app.example.com"
    )]
    Malformed(String),
}

impl AllowedOrigins {
    /// Whether the value of an `Origin` header is allowed. `null`, which sandboxed pages and files
    /// send, never is.
    #[must_use]
    pub fn allows(&self, origin: &str) -> bool {
        let Some(url) = parse(origin) else {
            return false;
        };
        match self {
            Self::Loopback => is_loopback(&url),
            Self::Listed(listed) => listed.contains(&url.origin()),
        }
    }
}

/// A comma-separated list. There is no wildcard: it would let any page use a user's token.
impl FromStr for AllowedOrigins {
    type Err = OriginError;

    fn from_str(list: &str) -> Result<Self, Self::Err> {
        let origins = list
            .split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .map(|entry| {
                parse(entry)
                    .map(|url| url.origin())
                    .ok_or_else(|| OriginError::Malformed(entry.to_owned()))
            })
            .collect::<Result<Vec<_>, _>>()?;
        if origins.is_empty() {
            return Err(OriginError::Empty);
        }
        Ok(Self::Listed(origins))
    }
}

/// Parses the serialisation of an origin (RFC 6454 section 6.2): a scheme and an authority,
/// nothing behind them.
fn parse(origin: &str) -> Option<Url> {
    let (scheme, authority) = origin.split_once("://")?;
    let strict = (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && !authority.contains(['/', '\\', '?', '#', '@', '*', '%'])
        && authority.chars().all(|c| c.is_ascii_graphic());
    strict.then(|| Url::parse(origin).ok()).flatten()
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(domain)) => domain == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_default_pages_of_this_machine_may_call() {
        let allowed = AllowedOrigins::default();
        for origin in [
            "http://localhost",
            "http://localhost:6274",
            "https://localhost:8443",
            "http://LOCALHOST:1",
            "http://127.0.0.1",
            "http://127.0.0.1:6274",
            "https://127.8.9.10:1",
            "http://[::1]",
            "http://[::1]:6274",
        ] {
            assert!(allowed.allows(origin), "{origin}");
        }
        for origin in [
            "",
            "null",
            "*",
            "localhost",
            "file://",
            "ftp://localhost",
            "chrome-extension://localhost",
            "http://localhost.evil.example",
            "http://evil.example",
            "http://127.0.0.1.evil.example",
            "http://128.0.0.1",
            "http://[::2]",
            "http://0.0.0.0",
            "http://localhost:99999",
            "http://localhost/",
            "http://localhost/x",
            "http://localhost?x",
            "http://localhost#x",
            "http://localhost@evil.example",
            "http://%6cocalhost",
            "http://evil.example\\@localhost",
            "http:localhost",
            "http:///localhost",
            " http://localhost",
            "http://localhost ",
            "http://local\thost",
            "http://localhost http://localhost",
        ] {
            assert!(!allowed.allows(origin), "{origin}");
        }
    }

    #[test]
    fn a_list_replaces_the_default() {
        let allowed: AllowedOrigins = " https://app.example.com , http://intranet:8080,,"
            .parse()
            .unwrap();
        for origin in [
            "https://app.example.com",
            "https://app.example.com:443",
            "http://intranet:8080",
        ] {
            assert!(allowed.allows(origin), "{origin}");
        }
        for origin in [
            "http://app.example.com",
            "https://app.example.com:8443",
            "https://sub.app.example.com",
            "http://intranet",
            "http://localhost",
            "null",
        ] {
            assert!(!allowed.allows(origin), "{origin}");
        }
    }

    #[test]
    fn a_list_holds_origins_only() {
        for entry in [
            "*",
            "null",
            "app.example.com",
            "https://*.example.com",
            "https://app.example.com/",
            "https://app.example.com/path",
            "https://user@app.example.com",
            "ws://app.example.com",
            "https://",
        ] {
            let list = format!("https://fine.example,{entry}");
            let error = list.parse::<AllowedOrigins>().unwrap_err();
            assert_eq!(error, OriginError::Malformed(entry.to_owned()));
        }
        for list in ["", " ", ",,"] {
            assert_eq!(
                list.parse::<AllowedOrigins>(),
                Err(OriginError::Empty),
                "{list:?}"
            );
        }
    }
}
