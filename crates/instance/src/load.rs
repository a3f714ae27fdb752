//! The settings that say where the instance is.

use alloc::format;
use alloc::string::String;

use crate::base_url::{BaseUrl, BaseUrlError};
use crate::setting::{SwitchError, switch, value};

/// The `DefectDojo` instance that is served.
pub const DEFECTDOJO_URL: &str = "DEFECTDOJO_URL";
/// The path that the instance is below, where it is not part of the address.
pub const DEFECTDOJO_PATH: &str = "DEFECTDOJO_PATH";
/// Whether plain http to a host that is not loopback is allowed.
pub const DEFECTDOJO_ALLOW_HTTP: &str = "DEFECTDOJO_ALLOW_HTTP";

/// Whether the address may hold a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlPath {
    /// It may.
    Allowed,
    /// It may not: Spin's allow-list is filled with the address and takes nothing but origins
    /// (`AllowedHostConfig` in its `spin-factor-outbound-networking`), so that every call would be denied.
    Refused,
}

/// A setting that is missing or wrong. The message names the variable and says what to write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InstanceError {
    /// There is no instance to serve.
    #[error(
        "{DEFECTDOJO_URL} is not set: set it to the address of your DefectDojo, such as https://dojo.example.com"
    )]
    UrlMissing,
    /// The instance's address can't be used.
    #[error("{DEFECTDOJO_URL} is wrong: {0}")]
    Url(#[from] BaseUrlError),
    /// The address has a path where it may not.
    #[error(
        "{DEFECTDOJO_URL} is wrong: under Spin it must be scheme, host and port alone, since Spin lets out to nothing else; write its path into {DEFECTDOJO_PATH}"
    )]
    PathInUrl,
    /// The path can't be used.
    #[error(
        "{DEFECTDOJO_PATH} is wrong: it must begin with a slash, such as /dojo, and hold nothing but letters, digits and -._~ between single slashes"
    )]
    Path,
    /// Consent to plain http that is neither given nor withheld.
    #[error(transparent)]
    AllowHttp(#[from] SwitchError),
}

/// Reads where the instance is from `setting`, which gives a variable's value.
///
/// # Errors
/// The first variable that is missing or wrong.
pub fn load(
    setting: impl Fn(&str) -> Option<String>,
    url_path: UrlPath,
) -> Result<BaseUrl, InstanceError> {
    let allow_http = switch(&setting, DEFECTDOJO_ALLOW_HTTP, false)?;
    let url = value(&setting, DEFECTDOJO_URL).ok_or(InstanceError::UrlMissing)?;
    let base = BaseUrl::parse(&url, allow_http)?;
    if url_path == UrlPath::Refused && base.has_path() {
        return Err(InstanceError::PathInUrl);
    }
    let Some(path) = value(&setting, DEFECTDOJO_PATH) else {
        return Ok(base);
    };
    if !path.starts_with('/') {
        return Err(InstanceError::Path);
    }
    BaseUrl::parse(&format!("{base}{path}"), allow_http).map_err(|_| InstanceError::Path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::borrow::ToOwned as _;
    use alloc::string::ToString as _;

    fn load(settings: &[(&str, &str)], url_path: UrlPath) -> Result<String, InstanceError> {
        let setting = |asked: &str| {
            let found = settings.iter().find(|(name, _)| *name == asked);
            found.map(|(_, value)| (*value).to_owned())
        };
        super::load(setting, url_path).map(|base| base.to_string())
    }

    #[test]
    fn a_path_may_stand_apart() {
        let whole = [(DEFECTDOJO_URL, "https://example.com/dojo/")];
        let apart = [
            (DEFECTDOJO_URL, "https://example.com/"),
            (DEFECTDOJO_PATH, "/dojo/"),
        ];
        let expected = Ok("https://example.com/dojo".to_owned());
        assert_eq!(load(&whole, UrlPath::Allowed), expected);
        assert_eq!(
            load(&whole, UrlPath::Refused),
            Err(InstanceError::PathInUrl)
        );
        for url_path in [UrlPath::Allowed, UrlPath::Refused] {
            assert_eq!(load(&apart, url_path), expected);
            for path in [
                "dojo",
                "/dojo?x",
                "/api/v2",
                "@evil.example",
                "//evil.example",
            ] {
                let wrong = [apart[0], (DEFECTDOJO_PATH, path)];
                assert_eq!(load(&wrong, url_path), Err(InstanceError::Path), "{path}");
            }
        }
    }

    #[test]
    fn plain_http_needs_consent() {
        let load = |consent| {
            let url = (DEFECTDOJO_URL, "http://dojo.internal");
            load(&[url, (DEFECTDOJO_ALLOW_HTTP, consent)], UrlPath::Allowed)
        };
        assert_eq!(
            load("off"),
            Err(InstanceError::Url(BaseUrlError::PlainHttp))
        );
        assert_eq!(load("on"), Ok("http://dojo.internal".to_owned()));
        assert!(matches!(load("1"), Err(InstanceError::AllowHttp(_))));
    }
}
