//! What an attacker would do with the server, had they taken it over: a component in its place that does as it is told.
//!
//! The sandbox's promise is about a server that is broken already, so no test of the server itself can show it.
//! A POST brings an [`Order`] in JSON; the answer is the list of [`Outcome`]s.

mod attempt;
#[cfg(target_arch = "wasm32")]
mod exhaust;
mod order;
#[cfg(target_arch = "wasm32")]
mod outgoing;
#[cfg(target_arch = "wasm32")]
mod sockets;

pub use attempt::{Attempt, Method, Outcome, Scheme};
pub use order::Order;

#[cfg(target_arch = "wasm32")]
mod component {
    //! The exported `wasi:http/incoming-handler`.

    use crate::{Order, Outcome, exhaust, outgoing, sockets};
    use std::io::{Read as _, Write as _};
    use wasip2::exports::http::incoming_handler::Guest;
    use wasip2::http::types::{
        ErrorCode, Fields, IncomingRequest, OutgoingBody, OutgoingResponse, ResponseOutparam,
    };

    struct Component;

    impl Guest for Component {
        fn handle(request: IncomingRequest, out: ResponseOutparam) {
            match order(&request).and_then(|order| answer(&obey(order))) {
                Ok((response, body, bytes)) => {
                    ResponseOutparam::set(out, Ok(response));
                    write(body, &bytes);
                }
                Err(why) => ResponseOutparam::set(out, Err(ErrorCode::InternalError(Some(why)))),
            }
        }
    }

    /// What the body says.
    fn order(request: &IncomingRequest) -> Result<Order, String> {
        let body = request.consume().map_err(|()| "no body")?;
        let mut stream = body.stream().map_err(|()| "no stream")?;
        let mut bytes = Vec::new();
        stream
            .read_to_end(&mut bytes)
            .map_err(|error| error.to_string())?;
        serde_json::from_slice(&bytes).map_err(|error| error.to_string())
    }

    fn obey(order: Order) -> Vec<Outcome> {
        match order {
            Order::Send(attempts) => attempts.iter().map(outgoing::send).collect(),
            Order::Sockets(address) => sockets::all(address),
            Order::Allocate => exhaust::memory(),
            Order::Spin => exhaust::time(),
            Order::Wait => exhaust::patience(),
            Order::Open => exhaust::resources(),
        }
    }

    fn answer(outcomes: &[Outcome]) -> Result<(OutgoingResponse, OutgoingBody, Vec<u8>), String> {
        let bytes = serde_json::to_vec(outcomes).map_err(|error| error.to_string())?;
        let response = OutgoingResponse::new(Fields::new());
        let body = response.body().map_err(|()| "no body")?;
        Ok((response, body, bytes))
    }

    /// An error is a client that went away.
    fn write(body: OutgoingBody, bytes: &[u8]) {
        if let Ok(mut stream) = body.write() {
            let _ = stream.write_all(bytes);
        }
        let _ = OutgoingBody::finish(body, None);
    }

    wasip2::http::proxy::export!(Component with_types_in wasip2);
}
