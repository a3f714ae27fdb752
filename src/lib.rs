//! MCP server for `DefectDojo`.

pub mod text;
