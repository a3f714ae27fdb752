//! What the host keeps for one instance of a component.

use crate::memory::Memory;
use crate::upstream::{Answer, Upstream};
use wasmtime::component::ResourceTable;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView, WasiHttpView};

/// The data of a store.
pub(crate) struct Host {
    pub(crate) memory: Memory,
    pub(crate) upstream: Upstream,
    wasi: WasiCtx,
    http: WasiHttpCtx,
    table: ResourceTable,
}

impl Host {
    /// A host that gives these environment variables, a clock and random numbers; no files and no network, as
    /// `wasmtime serve` without more flags.
    pub(crate) fn new(settings: &[(&str, &str)], answer: Answer) -> Self {
        Self {
            memory: Memory::default(),
            upstream: Upstream {
                answer,
                sent: Vec::new(),
            },
            wasi: WasiCtx::builder().envs(settings).build(),
            http: WasiHttpCtx::new(),
            table: ResourceTable::new(),
        }
    }
}

impl WasiView for Host {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

impl WasiHttpView for Host {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            hooks: &mut self.upstream,
            table: &mut self.table,
            ctx: &mut self.http,
        }
    }
}
