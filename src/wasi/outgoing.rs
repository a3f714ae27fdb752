//! Calls to `DefectDojo` through `wasi:http/outgoing-handler`.
//!
//! Not through wstd's client: it asks the host twice as often, for the parts of a request one by one, for a body where
//! there is none, and for the trailers of an answer, which nobody reads. Each question costs as much as a hundred bytes
//! of JSON.

use crate::dojo::{BoxFuture, MAX_BODIES, Transport, TransportError};
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use http::{Request, Response, StatusCode};
use std::cell::Cell;
use std::time::Duration;
use wasip2::http::outgoing_handler;
use wasip2::http::types::{
    ErrorCode, Fields, FutureIncomingResponse, IncomingResponse, OutgoingRequest, RequestOptions,
    Scheme,
};
use wasip2::io::streams::StreamError;
use wstd::future::FutureExt as _;
use wstd::io::AsyncPollable;
use wstd::time::{Instant, Timer};

/// To open a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// From the request to the first byte of the answer. TLS is agreed upon within it.
const FIRST_BYTE: Duration = Duration::from_secs(30);
/// All calls that one request of a client leads to, from its beginning to the last byte. A limit for each
/// call alone would let a tool that makes several outlast the runtime's own limit.
const WHOLE: Duration = Duration::from_mins(1);

/// The most that is asked for at once, in bytes. The host gives what it has.
const READ: u64 = 1024 * 1024;
/// The most that is set aside for a body before it comes: its length is what the other side says.
const AT_FIRST: usize = 1024 * 1024;

/// The host's HTTP client, for one request of a client.
#[derive(Debug)]
pub(super) struct Outgoing {
    began: Instant,
    /// The bytes that may still be read. Several calls are under way at once, and a limit for each alone would let
    /// them take more memory together than the runtime gives.
    left: Cell<usize>,
}

impl Outgoing {
    /// A client whose time begins to run, and which has read nothing.
    pub(super) fn begin() -> Self {
        Self {
            began: Instant::now(),
            left: Cell::new(MAX_BODIES),
        }
    }

    async fn send(&self, request: Request<()>) -> Result<Response<Vec<u8>>, TransportError> {
        let whole = self.began + WHOLE.into();
        let response = begin(&request, whole).await?;
        let head = head(&response)?;
        let length = head.headers().get(CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
        // A timer that is only made when there is something to wait for.
        let bytes = self
            .body(&response, length.unwrap_or_default())
            .timeout(async { Timer::at(whole).wait().await })
            .await
            .map_err(|_| TransportError::CallTimeout)??;
        Ok(head.map(|()| bytes))
    }

    /// The body, which has `length` bytes as the other side says.
    async fn body(
        &self,
        response: &IncomingResponse,
        length: usize,
    ) -> Result<Vec<u8>, TransportError> {
        let broken = |()| TransportError::BodyBroken;
        // In this order: the host wants a child dropped before its parent.
        let body = response.consume().map_err(broken)?;
        let stream = body.stream().map_err(broken)?;
        let mut ready = None;
        let mut bytes = Vec::with_capacity(length.min(AT_FIRST));
        loop {
            let data = match stream.read(READ) {
                Ok(data) => data,
                Err(StreamError::Closed) => return Ok(bytes),
                Err(StreamError::LastOperationFailed(_)) => return Err(TransportError::BodyBroken),
            };
            if data.is_empty() {
                let ready = ready.get_or_insert_with(|| AsyncPollable::new(stream.subscribe()));
                ready.wait_for().await;
            }
            let left = self.left.get().checked_sub(data.len());
            self.left.set(left.ok_or(TransportError::BodyTooLarge)?);
            bytes.extend_from_slice(&data);
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
        self.began.elapsed().into()
    }
}

/// The answer as far as its body, which has to end before `whole`.
async fn begin(request: &Request<()>, whole: Instant) -> Result<IncomingResponse, TransportError> {
    let answer = hand_over(request)?;
    // The host's own limits leave out the TLS handshake: one that hangs would look like an answer that
    // does not end.
    let begun = Instant::now() + (CONNECT + FIRST_BYTE).into();
    let (end, late) = if begun < whole {
        (begun, TransportError::FirstByteTimeout)
    } else {
        (whole, TransportError::CallTimeout)
    };
    AsyncPollable::new(answer.subscribe())
        .wait_for()
        .timeout(Timer::at(end).wait())
        .await
        .map_err(|_| late)?;
    match answer.get() {
        Some(Ok(Ok(response))) => Ok(response),
        Some(Ok(Err(code))) => Err(head_error(&code)),
        Some(Err(())) | None => Err(failed()),
    }
}

/// Hands `request`, a GET, to the host.
fn hand_over(request: &Request<()>) -> Result<FutureIncomingResponse, TransportError> {
    let headers = request.headers().iter();
    let headers: Vec<_> = headers
        .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
        .collect();
    let headers = Fields::from_list(&headers).map_err(|_| failed())?;
    // Of the method GET, and without a body, if nothing else is said
    // (<https://github.com/WebAssembly/wasi-http/blob/v0.2.8/wit/types.wit>, `outgoing-request`).
    let outgoing = OutgoingRequest::new(headers);
    let uri = request.uri();
    let scheme = match uri.scheme_str() {
        Some("http") => Scheme::Http,
        _ => Scheme::Https,
    };
    let refused = |()| failed();
    outgoing.set_scheme(Some(&scheme)).map_err(refused)?;
    let authority = uri.authority().map(http::uri::Authority::as_str);
    outgoing.set_authority(authority).map_err(refused)?;
    let target = uri.path_and_query().map(http::uri::PathAndQuery::as_str);
    outgoing.set_path_with_query(target).map_err(refused)?;

    let options = RequestOptions::new();
    let nanoseconds = |limit: Duration| limit.as_nanos().try_into().ok();
    // Between bytes the limit of all calls holds.
    options
        .set_connect_timeout(nanoseconds(CONNECT))
        .and_then(|()| options.set_first_byte_timeout(nanoseconds(FIRST_BYTE)))
        .map_err(refused)?;
    outgoing_handler::handle(outgoing, Some(options)).map_err(|code| head_error(&code))
}

/// Status and headers.
fn head(response: &IncomingResponse) -> Result<Response<()>, TransportError> {
    let mut head = Response::new(());
    *head.status_mut() = StatusCode::from_u16(response.status()).map_err(|_| failed())?;
    let mut headers = HeaderMap::new();
    for (name, value) in response.headers().entries() {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| failed())?;
        let value = HeaderValue::from_bytes(&value).map_err(|_| failed())?;
        headers.append(name, value);
    }
    *head.headers_mut() = headers;
    Ok(head)
}

fn failed() -> TransportError {
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
