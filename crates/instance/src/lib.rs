//! Where the one `DefectDojo` is, as its settings say.
//!
//! The server asks this instance, and the guard before it lets out to this instance alone. Were there two readings
//! of the settings, an address that they read differently would be served to nobody, or guarded by nothing: so there
//! is one, in a crate that both use. It is `no_std` as the guard is.
#![no_std]

extern crate alloc;

mod base_url;
mod load;
mod setting;

pub use base_url::{BaseUrl, BaseUrlError, Scheme};
pub use load::{
    DEFECTDOJO_ALLOW_HTTP, DEFECTDOJO_PATH, DEFECTDOJO_URL, InstanceError, UrlPath, load,
};
pub use setting::{SwitchError, switch, value};
