//! Checks before any long step that the ports are free, so that nobody waits minutes to learn that one is not.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};

use anyhow::{Context, Result, bail};

/// An address that is held for a server until that server is started.
#[derive(Debug)]
pub(crate) struct Reserved {
    addr: SocketAddr,
    listener: TcpListener,
}

impl Reserved {
    /// Takes an address that a flag gave. Port 0 means any free one.
    pub(crate) fn take(addr: SocketAddr, flag: &str) -> Result<Self> {
        match TcpListener::bind(addr) {
            Ok(listener) => Ok(Self {
                addr: listener.local_addr().context("a listener has an address")?,
                listener,
            }),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                let (ip, port) = (addr.ip(), addr.port());
                let other = SocketAddr::new(ip, port.checked_add(1).unwrap_or(1024));
                bail!(
                    "port {port} on {ip} is taken. Stop what uses it, or choose another: {flag} {other}"
                )
            }
            Err(error) => {
                Err(error).with_context(|| format!("cannot listen on {addr} (set by {flag})"))
            }
        }
    }

    /// Lets the address go, with its real port; its server is to be started next.
    pub(crate) fn release(self) -> SocketAddr {
        drop(self.listener);
        self.addr
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn any() -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], 0))
    }

    #[test]
    fn a_taken_port_is_named_with_its_flag() {
        let first = Reserved::take(any(), "--addr").unwrap();
        let error = Reserved::take(first.addr, "--dojo-addr")
            .unwrap_err()
            .to_string();
        let port = first.addr.port();
        assert!(
            error.starts_with(&format!("port {port} on 127.0.0.1 is taken.")),
            "{error}"
        );
        assert!(error.contains("--dojo-addr 127.0.0.1:"), "{error}");
    }

    #[test]
    fn a_released_port_can_be_taken_again() {
        let addr = Reserved::take(any(), "--addr").unwrap().release();
        assert_eq!(Reserved::take(addr, "--addr").unwrap().addr, addr);
    }

    #[test]
    fn an_address_of_another_machine_is_refused_with_its_flag() {
        // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
        let error = Reserved::take(SocketAddr::from(([192, 0, 2, 1], 3000)), "--addr").unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot listen on 192.0.2.1:3000 (set by --addr)"
        );
    }
}
