//! Where settings come from: the environment, or Spin's variables.

use crate::config::UrlPath;

/// Whether the address may hold a path.
pub(super) const URL_PATH: UrlPath = if cfg!(feature = "spin") {
    UrlPath::Refused
} else {
    UrlPath::Allowed
};

/// The value of a setting, if it is set.
#[cfg(not(feature = "spin"))]
pub(super) fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The value of a setting, if it is set. Spin's variables have lower-case names
/// (<https://spinframework.dev/v3/variables>).
#[cfg(feature = "spin")]
pub(super) fn setting(name: &str) -> Option<String> {
    spin_sdk::variables::get(&name.to_lowercase()).ok()
}
