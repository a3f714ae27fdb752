//! The ways in: each takes any bytes, and panics where the server's answer is none that it may give.

pub mod arguments;
pub mod completion;
pub mod message;
pub mod origin;
pub mod request;
pub mod resource;
pub mod state;
pub mod upstream;
