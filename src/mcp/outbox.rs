//! Notifications on their way to a client, while its request is still being served.

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use serde::Serialize;

/// Takes the notifications of one request. They go out on the request's own response, so there is an outbox
/// only where the client takes a stream for a response
/// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#sending-messages-to-the-server>).
#[derive(Clone, Debug)]
pub(super) struct Outbox(UnboundedSender<Vec<u8>>);

/// Where the notifications of an outbox come out, as JSON texts. Ends with the last outbox.
pub(super) type Notifications = UnboundedReceiver<Vec<u8>>;

impl Outbox {
    pub(super) fn open() -> (Self, Notifications) {
        let (sender, notifications) = unbounded();
        (Self(sender), notifications)
    }

    /// Sends a notification. One that nobody will read is dropped: the work is about to be dropped too.
    pub(super) fn notify(&self, method: &'static str, params: &impl Serialize) {
        #[derive(Serialize)]
        struct Notification<'a, P> {
            jsonrpc: &'static str,
            method: &'static str,
            params: &'a P,
        }
        let notification = Notification {
            jsonrpc: "2.0",
            method,
            params,
        };
        if let Ok(json) = serde_json::to_vec(&notification) {
            let _ = self.0.unbounded_send(json);
        }
    }
}
