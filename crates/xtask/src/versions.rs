//! Every version this project pins for its tools, in one place; lock files in `tests/clients` pin those of the clients.

use semver::Version;

/// The one target the component is built for (WASI 0.2).
pub(crate) const TARGET: &str = "wasm32-wasip2";

/// The wasmtime that is installed where none is found: the newest that rustc 1.95 builds.
pub(crate) const WASMTIME: &str = "48.0.8";

/// The oldest wasmtime on `PATH` that will do.
pub(crate) const WASMTIME_OLDEST: Version = Version::new(48, 0, 0);

/// What `wasmtime serve` and `wasmtime compile` need of wasmtime, and no more: with the default features the
/// build takes twice as long.
pub(crate) const WASMTIME_FEATURES: &str = "run,serve,compile,wasi-http,component-model,component-model-async,\
                                            parallel-compilation,pooling-allocator,cache,logging";

/// The cargo-deny that is installed where none is found: the newest, which rustc 1.95 builds.
pub(crate) const CARGO_DENY: &str = "0.20.2";

/// The oldest cargo-deny on `PATH` that will do: its options stand before the subcommand since then.
pub(crate) const CARGO_DENY_OLDEST: Version = Version::new(0, 20, 0);

/// The oldest Node on `PATH` that will do: Inspector wants it.
pub(crate) const NODE_OLDEST: Version = Version::new(22, 19, 0);

/// The oldest Python that will do: `mcp` and `fastmcp` want it.
pub(crate) const PYTHON_OLDEST: Version = Version::new(3, 10, 0);

/// The oldest Python that the benchmark's peers run on.
pub(crate) const PYTHON_OF_PEERS: Version = Version::new(3, 12, 0);

/// Where `rust-src` of the compiler's own version is looked for, in this order.
pub(crate) const DEBIAN_SUITES: [&str; 4] = ["trixie-backports", "stable", "testing", "unstable"];
