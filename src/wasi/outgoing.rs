//! Calls to `DefectDojo` through `wasi:http/outgoing-handler`.

use crate::dojo::{BoxFuture, MAX_BODIES, Transport, TransportError};
use http_body_util::{BodyExt as _, Empty};
use std::cell::Cell;
use std::time::Duration;
use wstd::future::FutureExt as _;
use wstd::http::body::Bytes;
use wstd::http::error::ErrorCode;
use wstd::http::{Body, Client, Error, Request, Response};
use wstd::time::{Instant, Timer};

/// To open a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// From the request to the first byte of the answer. TLS is agreed upon within it.
const FIRST_BYTE: Duration = Duration::from_secs(30);
/// All calls that one request of a client leads to, from its beginning to the last byte. A limit for each
/// call alone would let a tool that makes several outlast the runtime's own limit.
const WHOLE: Duration = Duration::from_mins(1);

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
        let (head, body) = begin(request).await?.into_parts();
        let mut body = body.into_boxed_body();
        let mut bytes = Vec::new();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| TransportError::BodyBroken)?;
            let data = frame.into_data().unwrap_or_default();
            let left = self.left.get().checked_sub(data.len());
            self.left.set(left.ok_or(TransportError::BodyTooLarge)?);
            bytes.extend_from_slice(&data);
        }
        Ok(Response::from_parts(head, bytes))
    }
}

impl Transport for Outgoing {
    fn get(
        &self,
        request: http::Request<()>,
    ) -> BoxFuture<'_, Result<http::Response<Vec<u8>>, TransportError>> {
        Box::pin(async move {
            let call = self
                .send(request)
                .timeout(Timer::at(self.began + WHOLE.into()).wait());
            call.await.unwrap_or(Err(TransportError::CallTimeout))
        })
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed().into()
    }
}

/// The answer as far as its body.
async fn begin(request: Request<()>) -> Result<Response<Body>, TransportError> {
    let mut client = Client::new();
    client.set_connect_timeout(CONNECT);
    client.set_first_byte_timeout(FIRST_BYTE);
    client.set_between_bytes_timeout(WHOLE);
    // Not `Body::empty()`: wstd 0.6.8 then asks the host's stream whether it may write, and fails the
    // call where the host has already dropped that stream. A body without frames never asks.
    let empty = Empty::<Bytes>::new().map_err(|never| match never {});
    let request = request.map(|()| Body::from_http_body(empty));
    // The host's own limits leave out the TLS handshake: one that hangs would look like an answer that
    // does not end.
    let begun = Timer::after((CONNECT + FIRST_BYTE).into()).wait();
    client
        .send(request)
        .timeout(begun)
        .await
        .map_err(|_| TransportError::FirstByteTimeout)?
        .map_err(|error| head_error(&error))
}

/// What went wrong before there was an answer
/// (<https://github.com/WebAssembly/wasi-http/blob/v0.2.8/wit/types.wit>, `error-code`).
fn head_error(error: &Error) -> TransportError {
    use ErrorCode as Code;
    match error.downcast_ref::<ErrorCode>() {
        Some(
            Code::DnsTimeout
            | Code::DnsError(_)
            | Code::DestinationNotFound
            | Code::DestinationUnavailable,
        ) => TransportError::Dns,
        Some(Code::ConnectionRefused) => TransportError::Refused,
        Some(Code::ConnectionTimeout) => TransportError::ConnectTimeout,
        Some(
            Code::ConnectionReadTimeout | Code::ConnectionWriteTimeout | Code::HttpResponseTimeout,
        ) => TransportError::FirstByteTimeout,
        Some(Code::TlsProtocolError) => TransportError::Tls("the handshake failed".into()),
        Some(Code::TlsCertificateError) => {
            TransportError::Tls("the certificate is not trusted".into())
        }
        Some(Code::TlsAlertReceived(_)) => {
            TransportError::Tls("the server broke off the handshake".into())
        }
        Some(Code::HttpRequestDenied | Code::DestinationIpProhibited) => TransportError::Denied,
        Some(
            Code::ConnectionTerminated | Code::HttpResponseIncomplete | Code::HttpProtocolError,
        ) => TransportError::Broken,
        Some(code) => TransportError::Other(format!("{code:?}")),
        None => TransportError::Other("the host's HTTP client failed".into()),
    }
}
