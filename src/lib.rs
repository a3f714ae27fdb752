//! MCP server for `DefectDojo`.
