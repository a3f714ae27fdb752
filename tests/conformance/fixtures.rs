//! The suite's fixtures on the same protocol layer: `crates/conformance-server`.

use testbed::{Reuse, Server, provided};

use crate::{Baseline, Revision, Suite};

/// What `requestState` is signed with: 32 bytes in base64.
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

fn conform(revision: Revision, baseline: &Baseline) {
    let component = provided(
        "CONFORMANCE_SERVER_WASM",
        "target/wasm32-wasip2/release/conformance_server.wasm",
    );
    for reuse in [Reuse::Fresh, Reuse::Reused] {
        let server = Server::run(&component, &[("REQUEST_STATE_KEY", KEY)], reuse);
        let suite = Suite {
            revision,
            url: &format!("{}/mcp", server.url()),
            baseline: baseline.path(),
        };
        suite.run().assert(baseline);
    }
}

#[test]
fn they_conform_to_2026_07_28() {
    conform(Revision::V2026_07_28, &Baseline::none());
}

#[test]
fn they_conform_to_2025_11_25_but_for_what_needs_a_memory() {
    let baseline = Baseline::of("crates/conformance-server/baseline-2025-11-25.yml");
    conform(Revision::V2025_11_25, &baseline);
}
