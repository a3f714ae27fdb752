//! Answers byte by byte, as no HTTP library would send them.

use http::Response;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};

use super::Fault;

/// What is done on a connection, one step after the other. After the last one it is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Sends all.
    Send(Vec<u8>),
    /// Sends one byte a second.
    Drip(Vec<u8>),
    /// Sends it again and again.
    Repeat(Vec<u8>),
    /// Waits for nothing.
    Stall,
    /// Resets the connection.
    Reset,
}

use Step::{Drip, Repeat, Reset, Send, Stall};

/// How a fault of the connection answers with `response`; none for the other faults.
pub(super) fn of(fault: Fault, response: &Response<Vec<u8>>) -> Option<Vec<Step>> {
    let body = response.body();
    let (half, _) = body.split_at(body.len() / 2);
    let whole = head(response, Some(body.len()));
    let in_head = || {
        let (part, _) = whole.split_at(whole.len() / 2);
        Send(part.to_vec())
    };
    let all_of = |head: &[u8], body: &[u8]| Send([head, body].concat());
    Some(match fault {
        Fault::ResetBeforeHead => vec![Reset],
        Fault::ResetInHead => vec![in_head(), Reset],
        Fault::ResetAfterHead => vec![Send(whole), Reset],
        Fault::ResetInBody => vec![all_of(&whole, half), Reset],
        Fault::CloseBeforeHead => vec![],
        Fault::CloseInHead => vec![in_head()],
        Fault::CloseAfterHead => vec![Send(whole)],
        Fault::CloseInBody => vec![all_of(&whole, half)],
        Fault::StallBeforeHead => vec![Stall],
        Fault::StallInHead => vec![in_head(), Stall],
        Fault::StallAfterHead => vec![Send(whole), Stall],
        Fault::StallInBody => vec![all_of(&whole, half), Stall],
        Fault::Drip => vec![Drip([&whole, body.as_slice()].concat())],
        Fault::DripBody => vec![Send(whole), Drip(body.clone())],
        Fault::LengthTooSmall => vec![all_of(&head(response, Some(half.len())), body)],
        Fault::LengthTooLarge => vec![all_of(&head(response, Some(body.len() + 10)), body)],
        Fault::LengthMissing => vec![all_of(&head(response, None), body)],
        Fault::BodyEndless => {
            let mut chunked = response.clone();
            let value = http::HeaderValue::from_static("chunked");
            chunked.headers_mut().insert(TRANSFER_ENCODING, value);
            let blanks = vec![b' '; 0x1_0000];
            vec![
                all_of(&head(&chunked, None), &chunk(body)),
                Repeat(chunk(&blanks)),
            ]
        }
        _ => return None,
    })
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    let size = format!("{:x}\r\n", bytes.len());
    [size.as_bytes(), bytes, b"\r\n"].concat()
}

/// The status line and the headers, with this Content-Length in place of its own.
fn head(response: &Response<Vec<u8>>, length: Option<usize>) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {}\r\n", response.status()).into_bytes();
    for (name, value) in response.headers() {
        if name != CONTENT_LENGTH {
            head.extend_from_slice(
                &[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat(),
            );
        }
    }
    if let Some(length) = length {
        head.extend_from_slice(format!("content-length: {length}\r\n").as_bytes());
    }
    head.extend_from_slice(b"\r\n");
    head
}
