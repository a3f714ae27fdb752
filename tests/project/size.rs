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
    let spin = bytes("DEFECTDOJO_MCP_SPIN_WASM", "dist/defectdojo-mcp-spin.wasm");
    let guard = bytes(
        "EGRESS_GUARD_WASM",
        "target/wasm32-wasip2/release/egress_guard.wasm",
    );
    hold(
        "bytes",
        &[
            ("the component", server),
            ("the component for Spin", spin),
            ("the egress guard", guard),
        ],
    );
}
