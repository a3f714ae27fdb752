//! What an operator sets: which `DefectDojo`, who may call, how tokens may come.

use crate::dojo::{BaseUrl, BaseUrlError};
use crate::http::{AllowedOrigins, OriginError};

/// The `DefectDojo` instance that is served.
pub const DEFECTDOJO_URL: &str = "DEFECTDOJO_URL";
/// The path that the instance is below, where it is not part of the address.
pub const DEFECTDOJO_PATH: &str = "DEFECTDOJO_PATH";
/// Whether plain http to a host that is not loopback is allowed.
pub const DEFECTDOJO_ALLOW_HTTP: &str = "DEFECTDOJO_ALLOW_HTTP";
/// The web origins that may call.
pub const MCP_ALLOWED_ORIGINS: &str = "MCP_ALLOWED_ORIGINS";
/// Whether tools take a token as an argument.
pub const MCP_TOKEN_ARGUMENT: &str = "MCP_TOKEN_ARGUMENT";

/// A configuration that can be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The instance.
    pub base_url: BaseUrl,
    /// The web origins that may call.
    pub allowed_origins: AllowedOrigins,
    /// Whether tools take a token as an argument: needed by web assistants that can't set a header.
    pub token_argument: bool,
}

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
pub enum ConfigError {
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
        "{DEFECTDOJO_PATH} is wrong: it must begin with a slash, such as /dojo, and hold nothing but a path"
    )]
    Path,
    /// The list of origins can't be used.
    #[error("{MCP_ALLOWED_ORIGINS} is wrong: {0}")]
    Origins(#[from] OriginError),
    /// A switch that is neither on nor off.
    #[error("{name} is {value:?}: set it to on or off, or leave it out")]
    Switch {
        /// The variable.
        name: &'static str,
        /// What it is set to.
        value: String,
    },
}

impl Config {
    /// Reads the configuration from `setting`, which gives a variable's value. An empty value counts as
    /// unset, because a manifest can't leave a variable out.
    ///
    /// # Errors
    /// The first variable that is missing or wrong.
    pub fn load(
        setting: impl Fn(&str) -> Option<String>,
        url_path: UrlPath,
    ) -> Result<Self, ConfigError> {
        let setting = |name: &str| {
            let value = setting(name)?.trim().to_owned();
            (!value.is_empty()).then_some(value)
        };
        let switch = |name, default| match setting(name) {
            None => Ok(default),
            Some(value) if value.eq_ignore_ascii_case("on") => Ok(true),
            Some(value) if value.eq_ignore_ascii_case("off") => Ok(false),
            Some(value) => Err(ConfigError::Switch { name, value }),
        };
        let allow_http = switch(DEFECTDOJO_ALLOW_HTTP, false)?;
        let url = setting(DEFECTDOJO_URL).ok_or(ConfigError::UrlMissing)?;
        Ok(Self {
            base_url: base_url(
                &url,
                setting(DEFECTDOJO_PATH).as_deref(),
                allow_http,
                url_path,
            )?,
            allowed_origins: match setting(MCP_ALLOWED_ORIGINS) {
                Some(list) => list.parse()?,
                None => AllowedOrigins::default(),
            },
            token_argument: switch(MCP_TOKEN_ARGUMENT, true)?,
        })
    }
}

