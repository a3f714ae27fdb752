//! A TLS server whose certificate nobody vouches for.

use rcgen::{CertifiedKey, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};
use std::io::Read as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

const ADDRESS: &str = "127.0.0.1";

type Own = CertifiedKey<KeyPair>;

/// A certificate that it made itself.
fn own() -> Own {
    rcgen::generate_simple_self_signed([ADDRESS.to_owned()]).unwrap()
}

/// It has the right name, and keeps what it is told on each connection, one after the other.
pub struct Impostor {
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
    thread: JoinHandle<Vec<u8>>,
}

impl Impostor {
    /// Listens on a free port of this machine.
    #[must_use]
    pub fn start() -> Self {
        Self::with(&own())
    }

    fn with(own: &Own) -> Self {
        let listener = TcpListener::bind((ADDRESS, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key)
            .unwrap();
        let config = Arc::new(config);
        let is_over = Arc::<AtomicBool>::default();
        let ended = Arc::clone(&is_over);
        let thread = thread::spawn(move || {
            let mut heard = Vec::new();
            for socket in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    break;
                }
                let mut tls = ServerConnection::new(Arc::clone(&config)).unwrap();
                // An error is how a client that trusts no one says goodbye.
                let _ = Stream::new(&mut tls, &mut socket.unwrap()).read_to_end(&mut heard);
            }
            heard
        });
        Self {
            address,
            is_over,
            thread,
        }
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// What all clients said in confidence. No other may come.
    #[must_use]
    pub fn heard(self) -> Vec<u8> {
        self.is_over.store(true, Ordering::SeqCst);
        // Wakes the listener.
        drop(TcpStream::connect(self.address));
        self.thread.join().unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::{ClientConfig, ClientConnection, RootCertStore};
    use std::io::Write as _;

    #[test]
    fn it_hears_a_client_that_trusts_it() {
        let own = own();
        let impostor = Impostor::with(&own);
        let mut trusted = RootCertStore::empty();
        trusted.add(own.cert.der().clone()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(trusted)
            .with_no_client_auth();
        let mut tls = ClientConnection::new(Arc::new(config), ADDRESS.try_into().unwrap()).unwrap();
        let mut socket = TcpStream::connect(impostor.address).unwrap();
        let mut stream = Stream::new(&mut tls, &mut socket);
        stream.write_all(b"a word").unwrap();
        stream.conn.send_close_notify();
        stream.flush().unwrap();
        // Until it was heard.
        socket.read_to_end(&mut Vec::new()).unwrap();
        assert_eq!(impostor.heard(), b"a word");
    }
}
