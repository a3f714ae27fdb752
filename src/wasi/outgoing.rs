//! Calls to `DefectDojo` through `wasi:http/outgoing-handler`.

use super::body::Incoming;
use super::fields;
use super::moment::Moment;
use super::runtime::{Ready, nanoseconds};
use crate::dojo::{BoxFuture, MAX_BODIES, Transport, TransportError};
use futures_util::future::{Either, select};
use http::{Request, Response, StatusCode};
use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;
use wasip2::clocks::monotonic_clock;
use wasip2::http::outgoing_handler;
use wasip2::http::types::{ErrorCode, IncomingResponse, OutgoingRequest, RequestOptions, Scheme};

/// To open a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// From the request to the first byte of the answer. TLS is agreed upon within it.
const FIRST_BYTE: Duration = Duration::from_secs(30);
/// All calls that one request of a client leads to, from its beginning to the last byte. A limit for each
/// call alone would let a tool that makes several outlast the runtime's own limit.
const WHOLE: Duration = Duration::from_mins(1);

/// The host's HTTP client, for one request of a client.
pub(super) struct Outgoing {
    began: Moment,
    /// The bytes that may still be read. Several calls are under way at once, and a limit for each alone would let
    /// them take more memory together than the runtime gives.
    left: Cell<usize>,
}

impl Outgoing {
    /// A client for the request that came at `began`, which has read nothing.
    pub(super) fn new(began: Moment) -> Self {
        Self {
            began,
            left: Cell::new(MAX_BODIES),
        }
    }

    /// When the time for all calls is over.
    fn end(&self) -> monotonic_clock::Instant {
        self.began.instant().saturating_add(nanoseconds(WHOLE))
    }

    async fn send(&self, request: Request<()>) -> Result<Response<Vec<u8>>, TransportError> {
        let answer = self.begin(&request).await?;
        let mut response = Response::new(Vec::new());
        *response.status_mut() = StatusCode::from_u16(answer.status()).map_err(|_| broken())?;
        *response.headers_mut() = fields::from_host(&answer.headers()).ok_or_else(broken)?;
        let body = answer.consume().map_err(|()| broken())?;
        let body = Incoming::new(body, response.headers()).ok_or_else(broken)?;
        *response.body_mut() = self.read(body).await?;
        Ok(response)
    }

    /// The answer as far as its body.
    async fn begin(&self, request: &Request<()>) -> Result<IncomingResponse, TransportError> {
        let (request, options) = to_host(request).ok_or_else(refused)?;
        let answer =
            outgoing_handler::handle(request, Some(options)).map_err(|code| head_error(&code))?;
        // The host's own limits leave out the TLS handshake: one that hangs would look like an answer that
        // does not end.
        let limit = nanoseconds(CONNECT + FIRST_BYTE);
        let late = monotonic_clock::now().saturating_add(limit);
        let is_last = self.end() < late;
        let late = Ready::at(late.min(self.end()));
        match select(Ready::of(answer.subscribe()), late).await {
            Either::Left(_) => {}
            Either::Right(_) if is_last => return Err(TransportError::CallTimeout),
            Either::Right(_) => return Err(TransportError::FirstByteTimeout),
        }
        // It is there, and taken once.
        let answer = answer.get().and_then(Result::ok).ok_or_else(broken)?;
        answer.map_err(|code| head_error(&code))
    }

    async fn read(&self, mut body: Incoming) -> Result<Vec<u8>, TransportError> {
        let mut late = None;
        let mut bytes = Vec::new();
        loop {
            let announced = body.left();
            let piece = poll_fn(|cx| match body.poll_next(cx) {
                Poll::Pending => {
                    let late = late.get_or_insert_with(|| Ready::at(self.end()));
                    Pin::new(late)
                        .poll(cx)
                        .map(|()| Err(TransportError::CallTimeout))
                }
                Poll::Ready(piece) => Poll::Ready(Ok(piece)),
            });
            let Some(piece) = piece.await? else {
                return Ok(bytes);
            };
            let piece = piece.map_err(|_| TransportError::BodyBroken)?;
            let left = self.left.get().checked_sub(piece.len());
            self.left.set(left.ok_or(TransportError::BodyTooLarge)?);
            if bytes.is_empty() && announced == Some(piece.len()) {
                // What came at once need not be copied.
                return Ok(piece);
            }
            bytes.extend_from_slice(&piece);
        }
    }
}

impl Transport for Outgoing {
    fn get(
        &self,
        request: http::Request<()>,
    ) -> BoxFuture<'_, Result<http::Response<Vec<u8>>, TransportError>> {
        Box::pin(self.send(request))
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// The request, without a body, and its limits. `None` where the host refuses a part.
fn to_host(request: &Request<()>) -> Option<(OutgoingRequest, RequestOptions)> {
    let uri = request.uri();
    let scheme = match uri.scheme_str() {
        Some("http") => Scheme::Http,
        _ => Scheme::Https,
    };
    // Its method is GET, which is the default of the host too, and it has no body: the host is never asked for one.
    // To write an empty one would fail the call where the answer comes first, and the host drops the stream.
    let to_host = OutgoingRequest::new(fields::to_host(request.headers())?);
    to_host.set_scheme(Some(&scheme)).ok()?;
    to_host
        .set_authority(uri.authority().map(http::uri::Authority::as_str))
        .ok()?;
    to_host
        .set_path_with_query(uri.path_and_query().map(http::uri::PathAndQuery::as_str))
        .ok()?;
    let options = RequestOptions::new();
    options
        .set_connect_timeout(Some(nanoseconds(CONNECT)))
        .ok()?;
    options
        .set_first_byte_timeout(Some(nanoseconds(FIRST_BYTE)))
        .ok()?;
    options
        .set_between_bytes_timeout(Some(nanoseconds(WHOLE)))
        .ok()?;
    Some((to_host, options))
}

fn refused() -> TransportError {
    TransportError::Other("the host refuses the request".into())
}

fn broken() -> TransportError {
    TransportError::Other("the host's HTTP client failed".into())
}

/// What went wrong before there was an answer
/// (<https://github.com/WebAssembly/wasi-http/blob/v0.2.8/wit/types.wit>, `error-code`).
fn head_error(code: &ErrorCode) -> TransportError {
    use ErrorCode as Code;
    match code {
        Code::DnsTimeout
        | Code::DnsError(_)
        | Code::DestinationNotFound
        | Code::DestinationUnavailable => TransportError::Dns,
        Code::ConnectionRefused => TransportError::Refused,
        Code::ConnectionTimeout => TransportError::ConnectTimeout,
        Code::ConnectionReadTimeout | Code::ConnectionWriteTimeout | Code::HttpResponseTimeout => {
            TransportError::FirstByteTimeout
        }
        Code::TlsProtocolError => TransportError::Tls("the handshake failed".into()),
        Code::TlsCertificateError => TransportError::Tls("the certificate is not trusted".into()),
        Code::TlsAlertReceived(_) => {
            TransportError::Tls("the server broke off the handshake".into())
        }
        Code::HttpRequestDenied | Code::DestinationIpProhibited => TransportError::Denied,
        Code::ConnectionTerminated | Code::HttpResponseIncomplete | Code::HttpProtocolError => {
            TransportError::Broken
        }
        code => TransportError::Other(format!("{code:?}")),
    }
}
