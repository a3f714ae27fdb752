//! Responses to clients.

use super::fields;
use super::runtime::Ready;
use crate::http::Payload;
use bytes::Bytes;
use futures_util::stream::LocalBoxStream;
use futures_util::{StreamExt as _, stream};
use http::{Response, StatusCode, header};
use std::task::Poll;
use std::time::Duration;
use wasip2::http::types::{Fields, OutgoingBody, OutgoingResponse, ResponseOutparam};
use wasip2::io::streams::OutputStream;

/// How often a stream says that it is still there. Writing is the only way to learn that a client has gone
/// away, so this is also how long work for nobody goes on.
const BEAT: Duration = Duration::from_secs(1);

/// The client went away before it had the whole answer.
pub(super) struct Gone;

/// Sends a response.
pub(super) async fn respond_with(
    response: Response<Payload>,
    out: ResponseOutparam,
) -> Result<(), Gone> {
    let (mut head, payload) = response.into_parts();
    if let Payload::Whole(bytes) = &payload
        && !bytes.is_empty()
    {
        // Without it the host would cut the body into chunks (RFC 9112 section 7.1).
        let length = bytes.len().into();
        head.headers.insert(header::CONTENT_LENGTH, length);
    }
    let fields = fields::to_host(&head.headers).unwrap_or_else(Fields::new);
    let response = OutgoingResponse::new(fields);
    if head.status != StatusCode::OK {
        // Every status is one to the host, too.
        let _ = response.set_status_code(head.status.as_u16());
    }
    // Both can be had once, and are.
    let body = response.body().map_err(|()| Gone)?;
    let stream = body.write().map_err(|()| Gone)?;
    ResponseOutparam::set(out, Ok(response));
    let mut writer = Writer {
        ready: None,
        stream,
    };
    match payload {
        Payload::Whole(bytes) => writer.write(&bytes).await?,
        Payload::Events(events) => {
            let mut events = beating(events);
            while let Some(event) = events.next().await {
                writer.write(&event).await?;
            }
        }
    }
    drop(writer);
    OutgoingBody::finish(body, None).map_err(|_| Gone)
}

/// The stream of a body.
struct Writer {
    /// A child of the stream, to be dropped before it.
    ready: Option<Ready>,
    stream: OutputStream,
}

impl Writer {
    async fn write(&mut self, mut bytes: &[u8]) -> Result<(), Gone> {
        while !bytes.is_empty() {
            let room = self.stream.check_write().map_err(|_| Gone)?;
            let room = usize::try_from(room).unwrap_or(usize::MAX);
            if room == 0 {
                let stream = &self.stream;
                let ready = self
                    .ready
                    .get_or_insert_with(|| Ready::of(stream.subscribe()));
                ready.await;
                continue;
            }
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.stream.write(now).map_err(|_| Gone)?;
            bytes = later;
        }
        Ok(())
    }
}

/// The events, with a comment now and then (HTML standard, section 9.2.6). Ends with the events.
fn beating(mut events: LocalBoxStream<'static, Bytes>) -> LocalBoxStream<'static, Bytes> {
    let mut beats = stream::unfold((), async |()| {
        Ready::after(BEAT).await;
        Some((Bytes::from_static(b":\n\n"), ()))
    })
    .boxed_local();
    stream::poll_fn(move |cx| match events.poll_next_unpin(cx) {
        Poll::Pending => beats.poll_next_unpin(cx),
        event @ Poll::Ready(_) => event,
    })
    .boxed_local()
}
