//! From a request to a response: the checks in front of the protocol, in an order that tells a
//! caller the first thing to mend and spends nothing on a request that will be refused.

use std::rc::Rc;

use bytes::Bytes;
use futures_util::StreamExt as _;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, Request, Response, StatusCode};
use http_body::Body;
use serde_json::json;

use super::cors::{self, Caller};
use super::refusal::Refusal;
use super::{Application, Payload, body, response};
use crate::mcp::{self, Reply};
use crate::record::{Journal, TraceContext};

/// Where the protocol is spoken.
const MCP: &str = "/mcp";
/// Where a load balancer asks.
const HEALTH: &str = "/healthz";

/// Serves one request. Keeps nothing of it but what goes into its `journal`, and that ends with the body of the
/// response.
pub async fn respond<A, B>(
    app: Rc<A>,
    request: Request<B>,
    journal: Rc<Journal>,
) -> Response<Payload>
where
    A: Application + 'static,
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let caller = Caller::of(request.headers(), app.origins());
    if let Some(trace) = TraceContext::of(request.headers()) {
        journal.follow(trace);
    }
    let is_head = request.method() == Method::HEAD;
    let mut response = route(app, &caller, request, &journal)
        .await
        .unwrap_or_else(|refusal| refusal.response(&journal).map(Payload::from));
    if is_head {
        // RFC 9110 section 9.3.2. Not every host leaves it out by itself.
        *response.body_mut() = Payload::from(Vec::new());
    }
    let mut response = response::noted(response, journal);
    caller.share(&mut response);
    response
}

async fn route<A, B>(
    app: Rc<A>,
    caller: &Caller,
    request: Request<B>,
    journal: &Rc<Journal>,
) -> Result<Response<Payload>, Refusal>
where
    A: Application + 'static,
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    // At every path: a browser asks before it sends a token anywhere, and without a yes its page
    // can't read the 404 that says how to pass one (Fetch standard, "CORS-preflight fetch").
    if request.method() == Method::OPTIONS && matches!(caller, Caller::Allowed(_)) {
        return Ok(cors::preflight(app.server()).map(Payload::from));
    }
    let endpoint = match request.uri().path() {
        MCP => {
            journal.path(MCP);
            true
        }
        HEALTH => {
            journal.path(HEALTH);
            false
        }
        // Above all the OAuth paths: any other answer makes clients take this server for an
        // authorization server and drop the header they were given.
        _ => {
            return Err(Refusal::NotFound {
                help: app.help().to_owned(),
            });
        }
    };
    if matches!(caller, Caller::Refused) {
        return Err(Refusal::Origin);
    }
    if endpoint {
        mcp(app, request, journal).await
    } else {
        health(&*app, request.method()).map(|response| response.map(Payload::from))
    }
}

async fn mcp<A, B>(
    app: Rc<A>,
    request: Request<B>,
    journal: &Rc<Journal>,
) -> Result<Response<Payload>, Refusal>
where
    A: Application + 'static,
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    // GET would open a stream and DELETE would end a session: there is neither
    // (<https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#earlier-streamable-http-revisions>).
    if request.method() != Method::POST {
        return Err(Refusal::Method { allow: "POST" });
    }
    let (parts, body) = request.into_parts();
    let context = app
        .authenticate(&parts.headers, journal)
        .map_err(Refusal::Credentials)?;
    let context = Rc::new(context);
    if !is_json(&parts.headers) {
        return Err(Refusal::MediaType);
    }
    let body = body::read(&parts.headers, body, journal).await?;
    let server = Rc::clone(app.server());
    let (context_of, journal_of) = (Rc::clone(&context), Rc::clone(journal));
    let reply = mcp::handle(server, context_of, journal_of, parts.headers, body).await;
    let conceal = move |json| app.conceal(&context, json);
    Ok(match reply {
        Reply::Accepted => response::empty(StatusCode::ACCEPTED).map(Payload::from),
        Reply::Json { status, body } => {
            response::json(status, body.concealed(conceal)).map(Payload::from)
        }
        Reply::Stream(messages) => response::stream(messages.map(conceal).boxed_local()),
    })
}

/// Whether the body is said to be JSON, parameters aside (RFC 9110 section 8.3.1).
fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// For load balancers: this server answers. Asks nothing of any other.
fn health<A: Application>(app: &A, method: &Method) -> Result<Response<Vec<u8>>, Refusal> {
    let info = &app.server().info;
    let status = json!({ "status": "ok", "name": info.name, "version": info.version });
    match *method {
        Method::GET | Method::HEAD => Ok(response::json(
            StatusCode::OK,
            status.to_string().into_bytes(),
        )),
        _ => Err(Refusal::Method { allow: "GET, HEAD" }),
    }
}
