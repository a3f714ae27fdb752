//! What an operator sets: which `DefectDojo`, who may call, how tokens may come, what is written down.

use crate::dojo::{Parallel, ParallelError};
use crate::http::{AllowedOrigins, OriginError};
use crate::record::Level;
use instance::{BaseUrl, InstanceError, SwitchError};
pub use instance::{DEFECTDOJO_ALLOW_HTTP, DEFECTDOJO_PATH, DEFECTDOJO_URL, UrlPath};

/// The web origins that may call.
pub const MCP_ALLOWED_ORIGINS: &str = "MCP_ALLOWED_ORIGINS";
/// Whether tools take a token as an argument.
pub const MCP_TOKEN_ARGUMENT: &str = "MCP_TOKEN_ARGUMENT";
/// Whether secrets in `DefectDojo`'s text are masked.
pub const MCP_MASK_SECRETS: &str = "MCP_MASK_SECRETS";
/// How many requests to `DefectDojo` one question may have under way at once.
pub const DEFECTDOJO_MAX_PARALLEL: &str = "DEFECTDOJO_MAX_PARALLEL";
/// Which requests are written to standard error.
pub const MCP_LOG: &str = "MCP_LOG";

/// A configuration that can be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The instance.
    pub base_url: BaseUrl,
    /// The web origins that may call.
    pub allowed_origins: AllowedOrigins,
    /// Whether tools take a token as an argument: needed by web assistants that can't set a header.
    pub token_argument: bool,
    /// Whether secrets in `DefectDojo`'s text are masked.
    pub mask_secrets: bool,
    /// How many requests to `DefectDojo` one question may have under way at once.
    pub parallel: Parallel,
}

/// A setting that is missing or wrong. The message names the variable and says what to write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The instance can't be told.
    #[error(transparent)]
    Instance(#[from] InstanceError),
    /// The list of origins can't be used.
    #[error("{MCP_ALLOWED_ORIGINS} is wrong: {0}")]
    Origins(#[from] OriginError),
    /// A switch that is neither on nor off.
    #[error(transparent)]
    Switch(#[from] SwitchError),
    /// A number of requests that can't be.
    #[error("{DEFECTDOJO_MAX_PARALLEL} is {0:?}: set it to {ParallelError}, or leave it out")]
    Parallel(String),
    /// A level that there isn't.
    #[error("{MCP_LOG} is {0:?}: set it to off, errors or requests, or leave it out")]
    Level(String),
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
        level(&setting)?;
        let switch = |name, default| instance::switch(&setting, name, default);
        Ok(Self {
            base_url: instance::load(&setting, url_path)?,
            allowed_origins: match instance::value(&setting, MCP_ALLOWED_ORIGINS) {
                Some(list) => list.parse()?,
                None => AllowedOrigins::default(),
            },
            token_argument: switch(MCP_TOKEN_ARGUMENT, true)?,
            mask_secrets: switch(MCP_MASK_SECRETS, true)?,
            parallel: match instance::value(&setting, DEFECTDOJO_MAX_PARALLEL) {
                Some(number) => number.parse().map_err(|_| ConfigError::Parallel(number))?,
                None => Parallel::default(),
            },
        })
    }
}

/// Which requests are written down. Read apart from the configuration, since one that is wrong in another place
/// is written down too.
///
/// # Errors
/// [`ConfigError::Level`] when it is none of the levels.
pub fn level(setting: impl Fn(&str) -> Option<String>) -> Result<Level, ConfigError> {
    let Some(level) = instance::value(setting, MCP_LOG) else {
        return Ok(Level::default());
    };
    level.parse().map_err(|_| ConfigError::Level(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(settings: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let setting = |asked: &str| {
            let found = settings.iter().find(|(name, _)| *name == asked);
            found.map(|(_, value)| (*value).to_owned())
        };
        Config::load(setting, UrlPath::Allowed)
    }

    #[test]
    fn the_url_alone_is_enough() {
        let config = load(&[(DEFECTDOJO_URL, "https://dojo.example.com/")]).unwrap();
        assert_eq!(config.base_url.to_string(), "https://dojo.example.com");
        assert!(config.token_argument);
        assert!(config.mask_secrets);
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
            (vec![url, (MCP_MASK_SECRETS, "no")], MCP_MASK_SECRETS),
            (
                vec![url, (DEFECTDOJO_MAX_PARALLEL, "0")],
                DEFECTDOJO_MAX_PARALLEL,
            ),
            (vec![url, (MCP_LOG, "debug")], MCP_LOG),
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
    fn switches_in_any_case() {
        let url = (DEFECTDOJO_URL, "https://dojo.example.com");
        let masks = |value| load(&[url, (MCP_MASK_SECRETS, value)]).map(|set| set.mask_secrets);
        assert_eq!((masks("Off"), masks("on")), (Ok(false), Ok(true)));
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
