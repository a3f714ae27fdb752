//! The exported `wasi:http/incoming-handler`.

use http::header::AUTHORIZATION;
use http_body_util::{BodyExt as _, Empty};
use wasip2::exports::http::incoming_handler::Guest;
use wasip2::http::types::{IncomingRequest, ResponseOutparam};
use wstd::http::body::Bytes;

use wstd::http::server::Responder;
use wstd::http::{Body, Client, Error, Request, Response, StatusCode};

use crate::Question;

struct Component;

impl Guest for Component {
    fn handle(request: IncomingRequest, out: ResponseOutparam) {
        let responder = Responder::new(out);
        wstd::runtime::block_on(async {
            let response = serve(request).await.unwrap_or_else(|error| {
                let mut response = Response::new(Body::from(error.to_string()));
                *response.status_mut() = StatusCode::BAD_GATEWAY;
                response
            });
            // An error is a client that went away.
            let _ = responder.respond(response).await;
        });
    }
}

async fn serve(request: IncomingRequest) -> Result<Response<Body>, Error> {
    let request = wstd::http::request::try_from_incoming(request)?;
    let Some(question) = Question::of_path(request.uri().path()) else {
        return Ok(Response::new(Body::from("Nothing to ask\n")));
    };
    let upstream = std::env::var("DEFECTDOJO_URL")?;
    // Not `Body::empty()`, for the reason that the server's own client gives.
    let empty = Empty::<Bytes>::new().map_err(|never| match never {});
    let mut ask = Request::get(format!("{upstream}{}", question.target()))
        .body(Body::from_http_body(empty))?;
    // The caller's own token, as the server sends it.
    let token = request.headers().get(AUTHORIZATION).cloned();
    ask.headers_mut()
        .extend(token.map(|it| (AUTHORIZATION, it)));
    let answer = Client::new().send(ask).await?;
    let body = answer.into_body().into_boxed_body().collect().await?;
    let short = serde_json::to_vec(&question.read(&body.to_bytes())?)?;
    Ok(Response::new(short.into()))
}

wasip2::http::proxy::export!(Component with_types_in wasip2);
