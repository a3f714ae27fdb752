//! MCP server for `DefectDojo`.

pub mod config;
pub mod dojo;
pub mod http;
pub mod mcp;
pub mod prompts;
pub mod resources;
pub mod text;
