//! The address of the instance, in one spelling.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::{String, ToString as _};
use core::fmt;
use core::net::{Ipv4Addr, Ipv6Addr};

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
    /// A host that could be read in more than one way.
    #[error(
        "the host must be a name in ASCII (an international one in its form that begins with xn--) \
        or a whole IP address (127.0.0.1 or [::1])"
    )]
    Host,
    /// A port that is none.
    #[error("the port must be a number from 1 to 65535")]
    Port,
    /// A path that could be read in more than one way.
    #[error("the path must be letters, digits and -._~ between single slashes")]
    Path,
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

/// How the instance is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `http`, in clear.
    Http,
    /// `https`.
    Https,
}

impl Scheme {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    const fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// The origin of an instance and its path prefix, if any.
///
/// One instance has one spelling: a host in lower case, no default port, no slash at the end. So two of them can be
/// compared as texts, and a request's parts with them. What several programs could read in several ways is no base
/// URL: the URL standard would make `127.0.0.1` of `127.1` and `0x7f.1`, resolve `..` and turn `\` into `/`; other
/// programs would not.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    scheme: Scheme,
    authority: String,
    path: String,
}

impl BaseUrl {
    /// Reads a base URL. Plain `http` is for loopback hosts, unless `allow_http`.
    ///
    /// # Errors
    /// [`BaseUrlError`] says what is wrong with `text`.
    pub fn parse(text: &str, allow_http: bool) -> Result<Self, BaseUrlError> {
        let text = text.trim();
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(BaseUrlError::Syntax);
        }
        let (scheme, rest) = text.split_once("://").ok_or(BaseUrlError::Syntax)?;
        let scheme = [Scheme::Https, Scheme::Http]
            .into_iter()
            .find(|known| scheme.eq_ignore_ascii_case(known.as_str()))
            .ok_or(BaseUrlError::Scheme)?;
        if rest.contains(['?', '#']) {
            return Err(BaseUrlError::QueryOrFragment);
        }
        let (authority, path) = rest
            .find('/')
            .map_or((rest, ""), |slash| rest.split_at(slash));
        if authority.is_empty() {
            return Err(BaseUrlError::Syntax);
        }
        if authority.contains('@') {
            return Err(BaseUrlError::UserInfo);
        }
        let (host, port) = split_port(authority)?;
        let Host { text, loopback } = Host::parse(host)?;
        let path = normal_path(path)?;
        if scheme == Scheme::Http && !allow_http && !loopback {
            return Err(BaseUrlError::PlainHttp);
        }
        let authority = match port {
            Some(port) if port != scheme.default_port() => format!("{text}:{port}"),
            _ => text,
        };
        Ok(Self {
            scheme,
            authority,
            path,
        })
    }

    /// How it is spoken to.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Host, and port unless it is the scheme's own.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The path of its host that it is below: none, or one that begins with a slash and does not end with one.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether the instance is below a path of its host.
    #[must_use]
    pub fn has_path(&self) -> bool {
        !self.path.is_empty()
    }

    /// Whether `other` names this instance: the same scheme, host, port and path once both are normalised.
    #[must_use]
    pub fn is_same(&self, other: &str) -> bool {
        Self::parse(other, true).is_ok_and(|other| other == *self)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            scheme,
            authority,
            path,
        } = self;
        write!(f, "{}://{authority}{path}", scheme.as_str())
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUrl({self})")
    }
}

/// The colons of an IPv6 address are within its brackets (RFC 3986 section 3.2.2).
fn split_port(authority: &str) -> Result<(&str, Option<u16>), BaseUrlError> {
    let Some((host, port)) = authority
        .rsplit_once(':')
        .filter(|_| !authority.ends_with(']'))
    else {
        return Ok((authority, None));
    };
    // A number's parser would take a sign.
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    match port.parse() {
        Ok(port @ 1..) if digits => Ok((host, Some(port))),
        _ => Err(BaseUrlError::Port),
    }
}

struct Host {
    text: String,
    loopback: bool,
}

impl Host {
    fn parse(host: &str) -> Result<Self, BaseUrlError> {
        if let Some(address) = host.strip_prefix('[') {
            let address: Ipv6Addr = address
                .strip_suffix(']')
                .and_then(|address| address.parse().ok())
                .ok_or(BaseUrlError::Host)?;
            return Ok(Self {
                text: format!("[{address}]"),
                loopback: address.is_loopback(),
            });
        }
        if let Ok(address) = host.parse::<Ipv4Addr>() {
            return Ok(Self {
                text: address.to_string(),
                loopback: address.is_loopback(),
            });
        }
        let text = host.to_ascii_lowercase();
        let name = text.strip_suffix('.').unwrap_or(&text);
        let last = name.rsplit('.').next().unwrap_or_default();
        // To the URL standard a name whose last part is a number is an IPv4 address, also in hexadecimal, octal and
        // with parts left out ("ends in a number").
        let number = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
        let label = |label: &str| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        if number || !name.split('.').all(label) {
            return Err(BaseUrlError::Host);
        }
        // RFC 6761 section 6.3 keeps `localhost` and all below it on this machine.
        let loopback = name == "localhost" || name.ends_with(".localhost");
        Ok(Self { text, loopback })
    }
}

fn normal_path(path: &str) -> Result<String, BaseUrlError> {
    let path = path.trim_end_matches('/');
    let lower = path.to_ascii_lowercase();
    if lower.ends_with("/api/v2") || lower.contains("/api/v2/") || lower.ends_with("/mcp") {
        return Err(BaseUrlError::Endpoint);
    }
    // Unreserved characters alone (RFC 3986 section 2.3): they mean the same escaped or not.
    let segment = |segment: &str| {
        !matches!(segment, "" | "." | "..")
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
    };
    match path.strip_prefix('/') {
        Some(segments) if !segments.split('/').all(segment) => Err(BaseUrlError::Path),
        _ => Ok(path.to_owned()),
    }
}

#[cfg(test)]
mod tests;
