//! Which requests go out: those that ask the API of the configured instance. All else is denied.

use alloc::string::String;

use instance::{BaseUrl, Scheme, UrlPath};

/// What is configured to go out.
#[derive(Debug)]
pub struct Policy {
    base: BaseUrl,
}

/// A request, as far as it is looked at.
#[derive(Debug)]
pub struct Request<'a> {
    /// Whether its method is GET.
    pub is_get: bool,
    /// Its scheme, where it has one that is known.
    pub scheme: Option<Scheme>,
    /// Its host and port.
    pub authority: Option<&'a str>,
    /// Its path and query.
    pub path_with_query: Option<&'a str>,
    /// The names of its header fields.
    pub headers: &'a [String],
}

/// Why a request stays here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// The settings name no instance.
    Misconfigured,
    /// Another method than GET: this server only reads.
    Method,
    /// Another scheme than the instance's, or none.
    Scheme,
    /// Another host or port than the instance's.
    Authority,
    /// A header field that the server never sends.
    Header,
    /// A path that is not, or not certainly, one of the instance's API.
    Path,
    /// A query with a character that has no place in one.
    Query,
}

/// The header fields that the server sends. Others could make of a GET below the API something else: `Host` names
/// another site of the same machine, and some proxies and frameworks take the method or the path from
/// `X-HTTP-Method-Override`, `X-Original-URL` and their like.
const HEADERS: [&str; 6] = [
    "accept",
    "accept-encoding",
    "authorization",
    "traceparent",
    "tracestate",
    "user-agent",
];

/// Where the API is, below the instance's own path.
const API: &str = "/api/v2/";

impl Policy {
    /// Reads the settings that the server reads, by the same code: `setting` gives a variable's value.
    ///
    /// # Errors
    /// [`Denial::Misconfigured`], for every request, where the server would serve nothing either.
    pub fn load(setting: impl Fn(&str) -> Option<String>) -> Result<Self, Denial> {
        match instance::load(setting, UrlPath::Allowed) {
            Ok(base) => Ok(Self { base }),
            Err(_) => Err(Denial::Misconfigured),
        }
    }

    /// Whether `request` goes out.
    ///
    /// # Errors
    /// The first reason why it does not.
    pub fn permits(&self, request: &Request<'_>) -> Result<(), Denial> {
        let hold = |holds: bool, denial| if holds { Ok(()) } else { Err(denial) };
        hold(request.is_get, Denial::Method)?;
        hold(request.scheme == Some(self.base.scheme()), Denial::Scheme)?;
        // As texts, and the configured one has a single spelling: what only amounts to it (another case, the port
        // that goes without saying, a user name before it, an address in hexadecimal) the server never sends, and
        // what it amounts to is for each program to say.
        hold(
            request.authority == Some(self.base.authority()),
            Denial::Authority,
        )?;
        let mut headers = request.headers.iter();
        let known = |name: &String| HEADERS.iter().any(|known| name.eq_ignore_ascii_case(known));
        hold(headers.all(known), Denial::Header)?;
        let target = request.path_with_query.unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let below = path
            .strip_prefix(self.base.path())
            .and_then(|path| path.strip_prefix(API))
            .ok_or(Denial::Path)?;
        hold(is_plain(below), Denial::Path)?;
        // A query can't lead elsewhere. A `#` would end it, and a blank or a line end the request line (RFC 9112
        // section 3); the host refuses the latter too.
        let visible = |byte: u8| byte.is_ascii_graphic() && byte != b'#';
        hold(query.bytes().all(visible), Denial::Query)
    }
}

/// Whether a path below the API holds nothing that another program could take for a way out of it.
///
/// Those who read it after us disagree: some servers resolve dot segments, some decode `%2e` and `%2f` before or
/// after that, some do so twice (`%252e`), some take `\` for a slash or cut at `;`, some merge empty segments. No
/// path of `DefectDojo`'s API needs any of these characters, so none gets out, and there is nothing to disagree on.
fn is_plain(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/');
    path.bytes().all(plain) && !path.starts_with('/') && !path.contains("//")
}

#[cfg(test)]
mod tests;
