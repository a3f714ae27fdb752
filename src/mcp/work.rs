//! A request being served, as a stream: its notifications, and at the end its reply.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::future::LocalBoxFuture;
use futures_util::{FutureExt as _, Stream, StreamExt as _};

use super::outbox::Notifications;
use super::reply::Whole;

/// Serves while it is polled, and stops when it is dropped: that is how a client that goes away cancels
/// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/cancellation>). In the earlier
/// revisions going away does not mean it, but then nobody could hear the answer either: nothing is resumed here.
pub(super) struct Work {
    reply: Option<Serving>,
    notifications: Notifications,
}

enum Serving {
    Running(LocalBoxFuture<'static, Whole>),
    Done(Whole),
}

/// What comes out of [`Work`].
pub(super) enum Event {
    /// JSON text.
    Notification(Vec<u8>),
    /// The last one.
    End(Whole),
}

impl Work {
    /// `reply` owns the only outbox that `notifications` come from.
    pub(super) fn new(
        reply: impl Future<Output = Whole> + 'static,
        notifications: Notifications,
    ) -> Self {
        Self {
            reply: Some(Serving::Running(reply.boxed_local())),
            notifications,
        }
    }
}

impl Stream for Work {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Event>> {
        if let Some(Serving::Running(work)) = &mut self.reply
            && let Poll::Ready(reply) = work.poll_unpin(cx)
        {
            // The work is dropped here and the outbox with it, so that the notifications have an end.
            self.reply = Some(Serving::Done(reply));
        }
        match self.notifications.poll_next_unpin(cx) {
            Poll::Ready(Some(json)) => return Poll::Ready(Some(Event::Notification(json))),
            Poll::Pending => return Poll::Pending,
            Poll::Ready(None) => {}
        }
        match self.reply.take() {
            Some(Serving::Done(reply)) => Poll::Ready(Some(Event::End(reply))),
            Some(running) => {
                self.reply = Some(running);
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }
}
