//! Bodies that come in: a client's request, `DefectDojo`'s answer.

use std::pin::Pin;
use std::task::{Context, Poll};

use http::HeaderMap;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use wasip2::http::types::IncomingBody;
use wasip2::io::streams::{InputStream, StreamError};

use super::runtime::Ready;

/// The most that is read at once, in bytes. The host gives what it has of it.
const MOST: u64 = 1 << 20;

/// A body that is being read. What belongs to another thing of the host stands before it, to be dropped before it.
pub(super) struct Incoming {
    more: Option<Ready>,
    stream: InputStream,
    _body: IncomingBody,
    /// How much is still to come, where that is known.
    left: Option<usize>,
}

/// The body broke off.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the body broke off")]
pub(super) struct Broken;

impl Incoming {
    /// `None` where the body is being read already.
    pub(super) fn new(body: IncomingBody, headers: &HeaderMap) -> Option<Self> {
        Some(Self {
            more: None,
            stream: body.stream().ok()?,
            _body: body,
            left: length(headers),
        })
    }

    /// How much is still to come, where that is known.
    pub(super) fn left(&self) -> Option<usize> {
        self.left
    }

    /// The next piece; nothing at the end. Where the length is known the host need not be asked for the end.
    pub(super) fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Vec<u8>, Broken>>> {
        loop {
            if self.left == Some(0) {
                return Poll::Ready(None);
            }
            match self.stream.read(MOST) {
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => {
                    self.left = self.left.map(|left| left.saturating_sub(bytes.len()));
                    return Poll::Ready(Some(Ok(bytes)));
                }
                Err(StreamError::Closed) => return Poll::Ready(None),
                Err(StreamError::LastOperationFailed(_)) => return Poll::Ready(Some(Err(Broken))),
            }
            let stream = &self.stream;
            let more = self
                .more
                .get_or_insert_with(|| Ready::of(stream.subscribe()));
            if Pin::new(more).poll(cx).is_pending() {
                return Poll::Pending;
            }
        }
    }
}

/// The length that is announced, unless it does not count (RFC 9112 section 6.3).
fn length(headers: &HeaderMap) -> Option<usize> {
    if headers.contains_key(TRANSFER_ENCODING) {
        return None;
    }
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
