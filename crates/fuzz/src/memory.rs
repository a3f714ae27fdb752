//! How much memory one request takes: libFuzzer's own limit for a single allocation needs a sanitizer, which
//! needs a nightly compiler.

use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// What `work` gives, and by how many bytes memory grew at most while it was done, by whichever thread.
pub fn measured<T>(work: impl FnOnce() -> T) -> (T, usize) {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let made = work();
    (made, ALLOCATOR.peak_usage().saturating_sub(before))
}
