//! MCP server for `DefectDojo`.

pub mod http;
pub mod mcp;
pub mod text;
pub mod dojo;
