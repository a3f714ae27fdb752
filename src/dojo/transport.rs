//! The network's edge: what carries one GET to `DefectDojo` and brings its answer.

use std::{future::Future, pin::Pin, time::Duration};

use http::{Request, Response};

/// A future that need not be sent to another thread: a component has one.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// The most that is read for one request of a client, in bytes: all bodies together, as they, and what is made of
/// them, are held side by side. 100 findings took 0.4 MB on the recorded instance, and `DefectDojo` itself sets no
/// limit.
pub const MAX_BODIES: usize = 32 * 1024 * 1024;

/// Sends requests and reads the whole answer.
pub trait Transport {
    /// Sends `request`, whose URI is absolute, and reads the answer whatever its status. It follows no
    /// redirect and stops at [`MAX_BODIES`].
    fn get(&self, request: Request<()>)
    -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>>;

    /// How long the request of the client has been under way. One without a clock says none.
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

/// Why no whole answer came. The texts are the transport's own, never `DefectDojo`'s.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The host name has no address.
    #[error("the host name does not resolve")]
    Dns,
    /// Nothing listens.
    #[error("the connection was refused")]
    Refused,
    /// No connection in time.
    #[error("no connection in time")]
    ConnectTimeout,
    /// No first byte in time.
    #[error("no answer in time")]
    FirstByteTimeout,
    /// The answer did not end in time.
    #[error("the answer did not end in time")]
    CallTimeout,
    /// No trusted, encrypted connection.
    #[error("TLS: {0}")]
    Tls(String),
    /// The host of this component forbids the request, or the guard between the two does.
    #[error("the request was denied")]
    Denied,
    /// The connection ended before an answer.
    #[error("the connection ended before an answer")]
    Broken,
    /// The connection ended within the body.
    #[error("the connection ended within the answer")]
    BodyBroken,
    /// The bodies are longer than [`MAX_BODIES`].
    #[error("the answer is too large")]
    BodyTooLarge,
    /// Anything else.
    #[error("{0}")]
    Other(String),
}
