//! The HTTP side: one endpoint, `/mcp`, and the checks in front of it.
//!
//! Native and WASI-free: one [`http::Request`] in, one [`http::Response`] out, whose body may still be
//! coming. What is behind the endpoint is an [`Application`].

mod application;
mod body;
mod cors;
mod endpoint;
mod origin;
mod payload;
mod refusal;
mod response;
#[cfg(test)]
mod tests;

pub use application::{Application, Unauthorized};
pub use body::TooSlow;
pub use endpoint::respond;
pub use origin::{AllowedOrigins, OriginError};
pub use payload::Payload;
pub use refusal::{misconfigured, unreadable};
