//! What `wasmtime serve` lets the component have, wherever this project starts it.
//!
//! One list, so that the tests run within the limits that users get. The README repeats it, and a test compares.

/// Arguments for `wasmtime serve`, name and value.
pub const LIMITS: [[&str; 2]; 6] = [
    // A component built on Rust's std imports more of WASI than the HTTP proxy world holds. Files and the network are
    // granted by other flags, which are not here.
    ["-S", "cli"],
    // A request may last 60 s by the component's own rules; this ends what overstays them.
    ["-W", "timeout=90s"],
    // Of each linear memory. `crates/sandbox` measures what the server takes at its worst.
    ["-W", "max-memory-size=268435456"],
    // Objects that the host keeps for an instance, such as header fields and streams. The default is a million.
    // wasmtime 48 keeps one for each call to DefectDojo for as long as the instance lives (the options of
    // `outgoing-handler.handle`, in its `wasmtime-wasi-http`): at its worst, a batch of 20 questions that take some
    // 70 calls each, times [`REUSE`], that makes 45,000.
    ["-S", "max-resources=50000"],
    // One above waits its turn.
    ["--max-concurrent-requests", "64"],
    // The same. By default 1000 get in, which with the connections to DefectDojo is more than the 1024 files that a
    // process may have on most systems; and wasmtime 48 ends when it can't accept a connection.
    ["--max-concurrent-connections", "512"],
];

/// How many requests an instance serves, one after the other, before it is replaced: the value of
/// `--max-instance-reuse-count`. To make a new one for each takes three times as long.
pub const REUSE: &str = "32";

/// The number that is the value of a limit, such as `max-memory-size`. `None` where there is none of this name.
#[must_use]
pub fn value(name: &str) -> Option<usize> {
    LIMITS.iter().find_map(|[flag, value]| {
        let value = match flag.strip_prefix("--") {
            Some(flag) => (flag == name).then_some(*value),
            None => value.strip_prefix(name)?.strip_prefix('='),
        };
        value?.parse().ok()
    })
}
