//! What an operator sets: which `DefectDojo`, who may call, how tokens may come.

use crate::dojo::{BaseUrl, BaseUrlError};
use crate::http::{AllowedOrigins, OriginError};

/// The `DefectDojo` instance that is served.
pub const DEFECTDOJO_URL: &str = "DEFECTDOJO_URL";
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
    pub fn load(setting: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
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
            base_url: BaseUrl::parse(&url, allow_http)?,
            allowed_origins: match setting(MCP_ALLOWED_ORIGINS) {
                Some(list) => list.parse()?,
                None => AllowedOrigins::default(),
            },
            token_argument: switch(MCP_TOKEN_ARGUMENT, true)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(settings: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::load(|asked| {
            let found = settings.iter().find(|(name, _)| *name == asked);
            found.map(|(_, value)| (*value).to_owned())
        })
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
