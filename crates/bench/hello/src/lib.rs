//! Says hello, whatever it is asked: what a request costs before a server does anything of its own.

#[cfg(target_arch = "wasm32")]
mod component {
    //! The exported `wasi:http/incoming-handler`.

    use wasip2::exports::http::incoming_handler::Guest;
    use wasip2::http::types::{IncomingRequest, ResponseOutparam};
    use wstd::http::server::Responder;
    use wstd::http::{Body, Response};

    struct Component;

    impl Guest for Component {
        fn handle(_: IncomingRequest, out: ResponseOutparam) {
            let response = Response::new(Body::from("Hello\n"));
            // An error is a client that went away.
            let _ = wstd::runtime::block_on(Responder::new(out).respond(response));
        }
    }

    wasip2::http::proxy::export!(Component with_types_in wasip2);
}
