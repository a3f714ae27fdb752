//! A TLS server whose certificate nobody vouches for.

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};
use std::io::Read as _;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// It has the right name, takes one connection, and keeps what it is told on it.
pub(crate) struct Impostor {
    address: SocketAddr,
    thread: JoinHandle<Vec<u8>>,
}

impl Impostor {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let names = [address.ip().to_string()];
        let own = rcgen::generate_simple_self_signed(names).unwrap();
        let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key)
            .unwrap();
        let thread = thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            let mut tls = ServerConnection::new(Arc::new(config)).unwrap();
            let mut heard = Vec::new();
            // An error is how a client that trusts no one says goodbye.
            let _ = Stream::new(&mut tls, &mut socket).read_to_end(&mut heard);
            heard
        });
        Self { address, thread }
    }

    /// The base URL, without a slash at its end.
    pub(crate) fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// What the first client said in confidence, once it has gone.
    pub(crate) fn heard(self) -> Vec<u8> {
        self.thread.join().unwrap()
    }
}
