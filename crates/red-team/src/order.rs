//! What the component is told to do.

use crate::Attempt;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// The body of a request to the component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Requests to send, one after the other: an outcome for each.
    Send(Vec<Attempt>),
    /// Go round HTTP: connect to this address by TCP, send it a datagram, listen, and look a name up; an outcome for
    /// each of these four.
    Sockets(SocketAddr),
    /// Take memory without end.
    Allocate,
    /// Calculate without end.
    Spin,
    /// Sleep without end.
    Wait,
    /// Have the host make objects without end.
    Open,
}
