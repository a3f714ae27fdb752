//! A connection that stays open for many requests, each sent as the bytes it is given.

use std::fmt;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// An answer as it came.
pub(crate) struct Received {
    pub(crate) status: u16,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = String::from_utf8_lossy(&self.body);
        write!(f, "{} {:?} {body}", self.status, self.headers)
    }
}

impl Received {
    /// A header's value, empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    fn closes(&self) -> bool {
        self.header("connection").eq_ignore_ascii_case("close")
    }
}

/// A connection to the server at one URL, opened anew where the server has closed it.
pub(crate) struct Connection {
    address: String,
    stream: Option<BufReader<TcpStream>>,
}

impl Connection {
    pub(crate) fn new(url: &str) -> Self {
        Self {
            address: url.strip_prefix("http://").unwrap().to_owned(),
            stream: None,
        }
    }

    /// What is answered to one whole request. `method` is the request's, which decides on the answer's body.
    pub(crate) fn ask(&mut self, method: &str, request: &[u8]) -> Received {
        let is_kept = self.stream.is_some();
        match self.try_ask(method, request) {
            Ok(received) => received,
            // The server may close a connection that it kept, just when the next request comes.
            Err(_) if is_kept => self.try_ask(method, request).unwrap(),
            Err(error) => panic!("{error}"),
        }
    }

    fn try_ask(&mut self, method: &str, request: &[u8]) -> io::Result<Received> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => BufReader::new(connect(&self.address)?),
        };
        stream.get_mut().write_all(request)?;
        let received = receive(&mut stream, method == "HEAD")?
            .ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        if !received.closes() {
            self.stream = Some(stream);
        }
        Ok(received)
    }
}

/// Sends bytes that may be no request at all on a connection of their own: every answer that came before the server
/// closed it, which a request has to ask for.
pub(crate) fn answers(url: &str, bytes: &[u8]) -> Vec<Received> {
    let mut stream = connect(url.strip_prefix("http://").unwrap()).unwrap();
    // An error is a server that has refused the beginning: what it said is read all the same.
    let _ = stream.write_all(bytes);
    read_all(stream)
}

/// The status of each.
pub(crate) fn statuses(url: &str, bytes: &[u8]) -> Vec<u16> {
    let answers = answers(url, bytes);
    answers.iter().map(|answer| answer.status).collect()
}

/// The same for bytes that may have the server wait for more: it is told that there is none, which may make it give
/// up.
pub(crate) fn answers_to_all(url: &str, bytes: &[u8]) -> Vec<Received> {
    let mut stream = connect(url.strip_prefix("http://").unwrap()).unwrap();
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    read_all(stream)
}

fn read_all(stream: TcpStream) -> Vec<Received> {
    let mut stream = BufReader::new(stream);
    let mut all = Vec::new();
    while let Ok(Some(received)) = receive(&mut stream, false) {
        all.push(received);
    }
    all
}

fn connect(address: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    // A server that does not answer fails the test instead of stopping it.
    stream.set_read_timeout(Some(Duration::from_mins(1)))?;
    Ok(stream)
}

/// The next answer; none where the connection ended before it.
fn receive(stream: &mut BufReader<TcpStream>, is_bodiless: bool) -> io::Result<Option<Received>> {
    let broken = || io::Error::from(io::ErrorKind::InvalidData);
    let Some(first) = line(stream)? else {
        return Ok(None);
    };
    let status = first
        .strip_prefix("HTTP/1.1 ")
        .and_then(|rest| rest.get(..3));
    let status: u16 = status
        .and_then(|status| status.parse().ok())
        .ok_or_else(broken)?;
    let mut headers = Vec::new();
    loop {
        let line = line(stream)?.ok_or_else(broken)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(broken)?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    if status < 200 {
        return receive(stream, is_bodiless);
    }
    let mut received = Received {
        status,
        headers,
        body: Vec::new(),
    };
    if is_bodiless || matches!(status, 204 | 304) {
        return Ok(Some(received));
    }
    if received
        .header("transfer-encoding")
        .eq_ignore_ascii_case("chunked")
    {
        received.body = chunks(stream)?;
    } else if let Ok(length) = received.header("content-length").parse() {
        received.body = exactly(stream, length)?;
    } else {
        stream.read_to_end(&mut received.body)?;
    }
    Ok(Some(received))
}

fn chunks(stream: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(stream)?.and_then(|line| usize::from_str_radix(&line, 16).ok());
        let size = size.ok_or(io::ErrorKind::InvalidData)?;
        body.extend(exactly(stream, size)?);
        line(stream)?;
        if size == 0 {
            return Ok(body);
        }
    }
}

fn exactly(stream: &mut BufReader<TcpStream>, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn line(stream: &mut BufReader<TcpStream>) -> io::Result<Option<String>> {
    let mut line = String::new();
    let length = stream.read_line(&mut line)?;
    Ok((length > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
}
