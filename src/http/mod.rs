//! The HTTP side: one endpoint, `/mcp`, and the checks in front of it.
//!
//! Native and WASI-free: one [`http::Request`] in, one [`http::Response`] out. What is behind the
//! endpoint is an [`Application`].

mod application;
mod body;
mod cors;
mod endpoint;
mod origin;
mod refusal;
mod response;
#[cfg(test)]
mod tests;

pub use application::{Application, Unauthorized};
pub use endpoint::respond;
pub use origin::{AllowedOrigins, OriginError};
pub use refusal::misconfigured;
