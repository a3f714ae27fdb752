//! The HTTP side: one endpoint, `/mcp`, and the checks in front of it.

mod application;
mod origin;

pub use application::{Application, Unauthorized};
pub use origin::{AllowedOrigins, OriginError};
