//! The bytes of what is built.

use crate::budgets::hold;
use std::fs;
use testbed::provided;

fn bytes(variable: &str, default: &str) -> u64 {
    fs::metadata(provided(variable, default)).unwrap().len()
}

#[test]
fn the_components_stay_small() {
    let server = bytes("DEFECTDOJO_MCP_WASM", "dist/defectdojo-mcp.wasm");
    hold("bytes of the component", server);
    let spin = bytes("DEFECTDOJO_MCP_SPIN_WASM", "dist/defectdojo-mcp-spin.wasm");
    hold("bytes of the component for Spin", spin);
    let guard = bytes(
        "EGRESS_GUARD_WASM",
        "target/wasm32-wasip2/release/egress_guard.wasm",
    );
    hold("bytes of the egress guard", guard);
}
