//! Requests that no HTTP library would send, written out by hand.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;
use testbed::secrets::Sent;

/// What came back for `request`: the whole answer as it came. The request has to ask for the connection's
/// end, and has to be read whole by a server that answers it.
pub(crate) fn exchange(url: &str, request: &[u8]) -> String {
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    // A server that waits for more, where it should answer, fails the test instead of stopping it.
    stream
        .set_read_timeout(Some(Duration::from_mins(1)))
        .unwrap();
    let mut sent = Sent::default();
    sent.text(&String::from_utf8_lossy(request));
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    sent.assert_kept(&answer);
    answer
}

/// A POST to `/mcp` with these header lines.
pub(crate) fn post(headers: &[&[u8]], body: &[u8]) -> Vec<u8> {
    let mut request = b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
        Content-Type: application/json\r\n"
        .to_vec();
    for line in headers {
        request.extend_from_slice(line);
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    request.extend_from_slice(body);
    request
}