/// The instance at `path` below `url`.
fn base_url(
    url: &str,
    path: Option<&str>,
    allow_http: bool,
    url_path: UrlPath,
) -> Result<BaseUrl, ConfigError> {
    let base = BaseUrl::parse(url, allow_http)?;
    if url_path == UrlPath::Refused && base.has_path() {
        return Err(ConfigError::PathInUrl);
    }
    let Some(path) = path else {
        return Ok(base);
    };
    if !path.starts_with('/') {
        return Err(ConfigError::Path);
    }
    BaseUrl::parse(&format!("{base}{path}"), allow_http).map_err(|_| ConfigError::Path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(settings: &[(&str, &str)]) -> Result<Config, ConfigError> {
        load_with(settings, UrlPath::Allowed)
    }

    fn load_with(settings: &[(&str, &str)], url_path: UrlPath) -> Result<Config, ConfigError> {
        let setting = |asked: &str| {
            let found = settings.iter().find(|(name, _)| *name == asked);
            found.map(|(_, value)| (*value).to_owned())
        };
        Config::load(setting, url_path)
    }

    #[test]
    fn a_path_may_stand_apart() {
        let base = |settings: &[(&str, &str)], url_path| {
            load_with(settings, url_path).map(|config| config.base_url.to_string())
        };
        let whole = [(DEFECTDOJO_URL, "https://example.com/dojo/")];
        let apart = [
            (DEFECTDOJO_URL, "https://example.com/"),
            (DEFECTDOJO_PATH, "/dojo/"),
        ];
        let expected = Ok("https://example.com/dojo".to_owned());
        assert_eq!(base(&whole, UrlPath::Allowed), expected);
        assert_eq!(base(&whole, UrlPath::Refused), Err(ConfigError::PathInUrl));
        for url_path in [UrlPath::Allowed, UrlPath::Refused] {
            assert_eq!(base(&apart, url_path), expected);
            for path in ["dojo", "/dojo?x", "/api/v2", "@evil.example"] {
                let wrong = [apart[0], (DEFECTDOJO_PATH, path)];
                assert_eq!(base(&wrong, url_path), Err(ConfigError::Path), "{path}");
            }
        }
    }

    #[test]
    fn the_url_alone_is_enough() {
        let config = load(&[(DEFECTDOJO_URL, "https://dojo.example.com/")]).unwrap();
        assert_eq!(config.base_url.to_string(), "https://dojo.example.com");
        assert!(config.token_argument);
        assert!(config.allowed_origins.allows("http://localhost:6274"));
        assert!(!config.allowed_origins.allows("https://evil.example"));
    }

    #[test]
    fn a_fault_names_its_variable() {
        let url = (DEFECTDOJO_URL, "https://dojo.example.com");
        for (settings, name) in [
            (vec![], DEFECTDOJO_URL),
            (vec![(DEFECTDOJO_URL, " ")], DEFECTDOJO_URL),
            (vec![(DEFECTDOJO_URL, "dojo")], DEFECTDOJO_URL),
            (vec![url, (MCP_ALLOWED_ORIGINS, "*")], MCP_ALLOWED_ORIGINS),
            (vec![url, (MCP_TOKEN_ARGUMENT, "no")], MCP_TOKEN_ARGUMENT),
            (
                vec![url, (DEFECTDOJO_ALLOW_HTTP, "1")],
                DEFECTDOJO_ALLOW_HTTP,
            ),
        ] {
            let error = load(&settings).unwrap_err().to_string();
            assert!(error.contains(name), "{error}");
        }
    }

    #[test]
    fn plain_http_needs_consent() {
        let url = (DEFECTDOJO_URL, "http://dojo.internal");
        let error = load(&[url]).unwrap_err().to_string();
        assert!(error.contains(DEFECTDOJO_ALLOW_HTTP), "{error}");
        assert!(load(&[url, (DEFECTDOJO_ALLOW_HTTP, "on")]).is_ok());
        assert!(load(&[(DEFECTDOJO_URL, "http://127.0.0.1:8080")]).is_ok());
    }

    #[test]
    fn switches_in_any_case() {
        let url = (DEFECTDOJO_URL, "https://dojo.example.com");
        assert!(
            !load(&[url, (MCP_TOKEN_ARGUMENT, "OFF")])
                .unwrap()
                .token_argument
        );
        assert!(
            load(&[url, (MCP_TOKEN_ARGUMENT, "")])
                .unwrap()
                .token_argument
        );
    }
}
