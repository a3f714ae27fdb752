//! MCP server for `DefectDojo`, as one WebAssembly component.
//!
//! A request flows one way: [`http`] checks it, [`mcp`] speaks the protocol, a tool in [`tools`] asks
//! [`dojo`], and the answer comes back through [`text`]. What happened is noted in a journal of [`record`]. Only
//! `wasi` touches the host, so everything else compiles and is tested natively.

pub mod app;
mod completions;
pub mod config;
pub mod dojo;
pub mod http;
pub mod mcp;
mod ordered;
pub mod prompts;
pub mod record;
pub mod report;
pub mod resources;
pub mod session;
pub mod taxonomy;
pub mod text;
pub mod tools;
mod upstream;
#[cfg(target_arch = "wasm32")]
pub mod wasi;

#[cfg(all(target_arch = "wasm32", feature = "component"))]
mod component {
    //! The exported `wasi:http/incoming-handler`.

    use crate::wasi;
    use wasip2::exports::http::incoming_handler::Guest;
    use wasip2::http::types::{IncomingRequest, ResponseOutparam};

    struct Component;

    impl Guest for Component {
        fn handle(request: IncomingRequest, out: ResponseOutparam) {
            wasi::handle(&request, out, wasi::level(), wasi::serve);
        }
    }

    wasip2::http::proxy::export!(Component with_types_in wasip2);
}
