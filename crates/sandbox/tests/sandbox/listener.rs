//! A place on this machine that a request may reach, and that knows whether one did.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

/// What the last connection says. No HTTP request begins so.
const LAST: &[u8] = b"that was all";

/// Counts connections, and sends who comes to another place.
pub(crate) struct Listener {
    address: SocketAddr,
    thread: JoinHandle<usize>,
}

impl Listener {
    /// A listener on a free port of 127.0.0.1 that answers each request with a redirect to `location`.
    pub(crate) fn start(location: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let answer = format!(
            "HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let thread = thread::spawn(move || {
            for (before, stream) in listener.incoming().enumerate() {
                // Whoever is there was heard, whatever becomes of the exchange.
                let mut stream = stream.unwrap();
                let mut said = [0; 4096];
                let length = stream.read(&mut said).unwrap_or_default();
                if said[..length] == *LAST {
                    return before;
                }
                let _ = stream.write_all(answer.as_bytes());
            }
            unreachable!("a listener has no last connection")
        });
        Self { address, thread }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// How many connections there were. They come in their order, so that none before this call is missed.
    pub(crate) fn heard(self) -> usize {
        let mut last = TcpStream::connect(self.address).unwrap();
        last.write_all(LAST).unwrap();
        self.thread.join().unwrap()
    }
}
