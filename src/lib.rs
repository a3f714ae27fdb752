//! MCP server for `DefectDojo`.

pub mod http;
pub mod mcp;
pub mod prompts;
pub mod resources;
pub mod text;
pub mod dojo;
