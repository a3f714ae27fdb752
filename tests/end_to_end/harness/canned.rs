//! An upstream that answers with exact bytes, or misbehaves as no HTTP library would let it.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// A listener on a free port. Each connection has a thread of its own, so one that hangs stops no other.
/// Stops when dropped; a connection ends when its client does.
pub(crate) struct Canned {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    is_stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Canned {
    /// Reads the head of each request, keeps it, and lets `behave` do the rest. `behave` gets how many
    /// connections there were before, and the connection, which is closed afterwards.
    pub(crate) fn start(behave: impl Fn(usize, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let is_stopped = Arc::new(AtomicBool::new(false));
        let (kept, ended) = (Arc::clone(&requests), Arc::clone(&is_stopped));
        let behave = Arc::new(behave);
        let thread = thread::spawn(move || {
            for (turn, stream) in listener.incoming().enumerate() {
                if ended.load(Ordering::SeqCst) {
                    break;
                }
                let (behave, kept) = (Arc::clone(&behave), Arc::clone(&kept));
                let mut stream = stream.unwrap();
                thread::spawn(move || {
                    let head = head(&mut stream);
                    kept.lock().unwrap().push(head);
                    behave(turn, &mut stream);
                });
            }
        });
        Self {
            address,
            requests,
            is_stopped,
            thread: Some(thread),
        }
    }

    /// Answers every request with these bytes.
    pub(crate) fn answering(answer: Vec<u8>) -> Self {
        Self::start(move |_, stream| send(stream, &answer))
    }

    /// The base URL, without a slash at its end.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same port, spoken to with TLS.
    pub(crate) fn https_url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// The heads of the requests so far, as they came. What a caller has an answer to is among them.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Canned {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        // Wakes the listener. An error means that it has ended already.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Sends `bytes`. A client that has gone away is none of a server's business.
pub(crate) fn send(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
}

/// Waits until the client goes away.
pub(crate) fn hang(stream: &mut TcpStream) {
    while stream.read(&mut [0]).is_ok_and(|length| length > 0) {}
}

/// A whole answer with a body of `kind`, and `more` header lines.
pub(crate) fn answer(status: &str, kind: &str, more: &[&str], body: &str) -> Vec<u8> {
    let status = format!("HTTP/1.1 {status}");
    let kind = format!("Content-Type: {kind}");
    let length = format!("Content-Length: {}", body.len());
    let lines = [&[&*status, &*kind, &*length], more, &["", body]];
    lines.concat().join("\r\n").into_bytes()
}

/// A whole answer with a JSON body.
pub(crate) fn json(status: &str, body: &str) -> Vec<u8> {
    answer(status, "application/json", &[], body)
}

/// The answer to a count.
pub(crate) fn count_of(count: u64) -> Vec<u8> {
    json("200 OK", &format!(r#"{{"count":{count},"results":[]}}"#))
}

/// A whole answer with a page for people.
pub(crate) fn html(status: &str) -> Vec<u8> {
    let page = "<!doctype html><title>Sign in</title><h1>Sign in to continue</h1>";
    answer(status, "text/html; charset=utf-8", &[], page)
}

/// All up to the empty line, or what came when it isn't HTTP: a TLS handshake has no such line.
fn head(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    while !bytes.ends_with(b"\r\n\r\n") {
        match stream.read(&mut part) {
            Ok(length) if length > 0 => bytes.extend_from_slice(&part[..length]),
            _ => break,
        }
        if !bytes[0].is_ascii_uppercase() {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
