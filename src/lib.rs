//! MCP server for `DefectDojo`, as one WebAssembly component.
//!
//! A request flows one way: [`http`] checks it, [`mcp`] speaks the protocol, a tool in [`tools`] asks
//! [`dojo`], and the answer comes back through [`text`]. Only `wasi` touches the host, so everything else
//! compiles and is tested natively.

pub mod app;
mod completions;
pub mod config;
pub mod dojo;
pub mod http;
pub mod mcp;
pub mod prompts;
pub mod resources;
pub mod session;
pub mod text;
pub mod tools;
#[cfg(target_arch = "wasm32")]
pub mod wasi;

#[cfg(all(target_arch = "wasm32", feature = "component"))]
mod component {
    //! The exported `wasi:http/incoming-handler`.

    use wstd::http::{Body, Error, Request, Response};

    #[wstd::http_server]
    async fn main(request: Request<Body>) -> Result<Response<Body>, Error> {
        Ok(crate::wasi::serve(request).await)
    }
}
