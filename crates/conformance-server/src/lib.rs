//! A component that proves the protocol layer whole: the tools, prompts and resources that MCP's official
//! conformance suite asks for, served by the layer that serves `DefectDojo`.
//!
//! A real server uses a part of the protocol and would pass a part of the suite. Here is what uses the rest;
//! nothing in it is of use to anybody but a test. Names are the suite's.

pub mod app;
pub mod key;
mod media;
mod prompts;
mod questions;
mod resources;
mod tools;

#[cfg(target_arch = "wasm32")]
mod component {
    //! The exported `wasi:http/incoming-handler`.

    use crate::app::App;
    use crate::key;
    use defectdojo_mcp::http::Payload;
    use defectdojo_mcp::record::{Journal, Level};
    use defectdojo_mcp::wasi::{self, Body, Moment};
    use http::{Request, Response};
    use std::rc::Rc;
    use wasip2::exports::http::incoming_handler::Guest;
    use wasip2::http::types::{IncomingRequest, ResponseOutparam};

    struct Component;

    impl Guest for Component {
        fn handle(request: IncomingRequest, out: ResponseOutparam) {
            wasi::handle(&request, out, Level::default(), serve);
        }
    }

    async fn serve(request: Request<Body>, _: Moment, journal: Rc<Journal>) -> Response<Payload> {
        let setting = std::env::var(key::SETTING).unwrap_or_default();
        match key::parse(&setting) {
            Some(key) => wasi::respond(Rc::new(App::new(key)), request, journal).await,
            None => wasi::misconfigured(
                &format!("{} has to be 32 bytes in base64", key::SETTING),
                journal,
            ),
        }
    }

    wasip2::http::proxy::export!(Component with_types_in wasip2);
}
