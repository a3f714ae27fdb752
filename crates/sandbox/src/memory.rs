//! How much linear memory a component takes.

use wasmtime::{ResourceLimiter, Result};

/// The memories of one store. They never shrink, so what they have at the end is their peak.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Memory {
    /// Bytes of the largest one.
    pub(crate) largest: usize,
    /// Bytes of all together.
    pub(crate) total: usize,
}

impl ResourceLimiter for Memory {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> Result<bool> {
        self.largest = self.largest.max(desired);
        self.total += desired - current;
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> Result<bool> {
        Ok(true)
    }
}
