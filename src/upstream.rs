//! Calls to `DefectDojo` as the journal of a request sees them, and the trace that they are part of.

use std::rc::Rc;
use std::time::Duration;

use http::{Request, Response};

use crate::dojo::{BoxFuture, Transport, TransportError};
use crate::record::{Journal, UpstreamAnswer};

/// The way to `DefectDojo` for one request, noted in its journal.
pub(crate) struct Upstream {
    transport: Rc<dyn Transport>,
    journal: Rc<Journal>,
}

impl Upstream {
    pub(crate) fn new(transport: Rc<dyn Transport>, journal: Rc<Journal>) -> Self {
        Self { transport, journal }
    }
}

impl Transport for Upstream {
    fn get(
        &self,
        mut request: Request<()>,
    ) -> BoxFuture<'_, Result<Response<Vec<u8>>, TransportError>> {
        if let Some(trace) = self.journal.trace() {
            trace.write_to(request.headers_mut());
        }
        Box::pin(async move {
            self.journal.ask_upstream();
            let answer = self.transport.get(request).await;
            self.journal.hear_upstream(match &answer {
                Ok(response) => UpstreamAnswer::Status(response.status().as_u16()),
                Err(error) => UpstreamAnswer::Failure(name(error)),
            });
            answer
        })
    }

    fn elapsed(&self) -> Duration {
        self.transport.elapsed()
    }
}

/// The failure without the words that some have.
fn name(error: &TransportError) -> &'static str {
    match error {
        TransportError::Dns => "dns",
        TransportError::Refused => "refused",
        TransportError::ConnectTimeout => "connect_timeout",
        TransportError::FirstByteTimeout => "first_byte_timeout",
        TransportError::CallTimeout => "call_timeout",
        TransportError::Tls(_) => "tls",
        TransportError::Denied => "denied",
        TransportError::Broken => "broken",
        TransportError::BodyBroken => "body_broken",
        TransportError::BodyTooLarge => "body_too_large",
        TransportError::Other(_) => "other",
    }
}
