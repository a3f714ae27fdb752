//! MCP server for `DefectDojo`.

pub mod dojo;
